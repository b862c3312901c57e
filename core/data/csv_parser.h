// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/csv_cells.h"
#include "core/data/date_reader.h"
#include "core/data/string_dictionary.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace leptune {

enum class ReadAs : std::uint8_t { Skip, Number, Date, Coded };

/// How one column is read, and where its cells go (one slot a row).
struct ColumnPlan {
    ReadAs as = ReadAs::Skip;
    DateOrder order = DateOrder::DayFirst;
    double *numbers = nullptr;     ///< Number, Date
    std::int32_t *codes = nullptr; ///< Coded
};

/// What the cells of a column turned out to be. Those counted nowhere are good.
struct ColumnTally {
    std::uint64_t empty = 0;
    std::uint64_t missingWords = 0;
    std::uint64_t infinite = 0;
    std::uint64_t bad = 0;
    std::uint64_t identifiers = 0; ///< digits with leading zeros or too long for a number
    DateEvidence evidence;
    bool hopeless = false;              ///< given up: too many bad cells
    std::vector<std::uint64_t> badRows; ///< the first kBadCellsKept

    void add(const ColumnTally &other);
    std::uint64_t good(std::uint64_t rows) const
    {
        return rows - empty - missingWords - infinite - bad;
    }
};

/// Rows that were not as long as the header.
struct RaggedRows {
    static constexpr std::uint64_t kNone = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t tooShort = 0;
    std::uint64_t firstShort = kNone;
    std::uint64_t tooLong = 0;
    std::uint64_t firstLong = kNone;

    void add(const RaggedRows &other);
};

/// Reads chunks of rows into the planned places. One thread's: the codes of its text cells number
/// its own dictionaries, whose entries remember the row they were first seen in.
class CsvParser {
public:
    CsvParser(CsvSyntax syntax, char decimal, std::vector<ColumnPlan> plan, std::uint64_t rows);

    /// Reads the rows in [p, limit), which go to the slots [row, endRow).
    void parse(const char *p, const char *limit, std::size_t row, std::size_t endRow);

    const std::vector<ColumnTally> &tallies() const { return m_tallies; }
    const RaggedRows &raggedRows() const { return m_ragged; }
    const StringDictionary &dictionary(std::size_t column) const { return m_dictionaries[column]; }
    StringDictionary takeDictionary(std::size_t column)
    {
        return std::move(m_dictionaries[column]);
    }

private:
    const char *parseRow(const char *p, const char *limit, std::size_t row);
    const char *readNumber(const char *p, const char *limit, std::size_t column, std::size_t row);
    const char *readDateCell(const char *p, const char *limit, std::size_t column, std::size_t row);
    const char *readText(const char *p, const char *limit, std::size_t column, std::size_t row);
    const char *skipExtraCells(const char *p, const char *limit, std::size_t row);
    void fillMissing(std::size_t column, std::size_t row);
    void noteBad(std::size_t column, std::size_t row);

    CsvSyntax m_syntax;
    char m_decimal;
    std::uint64_t m_rows;
    std::vector<ColumnPlan> m_plan;
    std::vector<ColumnTally> m_tallies;
    std::vector<StringDictionary> m_dictionaries;
    RaggedRows m_ragged;
    std::string m_scratch;
};

} // namespace leptune
