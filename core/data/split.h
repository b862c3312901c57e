// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"
#include "core/data/target.h"

#include <cstdint>
#include <span>
#include <vector>

namespace leptune {

using Rows = std::vector<std::uint32_t>;

struct Split {
    Rows train; ///< ascending
    Rows test;  ///< ascending
};

/// What a split has to respect. `blocks` numbers rows that must stay on one side (groups, equal
/// rows): equal number, same side; empty = every row for itself. `time`, where not empty, orders the
/// rows: test rows are never earlier than training rows (NaN first).
struct SplitRules {
    std::span<const std::int32_t> strata; ///< class, or quantile bin of a regression target; may be empty
    std::span<const std::uint32_t> blocks;
    std::span<const double> time;
    std::uint64_t seed = 0;
};

/// One cut of rows 0..rows-1 with about `testShare` in the test part; every stratum with two blocks
/// or more lands in both parts. Same result on every machine. `testShare` in (0, 1), else
/// Error(BadOption).
Split holdOut(std::size_t rows, double testShare, const SplitRules &rules);
/// `folds` >= 2 cuts whose test parts are disjoint and cover all rows (with `time`: expanding windows,
/// so early rows are never tested).
std::vector<Split> crossValidation(std::size_t rows, int folds, const SplitRules &rules);

/// Numbers rows so that rows equal in all columns share a number.
std::vector<std::uint32_t> equalRowBlocks(const Table &table);
/// Joins two numberings: rows connected through either share a number.
std::vector<std::uint32_t> joinBlocks(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b);
/// Class indices, or up to ten quantile bins of a regression target.
std::vector<std::int32_t> strataOf(const Target &target);

} // namespace leptune
