// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/onnx_ops.h"
#include "core/model/integer_form.h"

namespace leptune {

OnnxName writeDense(OnnxWriter &to, const Dense &op, const OnnxName &x)
{
    const std::int64_t weightDims[] = {op.inputs, op.outputs};
    const std::int64_t biasDims[] = {op.outputs};
    return to.add("Gemm", {x, to.constant(std::span(op.weights), weightDims),
                           to.constant(std::span(op.bias), biasDims)});
}

/// As quantise and dequantise pairs around a float product, biases too: runtimes fuse them to the
/// whole numbers that they stand for.
OnnxName writeIntegerDense(OnnxWriter &to, const IntegerDense &op, const OnnxName &x)
{
    const std::int64_t weightDims[] = {op.inputs, op.outputs}, outputDims[] = {op.outputs};
    const auto zero = static_cast<std::uint8_t>(op.zeroPoint);
    std::vector<std::int32_t> bias;
    std::vector<float> scales;
    for (std::size_t o = 0; o < op.steps.size(); ++o) {
        bias.push_back(integerBias(op, o));
        scales.push_back(op.inputStep * op.steps[o]);
    }
    const std::vector<std::int8_t> zeros(op.steps.size());
    const std::vector<std::int32_t> noOffset(op.steps.size());
    const auto numbers = [&](const OnnxName &codes, std::span<const float> steps,
                             const OnnxName &zeroPoints, std::int64_t axis) {
        return to.add("DequantizeLinear", {codes, to.constant(steps, outputDims), zeroPoints},
                      {onnxInt("axis", axis)});
    };
    const OnnxName step = to.scalar(op.inputStep);
    const OnnxName zeroPoint = to.constant(std::span(&zero, 1), std::span<const std::int64_t>());
    const OnnxName codes = to.add("QuantizeLinear", {x, step, zeroPoint});
    return to.add("Gemm", {to.add("DequantizeLinear", {codes, step, zeroPoint}),
                           numbers(to.constant(std::span(op.weights), weightDims), op.steps,
                                   to.constant(std::span(zeros), outputDims), 1),
                           numbers(to.constant(std::span(bias), outputDims), scales,
                                   to.constant(std::span(noOffset), outputDims), 0)});
}

OnnxName writeActivation(OnnxWriter &to, ActivationKind kind, const OnnxName &x)
{
    switch (kind) {
    case ActivationKind::Relu:
        return to.add("Relu", {x});
    case ActivationKind::Elu:
        return to.add("Elu", {x}, {onnxFloat("alpha", 1.0F)});
    case ActivationKind::Selu:
        return to.add(
            "Selu", {x},
            {onnxFloat("alpha", 1.6732632423543772F), onnxFloat("gamma", 1.0507009873554805F)});
    case ActivationKind::Gelu: {
        const OnnxName erf = to.add("Erf", {to.add("Mul", {x, to.scalar(0.7071067811865476F)})});
        const OnnxName half = to.add("Mul", {x, to.scalar(0.5F)});
        return to.add("Mul", {half, to.add("Add", {to.scalar(1.0F), erf})});
    }
    case ActivationKind::Mish:
        return to.add("Mul", {x, to.add("Tanh", {to.add("Softplus", {x})})});
    case ActivationKind::Silu:
        return to.add("Mul", {x, to.add("Sigmoid", {x})});
    case ActivationKind::Tanh:
        return to.add("Tanh", {x});
    case ActivationKind::Sigmoid:
        break;
    }
    return to.add("Sigmoid", {x});
}

} // namespace leptune
