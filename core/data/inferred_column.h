// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/column.h"
#include "core/data/date_reader.h"
#include "core/data/import_report.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace leptune {

constexpr std::size_t kBadCellsKept = 1000;

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

} // namespace leptune
