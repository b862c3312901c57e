// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"
#include "core/neural/stepper.h"
#include "core/neural/time_share.h"

#include <cstdint>
#include <vector>

namespace leptune::neural {

/// Share of the weights that are 0.
double zeroShare(const std::vector<LayerWeights> &layers);

/// About how many bytes layers pack to: which weights are 0 by its entropy, the others as codes by
/// theirs, of `bits` or, where that is 0, of the eight that weights are rounded to after the
/// training; two bytes a step (one a layer, or an output) and a byte a bias. Names, the graph and
/// what else a model file holds come on top.
std::uint64_t packedBytes(const std::vector<LayerWeights> &layers, int bits);

/// Looks at the weights of a network in training, as often as a hundredth of the time allows.
class WeightWatch {
public:
    /// What was seen last, looked at anew where that costs too little to matter or the epoch is the
    /// last one. Sets the fields of `report` that are of weights.
    void tell(Stepper &stepper, EpochReport &report, bool isLast);

private:
    TimeShare m_looks{0.01};
    EpochReport m_seen;
};

} // namespace leptune::neural
