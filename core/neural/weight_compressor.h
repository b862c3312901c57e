// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"
#include "core/neural/parameters.h"
#include "core/neural/state_archive.h"

#include <span>
#include <utility>
#include <vector>

namespace leptune::neural {

/// Weights are 0 or rounded at some time; with a tolerance those of neurons that are to go as well.
inline bool masksWeights(const Compression &wanted)
{
    return wanted.shrinksWeights() || (wanted.neuronSparsity > 0.0 && wanted.tolerance > 0.0);
}

/// Which weights of a network in training are 0 and since when the others are rounded.
///
/// Sparsity grows along a cubic (Zhu & Gupta 2017) and is shared out among the layers by LAMP
/// scores (Lee et al. 2021) of importances: a weight's size, in the first layer times the root mean
/// square of its input, so that weights of rare inputs go first. Weights that are 0 go on learning
/// and may come back (Lin et al. 2020) until the masks are frozen; from then on the rest settles.
class WeightCompressor {
public:
    /// `inputPower`: root mean square of every input of the network.
    WeightCompressor(const ParameterLayout &layout, const Compression &wanted,
                     std::vector<float> inputPower);

    /// With a tolerance: what is wanted is this share of the way, [0, 1]: living weights shrink by
    /// the same factor for equal shares, bits fall one by one from eight.
    void shrinkTo(double level)
    {
        m_level = level;
        m_nextMask = 0.0;
    }
    /// With a tolerance: the masks stay as the next advance() makes them.
    void freeze() { m_toFreeze = true; }

    /// With a tolerance: weights that are 0 because of masked neurons, as the layout has them, 1
    /// for others; empty: none are. Sparsity is of the others. shrinkTo() goes along.
    void setLiving(std::vector<float> living) { m_living = std::move(living); }
    /// The layout has become that of what lay at `places` before.
    void follow(const std::vector<std::size_t> &places);

    /// advance() will look at the weights, or bestSteps() be asked for after it.
    bool looksAt(double progress) const;
    /// The weights have become these: which of them are 0 for good, where some were, is as it is;
    /// advance() is over.
    void settleOn(std::span<const float> weights, int bits);

    /// Before a step, at `progress` in [0, 1] of the training; `weights`: [0, layout.weightCount),
    /// those of the first layer times the inputs' factors where there is one an input; `factors`:
    /// [members, inputs] otherwise; both may be empty where
    /// looksAt() says no. True: the masks have changed.
    bool advance(double progress, std::span<const float> weights, std::span<const float> factors);

    /// 1 for weights that live, 0 for others; of all layers, as they lie in the layout.
    const std::vector<float> &mask() const { return m_mask; }
    /// Weights that are 0 learn no more.
    bool isFrozen() const { return m_frozen; }
    bool rounds() const { return m_bits > 0; }
    int bits() const { return m_bits; }
    /// What is wanted has been reached: from now on epochs compare.
    bool isFinal() const { return m_final; }
    /// Codes are -levels ... levels.
    float levels() const { return static_cast<float>((1 << (m_bits - 1)) - 1); }
    /// What is best to round the living weights of a layer to, as the layout holds it: the step of
    /// 8 bits of mantissa that moves them least, or the values that they share, by k-means.
    std::vector<float> bestSteps(std::size_t layer, std::span<const float> weights) const;

    /// Weights share values: each has the nearest of the first sharedValues() of its layer.
    bool shares() const { return m_wanted.sharedValues > 0; }
    int sharedValues() const;
    /// Of the layout as it is.
    void exchange(StateArchive &archive);

private:
    void fitLayout();
    bool hasZeros(double progress) const;
    /// What there should be now: shares of what is wanted, and what follows from them.
    double shareAt(double progress) const;
    double sparsityAt(double progress) const;
    int groupKeptAt(double progress) const;
    int bitsAt(double progress) const;
    bool isComplete(double progress) const;
    void shareOut(double sparsity);
    void renewMask();
    void rate(std::span<const float> weights, std::span<const float> factors);
    int wantedBits() const;
    float bestStep(std::span<const float> sizes) const;
    std::vector<float> bestValues(std::vector<float> living) const;
    std::vector<float> livingOf(std::size_t layer, std::span<const float> weights) const;

    const ParameterLayout &m_layout;
    Compression m_wanted;
    std::vector<float> m_power;
    std::vector<float> m_mask, m_importance;
    std::vector<float> m_living;     ///< see setLiving()
    std::vector<std::size_t> m_kept; ///< weights a layer
    double m_sharedAt = -1.0;        ///< the sparsity that m_kept is for
    int m_groupKept;                 ///< of every group now
    double m_nextMask = 0.0;         ///< progress at which masks are renewed
    double m_level = 0.0;
    int m_bits = 0;
    bool m_frozen = false, m_final = false, m_toFreeze = false;
};

/// Root mean square of every number that the first layer reads: of the features, or 1 where it is
/// embedded or the layer a convolution, whose numbers are alike.
std::vector<float> inputPower(const ParameterLayout &layout, const Batchable &rows);

} // namespace leptune::neural
