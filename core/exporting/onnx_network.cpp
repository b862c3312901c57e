// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/onnx_ops.h"
#include "core/exporting/onnx_quantised.h"

#include <numbers>

namespace leptune {

OnnxName writeDense(OnnxWriter &to, const Dense &op, const OnnxName &x)
{
    const std::int64_t weightDims[] = {op.inputs, op.outputs};
    const std::int64_t biasDims[] = {op.outputs};
    return to.add("Gemm", {x, to.constant(std::span(op.weights), weightDims),
                           to.constant(std::span(op.bias), biasDims)});
}

OnnxName writeIntegerDense(OnnxWriter &to, const IntegerDense &op, const OnnxName &x)
{
    const std::int64_t dims[] = {op.inputs, op.outputs};
    const QuantisedLayer layer(to, op, x);
    return to.add("Gemm", {layer.input(), layer.weights(op.weights, dims, 1), layer.bias()});
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

/// By columns, so that every one's weights are one product: [columns, N, cosines].
OnnxName writePeriodicEmbedding(OnnxWriter &to, const PeriodicEmbedding &op, const OnnxName &x)
{
    const auto columns = static_cast<std::int64_t>(op.frequency.size()) / op.frequencies;
    const std::int64_t cosines[] = {columns, 1, op.frequencies};
    const std::int64_t weights[] = {columns, op.frequencies, op.outputs};
    constexpr std::int64_t kColumnsFirst[] = {1, 0}, kRowsFirst[] = {1, 0, 2};
    const OnnxName byColumn = to.add(
        "Unsqueeze", {to.add("Transpose", {x}, {onnxInts("perm", kColumnsFirst)}), to.ints({2})});
    const OnnxName turns =
        to.add("Add", {to.add("Mul", {byColumn, to.constant(std::span(op.frequency), cosines)}),
                       to.constant(std::span(op.phase), cosines)});
    const OnnxName rest = to.add("Sub", {turns, to.add("Round", {turns})});
    const OnnxName angle = to.add("Mul", {rest, to.scalar(2.0F * std::numbers::pi_v<float>)});
    const OnnxName sums =
        to.add("MatMul", {to.add("Cos", {angle}), to.constant(std::span(op.weights), weights)});
    return to.add("Reshape", {to.add("Transpose", {sums}, {onnxInts("perm", kRowsFirst)}),
                              to.ints({-1, columns * op.outputs})});
}

OnnxName writeBlend(OnnxWriter &to, const Blend &op, const OnnxNames &inputs)
{
    const OnnxName way = to.add("Sub", {inputs[1], inputs[0]});
    return to.add("Add", {inputs[0], to.add("Mul", {to.row(op.share), way})});
}

} // namespace leptune
