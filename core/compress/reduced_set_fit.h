// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/matrix.h"
#include "core/learners/booster/booster_options.h"
#include "core/model/graph.h"

#include <functional>
#include <span>

namespace leptune {

/// What a machine is to answer.
struct MachineRows {
    FloatMatrix features;
    FloatMatrix answers;                     ///< shares of classes, or numbers [rows, 1]
    BoosterLoss loss = BoosterLoss::Squared; ///< Logistic, Softmax or Squared
};

struct ReducedSetOptions {
    std::size_t centres = 16;
    int pointBits = 8; ///< of a coordinate, 2 ... 8
    int iterations = 600;
    double decay = 1e-4; ///< of the mean square of coefficients, beside the mean loss of a row
    std::uint64_t seed = 0;
};

/// A radial-basis machine of few centres with the scores of the head that belongs to the loss: the
/// reduced set of a larger machine (Burges 1996), here with centres, widths of features and
/// coefficients that are learned together (Wu, Schoelkopf & Bakir 2006) from the answers' own loss.
/// Starts at clusters of the rows. All its numbers are rounded to eight bits at most, as files hold
/// them. Two rows at least; nothing where it was ended before there was a machine.
std::optional<KernelSum> fitReducedSet(const MachineRows &rows, const ReducedSetOptions &options,
                                       const std::function<bool()> &shouldEnd);

} // namespace leptune
