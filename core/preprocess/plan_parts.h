// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preprocess/column_summary.h"
#include "core/preprocess/feature_plan.h"

#include <optional>

/// Pieces shared by the fits of dense and tree plans.
namespace leptune {

/// How the cells of a raw column are to be understood.
enum class CellMeaning { Number, Date, Category, Picture, Unused };
/// Text columns and those the schema does not use are Unused.
CellMeaning cellMeaning(const RawColumn &column);

/// A LookUp from categories to the given values, one a category in the order of the summary.
LookUp categoryLookUp(const CategorySummary &summary, std::vector<float> values, float missing,
                      float unseen);
/// Category -> index -> 0/1 columns: unseen gives zeros, missing a column of its own where it was
/// met. Two categories without missing cells become one 0/1 column in which `neutral` stands for
/// all other cells. Empty where the column is constant.
FeatureChain oneHotChain(int column, const std::string &name, const CategorySummary &summary,
                         float neutral);
int oneHotWidth(const CategorySummary &summary);

/// Pixels of mean 0 and variance 1 in each channel over the pictures of the cells, which have that
/// shape; nothing where there is no picture or all are one colour.
std::optional<Pixels> fitPixels(const RawCells &cells, const PictureShape &shape);

/// Days outside the years 1 to 9999 are impossible.
CleanRange possibleDates();
/// Parts of a date that vary over the cells: elapsed, year, month, weekday, hour.
std::vector<DatePart> varyingDateParts(std::span<const float> days);
const char *datePartName(DatePart part);
/// The cells after CleanRange.
std::vector<float> cleaned(std::span<const float> cells, const CleanRange &range);

} // namespace leptune
