// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/schema.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace leptune {

/// How the cells of one column differ from those of training. Shares are of the rows (missing) or
/// of the cells that are there (all others); NaN where a column of this type has no such thing.
struct ColumnDrift {
    std::string column;
    ColumnType type = ColumnType::Numeric;
    double missingBefore = 0.0, missingNow = 0.0;
    double unseen = 0.0;          ///< in categories that training never had
    std::string firstUnseen;      ///< such a category
    double outside = 0.0;         ///< below the least or above the greatest number of training
    double low = 0.0, high = 0.0; ///< of training
    /// Population stability index: the sum over ten quantile bins of training (or its 20 commonest
    /// categories and the rest) of (now - before) ln(now / before).
    double stabilityIndex = 0.0;
    bool isMissingOften = false, isUnseen = false, isOutside = false, isShifted = false;

    bool isNotable() const { return isMissingOften || isUnseen || isOutside || isShifted; }
};

/// From an index of 0.1 on a distribution counts as shifted, from 0.25 on as shifted much (Siddiqi
/// 2006, Credit Risk Scorecards).
constexpr double kShiftedIndex = 0.1;
constexpr double kMuchShiftedIndex = 0.25;

struct DriftReport {
    std::uint64_t rows = 0;
    std::vector<ColumnDrift> columns; ///< that could be compared, in the order of the schema

    std::vector<ColumnDrift> notable() const;
};

/// Compares the columns that a Model uses with the rows that it learned from. What is notable is
/// both large enough to matter (missing: 5 points, or at all where training had none; unseen and
/// outside: one cell in 200; shifted: kShiftedIndex) and more than chance gives in so few rows, at
/// 1 % for all columns together: the index against chi-squared (Yurdakul & Naranjo 2020), unseen
/// categories against Good-Turing's estimate, cells outside against 2 / (n + 1). Dates are not
/// compared in their distribution: later ones are later. Columns that are missing, texts but for
/// empty ones, and pictures are passed over. Throws Error(Stopped).
DriftReport compareWithTraining(const Schema &schema, const Table &training, const Table &rows,
                                const std::stop_token &stop = {});

/// One line for people: "2 of 12 columns are unlike the training data: age (...), city (...)", or
/// that none is.
std::string driftSentence(const DriftReport &report);

} // namespace leptune
