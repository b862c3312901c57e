// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preprocess/derived.h"

#include <span>
#include <vector>

namespace leptune {

/// Places of rows in a table (tablePlace()) with what is to be averaged there.
struct TableRows {
    std::vector<std::uint32_t> places;
    std::span<const float> targets; ///< NaN: not counted
    std::span<const float> weights; ///< or empty
    std::size_t size = 0;           ///< places in the table
};

/// Places of pairs of codes; `codesB` alone where `a` is empty.
std::vector<std::uint32_t> placesOf(std::span<const float> a, int codesA, std::span<const float> b,
                                    int codesB);
/// Mean of a row's place over the rows of other inner folds, drawn to the mean of all by
/// `priorWeight` rows: no row's own target is in what it gets.
std::vector<float> outOfFoldMeans(const TableRows &rows, std::span<const std::uint8_t> folds,
                                  int foldCount, double priorWeight);
/// Fills cells and values with the means over all rows, places without rows with the mean of all;
/// more than `most` different means are rounded to as many.
void fillTable(const TableRows &rows, double priorWeight, std::size_t most,
               DerivedFeature &feature);

} // namespace leptune
