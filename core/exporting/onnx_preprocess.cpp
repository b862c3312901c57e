// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/onnx_ops.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace leptune {
namespace {

OnnxName lookUpTexts(OnnxWriter &to, const LookUp &op, const OnnxName &cells)
{
    // The interpreter reads an empty spelling as missing before it looks at the keys.
    std::vector<std::string> keys{std::string()};
    std::vector<float> values{op.missing};
    std::set<std::string> known{std::string()};
    for (std::size_t i = 0; i < op.keys.size(); ++i) {
        if (!known.insert(op.keys[i]).second)
            continue;
        keys.push_back(op.keys[i]);
        values.push_back(op.values[i]);
    }
    return to.add("LabelEncoder", {cells},
                  {onnxTexts("keys_strings", keys), onnxFloats("values_floats", values),
                   onnxFloat("default_float", op.unseen)},
                  kMlDomain);
}

OnnxName lookUpNumbers(OnnxWriter &to, const LookUp &op, const OnnxName &cells)
{
    std::vector<float> keys;
    std::vector<float> values;
    std::set<float> known;
    for (std::size_t i = 0; i < op.numberKeys.size(); ++i) {
        if (std::isnan(op.numberKeys[i]) || !known.insert(op.numberKeys[i]).second)
            continue;
        keys.push_back(op.numberKeys[i]);
        values.push_back(op.values[i]);
    }
    const OnnxName found =
        keys.empty() ? to.scalar(op.unseen)
                     : to.add("LabelEncoder", {cells},
                              {onnxFloats("keys_floats", keys), onnxFloats("values_floats", values),
                               onnxFloat("default_float", op.unseen)},
                              kMlDomain);
    return to.add("Where", {to.add("IsNaN", {cells}), to.scalar(op.missing), found});
}

} // namespace

OnnxName writeLookUp(OnnxWriter &to, const LookUp &op, const OnnxName &cells, bool asNumber)
{
    return asNumber ? lookUpNumbers(to, op, cells) : lookUpTexts(to, op, cells);
}

OnnxName writeOneHot(OnnxWriter &to, const OneHot &op, const OnnxName &x)
{
    std::vector<float> places(static_cast<std::size_t>(op.count));
    for (std::size_t i = 0; i < places.size(); ++i)
        places[i] = static_cast<float>(i);
    const OnnxName hit = to.add("Equal", {to.add("Floor", {x}), to.row(places)});
    return to.cast(hit, onnx::TensorProto_DataType_FLOAT);
}

OnnxName writeImpute(OnnxWriter &to, const Impute &op, const OnnxName &x)
{
    return to.add("Where", {to.add("IsNaN", {x}), to.row(op.values), x});
}

OnnxName writeMissingIndicator(OnnxWriter &to, const OnnxName &x)
{
    return to.cast(to.add("IsNaN", {x}), onnx::TensorProto_DataType_FLOAT);
}

OnnxName writeLimits(OnnxWriter &to, const OnnxName &x, float low, float high)
{
    OnnxName value = x;
    if (low > -std::numeric_limits<float>::infinity()) {
        const OnnxName limit = to.scalar(low);
        value = to.add("Where", {to.add("Less", {value, limit}), limit, value});
    }
    if (high < std::numeric_limits<float>::infinity()) {
        const OnnxName limit = to.scalar(high);
        value = to.add("Where", {to.add("Greater", {value, limit}), limit, value});
    }
    return value;
}

OnnxName writeScale(OnnxWriter &to, const Scale &op, const OnnxName &x)
{
    const bool shifts = std::ranges::any_of(op.offset, [](float value) { return value != 0.0F; });
    const OnnxName shifted = shifts ? to.add("Sub", {x, to.row(op.offset)}) : x;
    return writeLimits(to, to.add("Mul", {shifted, to.row(op.scale)}), op.low, op.high);
}

OnnxName writeSmoothClip(OnnxWriter &to, const SmoothClip &op, const OnnxName &x)
{
    const OnnxName ratio = to.add("Div", {x, to.scalar(op.limit)});
    const OnnxName square = to.add("Mul", {ratio, ratio});
    return to.add("Div", {x, to.add("Sqrt", {to.add("Add", {to.scalar(1.0F), square})})});
}

OnnxName writeCleanRange(OnnxWriter &to, const CleanRange &op, const OnnxName &x)
{
    const OnnxName largest = to.scalar(std::numeric_limits<float>::max());
    OnnxName possible = to.add("LessOrEqual", {to.add("Abs", {x}), largest});
    if (!op.low.empty()) {
        const OnnxName above = to.add("GreaterOrEqual", {x, to.row(op.low)});
        const OnnxName below = to.add("LessOrEqual", {x, to.row(op.high)});
        possible = to.add("And", {possible, to.add("And", {above, below})});
    }
    return to.add("Where", {possible, x, to.scalar(std::numeric_limits<float>::quiet_NaN())});
}

} // namespace leptune
