// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace leptune {

/// A cell that did not fit its column's type and was read as missing. Row counts data rows from 1,
/// the line counts lines of the file from 1 (0 where there are none).
struct BadCell {
    std::uint64_t row = 0;
    std::uint64_t line = 0;
    std::string column;
    std::string text;
};

/// What was read, assumed and repaired. Counts are exact; `badCells` keeps the first 1,000.
struct ImportReport {
    std::uint64_t rows = 0;
    std::uint64_t columns = 0;
    std::string format;               ///< "CSV", "ARFF", "SQLite", "Excel"
    std::string encoding;             ///< "UTF-8", "UTF-16LE", "GB18030", "ISO-8859-1"...
    char separator = 0;               ///< 0 where it does not apply
    char decimal = '.';
    bool hasHeader = true;
    std::vector<std::string> assumed; ///< sentences: "separator: semicolon", "column x: dates day/month/year"
    std::vector<std::string> repaired; ///< sentences: "3 rows had too few cells; the rest is missing"
    std::uint64_t badCellCount = 0;
    std::vector<BadCell> badCells;
};

} // namespace leptune
