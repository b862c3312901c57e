// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/column.h"
#include "core/data/date_reader.h"
#include "core/data/import_report.h"
#include "core/data/string_dictionary.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace leptune {

constexpr std::size_t kBadCellsKept = 1000;

struct InferenceRules {
    std::optional<ColumnType> type; ///< given by the user: cells that don't fit become bad cells
    std::optional<char> decimal;    ///< given by the user
    char likelyDecimal = '.';       ///< what the rest of the file uses
    bool wordsOnly = false;         ///< declared as words: no numbers, no dates
    bool missingWords = true;       ///< false: words such as "NA" are values
};

/// A finished column and what is to be said about it. Bad cells have rows from 1, no line yet.
struct InferredColumn {
    Column column;
    std::vector<std::string> assumed;
    std::vector<std::string> repaired;
    std::uint64_t badCellCount = 0;
    std::vector<BadCell> badCells;

    /// Says what became of cells that could not be kept.
    void noteInfinite(std::uint64_t count);
    void noteBad(const char *what);
    void noteDateOrder(const DateEvidence &evidence);
};

/// Whether cells make a column of numbers (or dates): at least one `good`, and no `bad`
/// (unreadable) ones, or less than 1 % of those that are not missing in a table of 100 rows or
/// more.
bool toleratesBadCells(std::uint64_t good, std::uint64_t infinite, std::uint64_t bad,
                       std::uint64_t rows);

/// Decides the type from all cells. `codes` index `spellings`, -1 is an absent cell; words such as
/// "NA" are still spellings. In order: numeric, date, boolean, text, categorical.
InferredColumn inferColumn(const std::string &name, std::vector<std::int32_t> codes,
                           const StringDictionary &spellings, const InferenceRules &rules);

} // namespace leptune
