// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

namespace leptune {

/// What keeps `have` (an exported file's answers) from being those of the Model, in words with the
/// row, or empty. Labels may differ where the two best probabilities (by the weights of their
/// classes; binary: the probability and the threshold) are within 2e-5 of each other, probabilities
/// by 1e-5, numbers by 1e-5 of the standard deviation of `want`; 1e-3 where layers of whole numbers
/// round.
std::string parityProblem(const Model &model, const Prediction &want, const Prediction &have);
/// The same for any such tolerance.
std::string parityProblem(const Model &model, const Prediction &want, const Prediction &have,
                          double tolerance);
constexpr double kWholeNumberTolerance = 1e-3;
/// Of layers of whole numbers that others compute, within 1e-3. Only where layers read sums of
/// layers, and one of these is a tie between two codes (rowsWithTies()), may a row be off by what a
/// code is worth, and at most 1 row in 100. `rows` are those that were answered.
std::string codeParityProblem(const Model &model, const RawBatch &rows, const Prediction &want,
                              Prediction have);

} // namespace leptune
