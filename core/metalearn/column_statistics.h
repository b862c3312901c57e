// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/column.h"
#include "core/data/split.h"
#include "core/data/target.h"

#include <vector>

namespace leptune {

/// The cells of some rows of a column. `numbers` are those of Numeric and DateTime columns, NaN =
/// missing (infinite cells count as missing).
struct ColumnCells {
    bool coded = false;
    std::vector<double> numbers;
    double missingShare = 0.0;
    std::size_t distinct = 0; ///< different cells, missing ones aside
};
ColumnCells cellsOf(const Column &column, const Rows &rows);

/// Shape of the finite numbers; skew and excess kurtosis are 0 where the numbers do not vary.
/// Outliers are further than three inter-quartile ranges from the quartiles.
struct Moments {
    double count = 0.0;
    double mean = 0.0, deviation = 0.0, skew = 0.0, kurtosis = 0.0;
    double zeroShare = 0.0, outlierShare = 0.0;
    bool allWhole = false;
};
Moments momentsOf(const std::vector<double> &numbers);
std::size_t distinctNumbers(const std::vector<double> &numbers);

/// Pearson's correlation over the rows where both are finite; 0 where either does not vary.
double correlation(const std::vector<double> &a, const std::vector<double> &b);
/// How far a column alone tells the target, in [0, 1]: |correlation|, or for classes the root of
/// the share of variance between them.
double targetLink(const std::vector<double> &numbers, const Target &target);

} // namespace leptune
