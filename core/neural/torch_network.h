// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"
#include "core/neural/input_codes.h"
#include "core/neural/parameters.h"
#include "core/neural/weight_compressor.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace at {
class Tensor;
}

namespace leptune::neural {

/// A network as autograd computes it: its parameters and their gradient are flat tensors, of which
/// the layers' are views, so that an optimiser's step is a handful of operations whatever the
/// depth.
class TorchNetwork {
public:
    /// Of the start that the seed gives, on the options' device. What it is given outlives it.
    TorchNetwork(const NetworkShape &shape, const Batchable &train, const TrainOptions &options);
    ~TorchNetwork();

    const NetworkShape &shape() const { return m_shape; }
    const ParameterLayout &layout() const { return m_layout; }
    ParameterLayout layoutOf(const NetworkShape &shape) const;
    /// In the order of the layout; they are changed in place.
    at::Tensor &flat();
    at::Tensor &gradient();
    /// Null where no weights are masked or rounded.
    WeightCompressor *compressor() { return m_compressor ? &*m_compressor : nullptr; }
    int weightBits() const { return m_compressor ? m_compressor->bits() : 0; }
    bool isFinal() const { return !m_compressor || m_compressor->isFinal(); }
    InputCodes &codes() { return m_codes; }
    const InputCodes &codes() const { return m_codes; }

    using Drop = std::function<at::Tensor(const at::Tensor &like)>;
    /// [rows, outputs], with members of each: [members, rows, outputs]. `drop`: the masks of
    /// dropout, in training only.
    at::Tensor forward(const at::Tensor &x, const Drop *drop);
    /// The members' mean.
    at::Tensor answers(const at::Tensor &x);
    at::Tensor weightsOf(std::size_t layer) const;
    /// Parameters that give these weights and biases by themselves.
    at::Tensor settled() const;

    /// Before a step at `progress`, where there is a compressor. True: there are new steps.
    bool advance(double progress);
    /// The compressor's masks have changed.
    void takeMask();
    /// Numbers and gradient are 0 then.
    void takeShape(const NetworkShape &shape);
    /// The numbers at `places` are left, which `index` has too.
    void follow(const NetworkShape &smaller, const std::vector<std::size_t> &places,
                const at::Tensor &index);

private:
    struct Parts;
    NetworkShape m_shape;
    const TrainOptions &m_options;
    InputCodes m_codes;
    ParameterLayout m_layout;
    std::optional<WeightCompressor> m_compressor;
    std::unique_ptr<Parts> m_parts;
};

} // namespace leptune::neural
