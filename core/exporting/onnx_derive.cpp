// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/onnx_ops.h"

#include <algorithm>
#include <array>
#include <limits>

namespace leptune {
namespace {

using Ints = std::vector<std::int64_t>;
using Features = std::vector<const DerivedFeature *>;

template <typename Get>
Ints collect(const Features &features, Get get)
{
    Ints result;
    for (const DerivedFeature *feature : features)
        result.push_back(static_cast<std::int64_t>(get(*feature)));
    return result;
}

OnnxName list(OnnxWriter &to, const Ints &values)
{
    const std::array dims{static_cast<std::int64_t>(values.size())};
    return to.constant(std::span(values), dims);
}

OnnxName columns(OnnxWriter &to, const OnnxName &x, const Ints &indices)
{
    return to.add("Gather", {x, list(to, indices)}, {onnxInt("axis", 1)});
}

/// tablePlace() of [N, m] codes, as int64.
OnnxName places(OnnxWriter &to, const OnnxName &codes, const Ints &counts)
{
    std::vector<float> others(counts.begin(), counts.end());
    std::vector<float> missing(others);
    for (float &place : missing)
        place += 1.0F;
    const OnnxName other = to.row(others);
    const OnnxName known = to.add("And", {to.add("GreaterOrEqual", {codes, to.scalar(0.0F)}),
                                          to.add("Less", {codes, other})});
    const OnnxName place = to.add("Where", {known, to.add("Floor", {codes}), other});
    const OnnxName all = to.add("Where", {to.add("IsNaN", {codes}), to.row(missing), place});
    return to.cast(all, onnx::TensorProto_DataType_INT64);
}

/// values[cells[place]] of every feature's own table; all tables lie one after the other.
OnnxName tableValues(OnnxWriter &to, const Features &features, const OnnxName &place)
{
    std::vector<std::uint8_t> cells;
    std::vector<float> values;
    Ints firstCell, firstValue;
    for (const DerivedFeature *feature : features) {
        firstCell.push_back(static_cast<std::int64_t>(cells.size()));
        firstValue.push_back(static_cast<std::int64_t>(values.size()));
        cells.insert(cells.end(), feature->cells.begin(), feature->cells.end());
        values.insert(values.end(), feature->values.begin(), feature->values.end());
    }
    const std::array cellDims{static_cast<std::int64_t>(cells.size())};
    const std::array valueDims{static_cast<std::int64_t>(values.size())};
    const OnnxName at = to.add("Add", {place, list(to, firstCell)});
    const OnnxName cell = to.add("Gather", {to.constant(std::span(cells), cellDims), at});
    const OnnxName index =
        to.add("Add", {to.cast(cell, onnx::TensorProto_DataType_INT64), list(to, firstValue)});
    return to.add("Gather", {to.constant(std::span(values), valueDims), index});
}

OnnxName crosses(OnnxWriter &to, const Features &features, const OnnxName &a, const OnnxName &b)
{
    const Ints codesA = collect(features, [](const auto &f) { return f.codesA; });
    const Ints codesB = collect(features, [](const auto &f) { return f.codesB; });
    const Ints strides = collect(features, [](const auto &f) { return f.codesB + 2; });
    const OnnxName row = to.add("Mul", {places(to, a, codesA), list(to, strides)});
    return tableValues(to, features, to.add("Add", {row, places(to, b, codesB)}));
}

OnnxName groupMeans(OnnxWriter &to, const Features &features, const OnnxName &b)
{
    const Ints codes = collect(features, [](const auto &f) { return f.codesB; });
    return tableValues(to, features, places(to, b, codes));
}

OnnxName featuresOfKind(OnnxWriter &to, DerivedKind kind, const Features &features,
                        const OnnxName &x)
{
    const OnnxName a = columns(to, x, collect(features, [](const auto &f) { return f.a; }));
    const OnnxName b = columns(to, x, collect(features, [](const auto &f) { return f.b; }));
    switch (kind) {
    case DerivedKind::Add:
        return to.add("Add", {a, b});
    case DerivedKind::Subtract:
        return to.add("Sub", {a, b});
    case DerivedKind::Multiply:
        return to.add("Mul", {a, b});
    case DerivedKind::Divide:
        return to.add("Div", {a, b});
    case DerivedKind::Cross:
        return crosses(to, features, a, b);
    case DerivedKind::GroupDifference:
        return to.add("Sub", {a, groupMeans(to, features, b)});
    case DerivedKind::GroupRatio:
        return to.add("Div", {a, groupMeans(to, features, b)});
    }
    return {};
}

} // namespace

OnnxName writeDerive(OnnxWriter &to, const Derive &op, const OnnxName &x)
{
    OnnxNames parts;
    Ints order; // place in the parts, a feature
    order.resize(op.features.size());
    std::int64_t next = 0;
    for (int kind = 0; kind <= static_cast<int>(DerivedKind::GroupRatio); ++kind) {
        Features features;
        for (std::size_t i = 0; i < op.features.size(); ++i) {
            if (op.features[i].kind != static_cast<DerivedKind>(kind))
                continue;
            features.push_back(&op.features[i]);
            order[i] = next++;
        }
        if (!features.empty())
            parts.push_back(featuresOfKind(to, static_cast<DerivedKind>(kind), features, x));
    }
    OnnxName all = parts.size() == 1 ? parts[0] : to.add("Concat", parts, {onnxInt("axis", 1)});
    if (!std::ranges::is_sorted(order))
        all = columns(to, all, order);
    const OnnxName finite =
        to.add("LessOrEqual", {to.add("Abs", {all}), to.scalar(std::numeric_limits<float>::max())});
    return to.add("Where", {finite, all, to.scalar(std::numeric_limits<float>::quiet_NaN())});
}

} // namespace leptune
