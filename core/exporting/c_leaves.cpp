// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_trees.h"
#include "core/model/quantised_leaves.h"

#include <algorithm>
#include <cmath>

namespace leptune {
namespace {

/// Codes of every tree, nothing where a tree has none.
std::optional<std::vector<LeafCodes>> codesOf(const std::vector<std::vector<float>> &values)
{
    std::vector<LeafCodes> result;
    for (const std::vector<float> &tree : values) {
        auto codes = leafCodes(tree);
        if (!codes)
            return std::nullopt;
        result.push_back(std::move(*codes));
    }
    return result;
}

} // namespace

CLeaves leafTables(CWriter &to, const std::vector<std::vector<float>> &values)
{
    if (const auto trees = codesOf(values)) {
        std::vector<std::int64_t> codes;
        std::vector<float> steps;
        for (const LeafCodes &tree : *trees) {
            codes.insert(codes.end(), tree.codes.begin(), tree.codes.end());
            steps.push_back(tree.step);
        }
        const bool narrow = std::ranges::all_of(
            codes, [](std::int64_t code) { return code >= -128 && code <= 127; });
        const CTable table = to.integers(codes, narrow ? CType::I8 : CType::I16);
        return {table.name, table.type, to.floats(steps), false};
    }
    std::vector<float> all;
    for (const std::vector<float> &tree : values)
        all.insert(all.end(), tree.begin(), tree.end());
    return {to.floats(all), CType::F32, {}, false};
}

CLeaves leafTables(CWriter &to, const std::vector<std::vector<float>> &values, double unit)
{
    std::vector<std::int64_t> codes;
    for (const std::vector<float> &tree : values)
        for (const float value : tree)
            codes.push_back(std::llround(static_cast<double>(value) / unit));
    const bool narrow = std::ranges::all_of(
        codes, [](std::int64_t code) { return code >= -32768 && code <= 32767; });
    const CTable table = to.integers(codes, narrow ? CType::I16 : CType::I32);
    return {table.name, table.type, {}, true};
}

std::string CLeaves::sumType() const
{
    return whole ? "int" : "float";
}

std::string CLeaves::value() const
{
    return steps.empty() ? "leaves[$AT]" : "steps[t] * (float)leaves[$AT]";
}

std::string CLeaves::parameters() const
{
    return std::string("const ") + cTypeName(type) + " *leaves" +
           (steps.empty() ? "" : ", const float *steps");
}

std::string CLeaves::arguments() const
{
    return table + (steps.empty() ? "" : ", " + steps);
}

std::string CLeaves::suffix() const
{
    return std::string(whole ? "sums_" : "") + cTypeShort(type);
}

} // namespace leptune
