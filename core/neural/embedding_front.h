// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/kernels.h"
#include "core/neural/parameters.h"

#include <span>
#include <vector>

namespace leptune::neural {

/// The embedding of a network's inputs (see InputEmbedding), on one CPU thread and buffers that are
/// allocated once. Numbers lie in columns, so that rows fill the vectors. What it is given outlives
/// it.
class EmbeddingFront {
public:
    EmbeddingFront(const NetworkShape &shape, const ParameterLayout &layout, std::size_t mostRows);

    /// features [rows, inputs] -> out [embeddedInputs(shape), rows]. The features stay as they are
    /// until backward().
    void forward(const float *features, std::size_t rows, std::span<const float> parameters,
                 float *out);
    /// After forward(), of as many rows; `out` as it was filled, `back`: derivatives by the outputs
    /// behind the plain ones, [embeddedInputs(shape) - plain inputs, rows]. Fills the embedding's
    /// part of the gradient.
    void backward(const float *out, const float *back, std::span<const float> parameters,
                  std::span<float> gradient);
    /// Outputs that are inputs as they come.
    std::size_t plainCount() const { return m_layout.plainInputs.size(); }

private:
    void layPlain(float *out);
    void lookUp(std::span<const float> parameters, float *out) const;
    void learnTables(const float *back, std::span<float> gradient) const;
    PeriodicInput periodicInput(std::size_t index, std::span<const float> parameters) const;

    const NetworkShape &m_shape;
    const InputEmbedding &m_embedding;
    const ParameterLayout &m_layout;
    const Kernels &m_kernels;
    std::vector<std::size_t> m_periodic; ///< places of the periodic inputs among the plain ones
    const float *m_features = nullptr;
    std::size_t m_rows = 0;
    std::vector<float> m_columns; ///< all features, where some are not plain
};

} // namespace leptune::neural
