// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/coded_weights.h"
#include "core/neural/engine.h"
#include "core/neural/parameters.h"
#include "core/neural/weight_compressor.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace leptune::neural {

/// The weights that a network computes with: those that learn, times the inputs' factors where
/// there is one an input, with zeros and rounding where it shrinks while it trains. Rounding is
/// learned step size quantisation (Esser et al. 2020), a step a layer: weights follow the gradient
/// straight through, steps their own.
class EffectiveWeights {
public:
    EffectiveWeights(const ParameterLayout &layout, const TrainOptions &options,
                     const Batchable &train);

    /// See WeightCompressor.
    void shrinkTo(double level);
    void freeze();
    int weightBits() const { return m_compressor ? m_compressor->bits() : 0; }

    /// With a tolerance; see WeightCompressor.
    void setLiving(std::vector<float> living);
    /// The layout has become that of what lay at `places` before; apply() has to follow.
    void follow(const std::vector<std::size_t> &places);

    /// The parameters have become these, whose steps are for `bits`; what is 0 among weights that
    /// were pruned stays 0. apply() has to follow.
    void settleOn(std::span<const float> parameters, int bits);
    /// From now on weights and biases are what integer layers have of them, and only these and
    /// steps learn; inputs have steps. apply() has to follow.
    void quantise();

    /// Before a step at `progress` of the training; may set the layout's steps in `parameters`.
    void advance(double progress, std::span<float> parameters);
    /// After the parameters have changed.
    void apply(std::span<const float> parameters);
    /// Row-major [inputs, outputs], valid until the next apply().
    const float *of(std::size_t layer) const { return m_of[layer]; }
    std::span<const float *const> ofAll() const { return m_of; }
    /// What the bias at this place of the layout computes as, and those behind it.
    const float *biasAt(std::size_t place) const
    {
        return m_biases + (place - m_layout.weightCount);
    }
    /// The gradient by these weights becomes the one by what learns.
    void pullBack(std::span<const float> parameters, std::span<float> gradient) const;
    /// What was asked for has been reached.
    bool isFinal() const { return !m_compressor || m_compressor->isFinal(); }
    /// Parameters that give these weights by themselves: for the result.
    std::vector<float> settled(std::span<const float> parameters) const;
    /// What the weights hang on beside the parameters; apply() has to follow.
    void exchange(StateArchive &archive);

private:
    void fitLayout();
    void applyFloats(std::span<const float> parameters);
    void scaleFirstLayer(std::span<const float> parameters);
    void shrink(std::span<const float> parameters);
    void shareValues(std::size_t layer, std::span<const float> parameters);
    void pullBackSharing(std::span<const float> parameters, std::span<float> gradient) const;
    void pullBackRounding(std::span<const float> parameters, std::span<float> gradient) const;
    void splitFirstGradient(std::span<const float> parameters, std::span<float> gradient) const;
    std::size_t sizeOf(std::size_t layer) const;
    std::span<const float> stepsOf(std::size_t layer, std::span<const float> parameters) const;
    float stepOf(std::size_t layer, std::span<const float> parameters) const;

    const ParameterLayout &m_layout;
    std::vector<float> m_plain;  ///< all weights, the first layer's times the inputs' factors
    std::vector<float> m_shrunk; ///< with zeros and rounding
    std::vector<std::uint8_t> m_places; ///< of all weights in the books of values that they share
    std::vector<const float *> m_of;
    std::optional<WeightCompressor> m_compressor;
    int m_bits = 0; ///< that steps are for
    std::optional<CodedWeights> m_coded;
    const float *m_biases = nullptr; ///< from the layout's weightCount on
};

} // namespace leptune::neural
