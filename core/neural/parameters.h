// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/neural/batch_norm.h"
#include "core/neural/engine.h"

#include <cstddef>
#include <span>
#include <vector>

namespace leptune::neural {

/// Where each layer's numbers lie in one flat array: all weights first (row-major [inputs, outputs]
/// a layer, those of convolutions first, whose inputs are the numbers that a sum is over), then all
/// biases, the scales of batch norms and their running averages (which do not learn), embeddings
/// and shares of activations, the inputs' factors, and what weights are rounded to, so that an
/// optimiser's step is a few ranges.
struct ParameterLayout {
    struct Layer {
        int inputs = 0; ///< rows of the weights: with members, those of all
        int outputs = 0;
        int members = 1;           ///< that have their own part of it, one after another
        std::size_t weights = 0;   ///< offset
        std::size_t bias = 0;      ///< offset, [members, outputs]; with a norm: what it shifts by
        std::size_t normScale = 0; ///< offset; 0: no norm
        std::size_t normMean = 0;  ///< offset, followed by the variances
        std::size_t share = 0; ///< offset of the units' shares of their activation; 0: all of it

        int fanIn() const { return inputs / members; } ///< numbers that a sum is over
        std::size_t biases() const { return static_cast<std::size_t>(members * outputs); }
    };
    /// Offsets of what EmbeddingWeights hold, with c behind L.
    struct Embedding {
        std::size_t frequencies = 0;
        std::size_t phases = 0;
        std::size_t weights = 0;
        std::size_t bias = 0; ///< c [periodic, periodicOutputs]
        std::size_t categories = 0;
        std::size_t end = 0;
        std::size_t size() const { return end - frequencies; }
    };
    /// Numbers that learn alike.
    struct Range {
        std::size_t begin = 0;
        std::size_t end = 0;
        double rate = 1.0;  ///< times the learning rate
        double decay = 0.0; ///< times what weights decay by
    };
    std::vector<Layer> layers;
    std::vector<Range> ranges;
    Embedding embedding;
    std::vector<int>
        plainInputs;             ///< those that the first rows of the first layer's weights are for
    std::size_t weightCount = 0; ///< weights are [0, weightCount)
    std::size_t inputScale = 0;  ///< offset of [members, inputs] factors; == steps: none
    int members = 1;
    /// Offset of what weights are rounded to, `stepsALayer` numbers a layer: the logarithm of its
    /// step, or the values that its weights share and their unit (see shared_places.h).
    std::size_t steps = 0;
    std::size_t stepsALayer = 0;
    /// Offset of the logarithms of the steps of the layers' inputs as codes, followed by their zero
    /// points (which do not learn), one a layer each; == total: none.
    std::size_t inputSteps = 0;
    std::size_t total = 0;

    /// Of a training that shrinks weights like this.
    explicit ParameterLayout(const NetworkShape &shape, const Compression &wanted = {});
    /// One factor an input, which can be taken into the first layer's weights.
    bool scalesInputs() const { return inputScale < steps && members == 1; }
    std::size_t biasEnd() const { return layers.back().bias + layers.back().biases(); }
    std::size_t zeroPoints() const { return inputSteps + layers.size(); }
    /// From now on only weights, biases and steps learn.
    void freezeFront();
    /// Of a layer that has one.
    BatchNorm::Parameters normOf(std::size_t layer, std::span<float> flat) const;

private:
    void placeNorms(const NetworkShape &shape);
    void placeEmbedding(const NetworkShape &shape);
    void placeShares(const NetworkShape &shape);
    std::size_t place(std::size_t count, double rate, double decay);
    void placeSteps(const Compression &wanted, bool tangent);
    void placeInputSteps(bool tangent);
};

/// Seeded start: normal weights with deviation gain / sqrt(inputs) (He et al. 2015; gain sqrt(2)
/// before rectifiers, 1 for selu, tanh and the last layer), biases 0. Tangent: gain 1 and normal
/// biases, the last layer 0. Factors of the inputs, shares and scales of norms 1, but 0 where a
/// shortcut is added, so that deep stages start as the identity (Goyal et al. 2017); members'
/// factors random signs.
std::vector<float> initialParameters(const ParameterLayout &layout, const NetworkShape &shape,
                                     RandomStream &random);
/// The same network where one factor an input has become part of the first layer, norms part of
/// theirs, and c, where there are no members, part of the first layer's bias. What was folded is 1
/// or 0; norms' numbers count no more.
std::vector<float> folded(const ParameterLayout &layout, std::span<const float> flat);
/// As in TrainResult: folded.
std::vector<LayerWeights> toLayers(const ParameterLayout &layout, std::span<const float> flat);
/// Those of TrainResult.
std::vector<float> memberFactors(const ParameterLayout &layout, std::span<const float> flat);
EmbeddingWeights toEmbedding(const ParameterLayout &layout, std::span<const float> flat);
/// The codes of a layer's inputs.
CodeScale codesOf(const ParameterLayout &layout, std::span<const float> flat, std::size_t layer);

} // namespace leptune::neural
