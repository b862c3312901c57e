// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/onnx_ops.h"
#include "core/model/distances.h"

#include <limits>

namespace leptune {
namespace {

std::vector<double> widened(std::span<const float> values)
{
    return {values.begin(), values.end()};
}

/// Training rows as double constants. Squared distances come from |x|^2 - 2 x s + |s|^2, in double
/// so that what cancels does not show in the float32 they are rounded to.
class OnnxPoints {
public:
    OnnxPoints(OnnxWriter &to, std::span<const float> points, int width, const Scale &scale)
        : m_to(to),
          m_scale(scale),
          m_width(width),
          m_count(static_cast<std::int64_t>(points.size()) / width)
    {
        const std::int64_t dims[] = {m_count, m_width};
        const std::vector<float> scaled =
            scaledRows(scale, points, static_cast<std::size_t>(width));
        m_points = to.constant(std::span<const double>(widened(scaled)), dims);
    }

    /// Rows of the node's input as these distances see them, in double.
    OnnxName seen(const OnnxName &x) const
    {
        const OnnxName scaled = m_scale.offset.empty() ? x : writeScale(m_to, m_scale, x);
        return m_to.cast(scaled, onnx::TensorProto_DataType_DOUBLE);
    }

    /// [N, count] double, at least 0, infinite for a row with NaN.
    OnnxName squaredDistances(const OnnxName &x) const
    {
        const OnnxName product = m_to.add("MatMul", {x, m_to.add("Transpose", {m_points})});
        const OnnxName lengths =
            m_to.add("Add", {squaredLength(x, {onnxInt("keepdims", 1)}),
                             squaredLength(m_points, {onnxInt("keepdims", 0)})});
        const OnnxName squared =
            m_to.add("Sub", {lengths, m_to.add("Mul", {product, m_to.scalar(2.0)})});
        const OnnxName positive = m_to.add("Max", {squared, m_to.scalar(0.0)});
        const double infinity = std::numeric_limits<double>::infinity();
        return m_to.add("Where", {m_to.add("IsNaN", {squared}), m_to.scalar(infinity), positive});
    }

    /// [N, k] double, difference by difference: exactly 0 for equal rows. `chosen` [N, k].
    OnnxName exactSquaredDistances(const OnnxName &x, const OnnxName &chosen) const
    {
        const OnnxName rows = m_to.add("Gather", {m_points, chosen}, {onnxInt("axis", 0)});
        const OnnxName difference =
            m_to.add("Sub", {m_to.add("Unsqueeze", {x, m_to.ints({1})}), rows});
        return m_to.add("ReduceSum", {m_to.add("Mul", {difference, difference}), m_to.ints({2})},
                        {onnxInt("keepdims", 0)});
    }

private:
    OnnxName squaredLength(const OnnxName &rows,
                           std::initializer_list<onnx::AttributeProto> attributes) const
    {
        return m_to.add("ReduceSum", {m_to.add("Mul", {rows, rows}), m_to.ints({1})}, attributes);
    }

    OnnxWriter &m_to;
    const Scale &m_scale;
    std::int64_t m_width;
    std::int64_t m_count;
    OnnxName m_points;
};

/// [N, k, 1] float weights by 1/distance; where a distance is 0 only such neighbours count, where
/// all are infinite all count alike.
OnnxName distanceWeights(OnnxWriter &to, const OnnxName &exact)
{
    const OnnxName squared = to.cast(exact, onnx::TensorProto_DataType_FLOAT);
    const OnnxName hits =
        to.cast(to.add("Equal", {squared, to.scalar(0.0F)}), onnx::TensorProto_DataType_FLOAT);
    const OnnxName anyHit =
        to.add("ReduceMax", {hits}, {onnxInts("axes", std::vector<std::int64_t>{1})});
    const OnnxName inverse = to.add("Div", {to.scalar(1.0F), to.add("Sqrt", {squared})});
    const OnnxName weights =
        to.add("Where", {to.add("Greater", {anyHit, to.scalar(0.0F)}), hits, inverse});
    const OnnxName usable =
        to.add("LessOrEqual", {squared, to.scalar(std::numeric_limits<float>::max())});
    const OnnxName anyUsable =
        to.add("ReduceMax", {to.cast(usable, onnx::TensorProto_DataType_FLOAT)},
               {onnxInts("axes", std::vector<std::int64_t>{1})});
    const OnnxName known = to.add(
        "Where", {to.add("Greater", {anyUsable, to.scalar(0.0F)}), weights, to.scalar(1.0F)});
    return to.add("Unsqueeze", {known, to.ints({2})});
}

} // namespace

OnnxName writeKernelSum(OnnxWriter &to, const KernelSum &op, const OnnxName &x)
{
    if (op.coefficients.empty())
        return to.repeated(op.bias);
    const OnnxPoints supports(to, op.supports, op.inputs, op.scale);
    const OnnxName wide = supports.seen(x);
    const OnnxName exponent =
        to.add("Mul", {supports.squaredDistances(wide), to.scalar(-static_cast<double>(op.gamma))});
    const auto count = static_cast<std::int64_t>(op.coefficients.size()) / op.outputs;
    const std::int64_t dims[] = {count, op.outputs};
    const OnnxName coefficients =
        to.constant(std::span<const double>(widened(op.coefficients)), dims);
    const std::int64_t biasDims[] = {1, op.outputs};
    const OnnxName bias = to.constant(std::span<const double>(widened(op.bias)), biasDims);
    const OnnxName sum = to.add("MatMul", {to.add("Exp", {exponent}), coefficients});
    return to.cast(to.add("Add", {sum, bias}), onnx::TensorProto_DataType_FLOAT);
}

OnnxName writeNeighbours(OnnxWriter &to, const Neighbours &op, const OnnxName &x)
{
    const OnnxPoints points(to, op.points, op.inputs, op.scale);
    const OnnxName wide = points.seen(x);
    // Rounded to float, distances that are mathematically equal are equal, and TopK takes the
    // first.
    const OnnxName squared =
        to.cast(points.squaredDistances(wide), onnx::TensorProto_DataType_FLOAT);
    const OnnxName chosen =
        to.addPair("TopK", {squared, to.ints({op.k})},
                   {onnxInt("axis", 1), onnxInt("largest", 0), onnxInt("sorted", 1)})
            .second;
    const auto count = static_cast<std::int64_t>(op.values.size()) / op.outputs;
    const std::int64_t dims[] = {count, op.outputs};
    const OnnxName table = to.constant(std::span(op.values), dims);
    const OnnxName values = to.add("Gather", {table, chosen}, {onnxInt("axis", 0)});
    const auto sum = [&](const OnnxName &of) {
        return to.add("ReduceSum", {of, to.ints({1})}, {onnxInt("keepdims", 0)});
    };
    if (!op.distanceWeighted)
        return to.add("Div", {sum(values), to.scalar(static_cast<float>(op.k))});
    const OnnxName weights = distanceWeights(to, points.exactSquaredDistances(wide, chosen));
    return to.add("Div", {sum(to.add("Mul", {weights, values})), sum(weights)});
}

} // namespace leptune
