// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/onnx_writer.h"
#include "core/model/integer_form.h"

namespace leptune {

/// What a float product reads to stand for a layer of whole numbers: quantise and dequantise pairs,
/// of biases too, which runtimes fuse to the whole numbers that they stand for.
class QuantisedLayer {
public:
    template <typename Layer>
    QuantisedLayer(OnnxWriter &to, const Layer &layer, const OnnxName &x)
        : m_to(to), m_steps(layer.steps)
    {
        for (std::size_t o = 0; o < m_steps.size(); ++o) {
            m_biases.push_back(integerBias(layer, o));
            m_units.push_back(layer.inputStep * m_steps[o]);
        }
        const auto zero = static_cast<std::uint8_t>(layer.zeroPoint);
        const OnnxName step = to.scalar(layer.inputStep);
        const OnnxName zeroPoint =
            to.constant(std::span(&zero, 1), std::span<const std::int64_t>());
        const OnnxName codes = to.add("QuantizeLinear", {x, step, zeroPoint});
        m_input = to.add("DequantizeLinear", {codes, step, zeroPoint});
    }

    const OnnxName &input() const { return m_input; }
    /// `axis` is that of the outputs. Without a sign: onnxruntime multiplies signed weights on x86
    /// without VNNI in pairs whose sums saturate at 16 bits (its manual, "quantization").
    OnnxName weights(std::span<const std::int8_t> values, std::span<const std::int64_t> dims,
                     std::int64_t axis) const
    {
        constexpr std::uint8_t kZero = 128;
        const std::vector<std::uint8_t> zeros(m_steps.size(), kZero);
        std::vector<std::uint8_t> codes;
        codes.reserve(values.size());
        for (const std::int8_t value : values)
            codes.push_back(static_cast<std::uint8_t>(value + kZero));
        return numbers(m_to.constant(std::span<const std::uint8_t>(codes), dims), m_steps,
                       m_to.constant(std::span<const std::uint8_t>(zeros), outputDims()), axis);
    }
    OnnxName bias() const
    {
        const std::vector<std::int32_t> zeros(m_steps.size());
        return numbers(m_to.constant(std::span(m_biases), outputDims()), m_units,
                       m_to.constant(std::span(zeros), outputDims()), 0);
    }

private:
    std::vector<std::int64_t> outputDims() const
    {
        return {static_cast<std::int64_t>(m_steps.size())};
    }
    OnnxName numbers(const OnnxName &codes, std::span<const float> steps, const OnnxName &zeros,
                     std::int64_t axis) const
    {
        return m_to.add("DequantizeLinear", {codes, m_to.constant(steps, outputDims()), zeros},
                        {onnxInt("axis", axis)});
    }

    OnnxWriter &m_to;
    std::span<const float> m_steps;
    std::vector<std::int32_t> m_biases;
    std::vector<float> m_units;
    OnnxName m_input;
};

} // namespace leptune
