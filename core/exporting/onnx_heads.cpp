// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/onnx_ops.h"

#include <numeric>

namespace leptune {

OnnxName writeSoftmax(OnnxWriter &to, const OnnxName &x)
{
    return to.add("Softmax", {x}, {onnxInt("axis", 1)});
}

OnnxName writeLogistic(OnnxWriter &to, const OnnxName &x)
{
    // Exp is exact to the last bits where runtimes' Sigmoid is a clamped approximation.
    const OnnxName one = to.scalar(1.0F);
    const OnnxName decay = to.add("Exp", {to.add("Neg", {x})});
    const OnnxName p = to.add("Div", {one, to.add("Add", {one, decay})});
    return to.add("Concat", {to.add("Sub", {one, p}), p}, {onnxInt("axis", 1)});
}

OnnxName writeCalibrate(OnnxWriter &to, const Calibrate &op, const OnnxName &x)
{
    const OnnxName logs = to.add("Log", {to.add("Max", {x, to.scalar(1e-7F)})});
    const OnnxName scaled = to.add("Mul", {logs, to.row(op.slope)});
    return writeSoftmax(to, to.add("Add", {scaled, to.row(op.intercept)}));
}

OnnxName writeNormalize(OnnxWriter &to, const OnnxName &x, int width)
{
    const OnnxName zero = to.scalar(0.0F);
    const OnnxName positive = to.add("Where", {to.add("Greater", {x, zero}), x, zero});
    const OnnxName sum = to.add("ReduceSum", {positive, to.ints({1})}, {onnxInt("keepdims", 1)});
    return to.add("Where", {to.add("Greater", {sum, zero}), to.add("Div", {positive, sum}),
                            to.scalar(1.0F / static_cast<float>(width))});
}

OnnxName writeWeightedSum(OnnxWriter &to, const WeightedSum &op, const OnnxNames &inputs)
{
    OnnxName sum;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const OnnxName part = to.add("Mul", {inputs[i], to.scalar(op.weights[i])});
        sum = i == 0 ? part : to.add("Add", {sum, part});
    }
    return sum;
}

OnnxName writeLabel(OnnxWriter &to, const Model &model, const OnnxName &probabilities)
{
    const Schema &schema = model.schema();
    OnnxName index;
    if (schema.task == TaskKind::Binary) {
        const OnnxName p =
            to.add("Gather", {probabilities, to.scalar(std::int64_t{schema.positive})},
                   {onnxInt("axis", 1)});
        index = to.add("Where", {to.add("GreaterOrEqual", {p, to.scalar(model.threshold())}),
                                 to.scalar(std::int64_t{schema.positive}),
                                 to.scalar(std::int64_t{1 - schema.positive})});
    } else {
        const std::vector<float> &weights = model.decision().classWeights;
        const OnnxName compared =
            weights.empty() ? probabilities : to.add("Mul", {probabilities, to.row(weights)});
        index = to.add("ArgMax", {compared}, {onnxInt("axis", 1), onnxInt("keepdims", 0)});
    }
    std::vector<std::int64_t> keys(schema.classes.size());
    std::iota(keys.begin(), keys.end(), 0);
    return to.add("LabelEncoder", {index},
                  {onnxInts("keys_int64s", keys), onnxTexts("values_strings", schema.classes)},
                  kMlDomain);
}

} // namespace leptune
