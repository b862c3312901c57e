// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/batch_norm.h"
#include "core/neural/effective_weights.h"
#include "core/neural/kernels.h"
#include "core/neural/layer_input.h"
#include "core/neural/stage_geometry.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace leptune::neural {

/// The stages of convolutions of a network, on one CPU thread and buffers that are allocated once:
/// products over gathered columns (Chellapilla et al. 2006), one picture at a time so that they
/// stay in the cache. What it is given outlives it.
class ConvolutionFront {
public:
    ConvolutionFront(const NetworkShape &shape, ActivationName activation,
                     const ParameterLayout &layout, const EffectiveWeights &weights,
                     InputCodes &codes, std::size_t mostRows);

    /// pictures [rows, inputs] -> out [rows, denseInputs(shape)]. `trains`: batch norm goes by
    /// these pictures, and the averages in `parameters` follow.
    void forward(const float *pictures, std::size_t rows, bool trains, std::span<float> parameters,
                 float *out);
    /// After a forward() that trains; `back`: derivatives by its outputs. Fills the stages' part of
    /// the gradient.
    void backward(const float *back, std::span<const float> parameters, std::span<float> gradient);

private:
    struct Stage {
        explicit Stage(LayerInput codes) : input(std::move(codes)) {}

        StageGeometry geometry;
        std::size_t stride = 0;        ///< of a row of convolved numbers: channels, rounded up
        std::size_t depthStride = 0;   ///< of a row of transposed weights: depth, rounded up
        std::vector<float> weights;    ///< [depth, stride]
        std::vector<float> transposed; ///< [stride, depthStride]
        std::vector<float> bias;       ///< [stride]
        std::vector<float> convolved;  ///< [rows, positions, stride] where it normalises
        std::vector<float> values, slopes, back; ///< [rows, out]
        std::vector<std::uint8_t> winners;       ///< [rows, out]
        BatchNorm norm;
        LayerInput input;
        const float *read = nullptr;  ///< [rows, in], what it convolves
        std::vector<float> inputBack; ///< [rows, in], where inputs are codes
    };
    Stage makeStage(std::size_t index, const StageGeometry &geometry) const;
    void takeWeights(std::size_t index);
    void takeInputs(std::size_t index, std::span<const float> parameters);
    void convolve(Stage &stage, const float *picture, float *convolved);
    void forwardStage(std::size_t index, bool trains, std::span<float> parameters);
    void backwardStage(std::size_t index, std::span<const float> parameters,
                       std::span<float> gradient);
    void passCodesBack(std::size_t index, std::span<float> gradient);
    void backwardPicture(std::size_t index, std::size_t row, const float *convolvedBack,
                         std::span<float> gradient);
    void finish(float *out) const;
    void startBack(const float *back);
    const float *inputOf(std::size_t index, std::size_t row) const;
    const float *pooledBack(const Stage &stage, std::size_t row);

    const NetworkShape &m_shape;
    ActivationName m_activation;
    const ParameterLayout &m_layout;
    const EffectiveWeights &m_weights;
    InputCodes &m_codes;
    const Kernels &m_kernels;
    std::vector<Stage> m_stages;
    const float *m_pictures = nullptr;
    std::size_t m_rows = 0;
    std::vector<float> m_columns, m_columnsBack, m_convolved, m_part;
};

} // namespace leptune::neural
