// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"
#include "core/neural/parameters.h"

#include <span>
#include <vector>

namespace leptune::neural {

/// Which weights of a network in training are 0 and since when the others are rounded.
///
/// Sparsity grows along a cubic (Zhu & Gupta 2017) and is shared out among the layers by LAMP
/// scores (Lee et al. 2021) of importances: a weight's size times the root mean square of what it
/// multiplies, so that weights of rare inputs go first. Weights that are 0 go on learning and may
/// come back (Lin et al. 2020) until the masks are frozen; from then on the rest settles.
class WeightCompressor {
public:
    /// `inputPower`: root mean square of every input of the network.
    WeightCompressor(const ParameterLayout &layout, const Compression &wanted,
                     std::vector<float> inputPower);

    /// Before a step, at `progress` in [0, 1] of the training; `weights`: [0, layout.weightCount),
    /// those of the first layer times the inputs' factors. True: the masks have changed.
    bool advance(double progress, std::span<const float> weights);

    /// 1 for weights that live, 0 for others; of all layers, as they lie in the layout.
    const std::vector<float> &mask() const { return m_mask; }
    /// Weights that are 0 learn no more.
    bool isFrozen() const { return m_frozen; }
    bool rounds() const { return m_rounds; }
    /// What is wanted has been reached: from now on epochs compare.
    bool isFinal() const { return m_final; }
    /// Codes are -levels ... levels.
    float levels() const { return m_levels; }
    /// The step for the living weights of a layer that moves them least, of 8 bits of mantissa.
    float bestStep(std::size_t layer, std::span<const float> weights) const;

private:
    double sparsityAt(double progress) const;
    void shareOut(double sparsity);
    void renewMask();
    void rate(std::span<const float> weights);

    const ParameterLayout &m_layout;
    Compression m_wanted;
    std::vector<float> m_power;
    std::vector<float> m_mask, m_importance;
    std::vector<std::size_t> m_kept; ///< weights a layer
    double m_sharedAt = -1.0;        ///< the sparsity that m_kept is for
    double m_nextMask = 0.0;         ///< progress at which masks are renewed
    float m_levels = 0.0F;
    bool m_frozen = false, m_rounds = false, m_final = false;
};

/// Root mean square of every column of the features.
std::vector<float> columnPower(const Batchable &rows, std::size_t inputs);
/// `step` with the 8 bits of mantissa that files hold of it: products with codes are exact.
float shortStep(float step);

} // namespace leptune::neural
