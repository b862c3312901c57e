// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"

#include <limits>

namespace leptune {

/// Where a fit of XGBoost is between two rounds.
struct XgbState {
    int rounds = 0; ///< done
    int best = 0;   ///< rounds of the least validation loss, or all where nothing is validated
    double bestLoss = std::numeric_limits<double>::infinity();
    std::vector<std::uint8_t> model; ///< XgbBooster::save(); empty before the first round
};

/// Tells rows of one fit from those of another: features, labels and weights.
std::uint64_t identityOf(const FloatMatrix &features, const View &view);

/// A state as bytes and back, tied to its rows. What was made of others, or can't be one, gives an
/// empty state.
FitState checkpointOf(XgbState state, std::uint64_t identity);
XgbState xgbStateFrom(const FitState &bytes, std::uint64_t identity);

} // namespace leptune
