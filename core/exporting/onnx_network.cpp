// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/onnx_ops.h"
#include "core/exporting/onnx_quantised.h"

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

} // namespace leptune
