// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/effective_weights.h"
#include "core/neural/kernels.h"
#include "core/neural/layer_input.h"
#include "core/neural/member_adapters.h"

#include <optional>
#include <span>
#include <vector>

namespace leptune::neural {

/// How the inputs of the first dense layer lie in memory.
enum class InputOrder { Rows, Columns };

/// The dense layers of a network, forward and back, on one CPU thread and buffers that are
/// allocated once. Members of an ensemble take the same rows, one member's after another's, through
/// layers that they share as one batch; each has a first adapter and a last layer of its own. What
/// it is given outlives it.
class DenseLayers {
public:
    DenseLayers(const NetworkShape &shape, ActivationName activation, const ParameterLayout &layout,
                const EffectiveWeights &weights, InputCodes &codes, std::size_t mostRows);

    /// [rows, inputs of the first layer], to be filled before forward(); with an embedding in front
    /// [inputs, rows].
    float *inputs() { return m_values[0].data(); }
    /// The last layer's answers, [members, rows, outputs]; with `dropout` where hidden units are to
    /// be dropped. They may be overwritten.
    float *forward(std::size_t rows, std::span<const float> parameters, RandomStream *dropout);
    /// The mean of the members' answers [rows, outputs], in their place.
    float *meanOfMembers(std::size_t rows);

    /// To be filled with the loss's derivatives by what forward() gave.
    float *slope() { return m_back.data(); }
    /// Fills these layers' part of the gradient by the weights as they compute.
    void backward(std::size_t rows, std::span<const float> parameters, std::span<float> gradient);
    /// After backward(), once: the derivatives by inputs(), [rows, inputs], without members. Sets
    /// the gradient of their step, where they are codes.
    const float *inputSlope(std::size_t rows, std::span<float> gradient);
    /// After backward(), once: those by the inputs from number `first` on, [inputs - first, rows].
    const float *inputSlopeColumns(std::size_t first, std::size_t rows);

private:
    /// Rows [begin, begin + count) of all members' that one product takes, and where it finds its
    /// numbers.
    struct Block {
        std::size_t begin, count;
        Strided inputs;
        const float *weights;
        std::size_t weightPlace, biasPlace; ///< in the layout
    };
    /// Members scale the inputs themselves where these are to be codes, else the weights.
    bool scalesWeights() const { return m_adapters && m_memberInputs.empty(); }
    bool isFirst(std::size_t layer) const { return scalesWeights() && layer == 0; }
    bool isSplit(std::size_t layer) const { return m_dense[layer].members > 1 || isFirst(layer); }
    std::size_t blocksOf(std::size_t layer) const { return isSplit(layer) ? m_members : 1; }
    const float *weightsOf(std::size_t layer) const { return m_weights.of(m_stages + layer); }
    Block blockOf(std::size_t layer, std::size_t member, std::size_t rows) const;
    void multiply(std::size_t layer, std::size_t rows);
    void activateLayer(std::size_t layer, std::size_t rows, std::span<const float> parameters,
                       const float *mask);
    void scaleInputs(std::size_t rows, const float *factors);
    /// The layer adds what it reads to what it gives.
    bool skips(std::size_t layer) const
    {
        return m_isResidual && layer > 0 && layer + 1 < m_dense.size();
    }
    void takeInputs(std::size_t layer, std::size_t rows, std::span<const float> parameters);
    void learn(std::size_t layer, std::size_t rows, std::span<const float> parameters,
               std::span<float> gradient);
    void passBack(std::size_t layer, std::size_t rows);

    const Kernels &m_kernels;
    ActivationName m_activation;
    double m_dropout;
    bool m_isResidual;
    InputOrder m_order;
    std::size_t m_stages, m_members;
    std::size_t m_factors; ///< place of the members' factors
    std::span<const ParameterLayout::Layer> m_dense;
    const EffectiveWeights &m_weights;
    std::optional<MemberAdapters> m_adapters;
    std::vector<std::vector<float>> m_values; ///< [0]: inputs, then every layer's outputs
    std::vector<std::vector<float>> m_slopes; ///< of hidden layer i, with its dropout
    std::vector<std::vector<float>> m_bends;  ///< of hidden layer i, where shares are learnt
    std::vector<float> m_read;   ///< of a layer that skips, before its inputs became codes
    std::vector<float> m_direct; ///< derivatives by what such a layer gives
    std::vector<float> m_mask, m_back, m_backBefore, m_transposed;
    std::vector<float> m_columnSlope; ///< of one member's inputs
    std::vector<LayerInput> m_inputs;
    std::vector<float> m_memberInputs; ///< [members, rows, inputs]
};

} // namespace leptune::neural
