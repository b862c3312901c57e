// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"

#include <stop_token>
#include <string>
#include <vector>

namespace leptune {

enum class ColumnWarning {
    Constant,
    Duplicate,
    IdLike,
    Leak,
    MostlyMissing,
    Imbalance,
    HighCardinality
};

/// "constant", "duplicate", "id", "leak", "missing", "imbalance", "cardinality".
const char *warningName(ColumnWarning warning);

struct WarningNote {
    ColumnWarning kind = ColumnWarning::Constant;
    std::string why; ///< one English sentence with the figures
};

/// One bar: numbers in [low, high) (the last bar includes high), or the rows of one category
/// (`label`; "other" gathers the rest).
struct HistogramBar {
    double low = 0.0;
    double high = 0.0;
    std::string label;
    std::uint64_t count = 0;
};

struct ColumnProfile {
    std::string name;
    ColumnType type = ColumnType::Numeric;
    std::uint64_t missing = 0;
    std::uint64_t distinct = 0;
    double minimum = 0.0, maximum = 0.0, mean = 0.0, deviation = 0.0,
           median = 0.0;                 ///< numbers and dates; NaN otherwise
    std::vector<HistogramBar> histogram; ///< up to 20 bars or the 10 commonest categories
    std::vector<WarningNote> warnings;
};

struct Profile {
    std::uint64_t rows = 0;
    std::uint64_t duplicateRows = 0;
    std::vector<ColumnProfile> columns;
    std::vector<std::string> warnings;
};

/// Profiles all columns. With a target, columns that give it away are marked: a single column whose
/// cross-validated one-column score has AUC > 0.99 or R2 > 0.98 on rows it was not fitted on.
/// Throws Error(Stopped).
Profile profileTable(const Table &table, const std::string &target = {}, int threads = 0,
                     const std::stop_token &stop = {});

} // namespace leptune
