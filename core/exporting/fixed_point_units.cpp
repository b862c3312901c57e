// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/fixed_point_units.h"

#include "core/model/symmetric_trees.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace leptune {
namespace {

using Unit = FixedPointPlan::Unit;

constexpr int kMostBits = 30;
constexpr int kFewestBits = -60;

int bitsOf(double most, double bound)
{
    if (!(bound > 0.0))
        return kMostBits;
    return std::clamp(static_cast<int>(std::floor(std::log2(most / bound))), kFewestBits,
                      kMostBits);
}

/// Of the leaves below a node: the largest size, and the moments of their values.
struct Leaves {
    double largest = 0.0, sum = 0.0, squares = 0.0, count = 0.0;

    void add(const TreeEnsemble &op, std::int32_t at)
    {
        const TreeNode &node = op.nodes[static_cast<std::size_t>(at)];
        if (node.feature >= 0) {
            add(op, node.left);
            add(op, node.right);
            return;
        }
        for (int o = 0; o < op.outputs; ++o) {
            const double value =
                static_cast<double>(op.leafValues[static_cast<std::size_t>(node.left) *
                                                      static_cast<std::size_t>(op.outputs) +
                                                  static_cast<std::size_t>(o)]);
            largest = std::max(largest, std::abs(value));
            sum += value;
            squares += value * value;
            count += 1.0;
        }
    }
    double variance() const
    {
        return count > 0.0 ? std::max(0.0, squares / count - sum / count * (sum / count)) : 0.0;
    }
};

template <typename Layer>
Unit unitOfLayer(const Layer &layer, const std::vector<double> &weightSums)
{
    double bound = 0.0;
    for (std::size_t o = 0; o < layer.steps.size(); ++o) {
        const double scale =
            static_cast<double>(layer.inputStep) * static_cast<double>(layer.steps[o]);
        bound = std::max(bound, 255.0 * weightSums[o] * scale +
                                    std::abs(static_cast<double>(layer.bias[o])));
    }
    return unitOfBound(bound);
}

/// A whole number at these bits, or what comes next behind one: an edge that leaves it below.
bool isExact(float edge, int bits)
{
    const auto holds = [&](float x) {
        const double value = std::ldexp(static_cast<double>(x), bits);
        return value == std::floor(value);
    };
    return holds(edge) || holds(std::nextafter(edge, -std::numeric_limits<float>::infinity()));
}

} // namespace

Unit unitOfBound(double bound)
{
    return {bitsOf(1073741824.0, bound), bound};
}

Unit unitOfSums(const TreeEnsemble &trees)
{
    constexpr double kShare = 2.5e-4;
    double bound = largestOf(trees.base), largest = 0.0, variance = 0.0;
    for (const std::int32_t root : trees.roots) {
        Leaves leaves;
        leaves.add(trees, root);
        bound += leaves.largest;
        largest = std::max(largest, leaves.largest);
        variance += leaves.variance();
    }
    const int shortBits = bitsOf(32767.0, largest);
    const double rounding = static_cast<double>(trees.roots.size()) * std::ldexp(0.5, -shortBits);
    const Unit fine = unitOfBound(bound);
    const bool fits = rounding <= kShare * std::min(1.0, std::sqrt(variance));
    return {fits ? std::min(shortBits, fine.bits) : fine.bits, bound};
}

Unit unitOfSums(const SymmetricEnsemble &trees)
{
    return unitOfSums(toTrees(trees));
}

Unit unitOfSums(const IntegerDense &layer)
{
    std::vector<double> sums(layer.steps.size());
    for (std::size_t i = 0; i < layer.weights.size(); ++i)
        sums[i % sums.size()] += std::abs(static_cast<double>(layer.weights[i]));
    return unitOfLayer(layer, sums);
}

Unit unitOfSums(const IntegerConvolution &layer)
{
    std::vector<double> sums(layer.steps.size());
    const auto window = static_cast<std::size_t>(layer.windowSize());
    for (std::size_t i = 0; i < layer.weights.size(); ++i)
        sums[i / window] += std::abs(static_cast<double>(layer.weights[i]));
    return unitOfLayer(layer, sums);
}

int bitsFor(const std::vector<float> &edges)
{
    constexpr double kLimit = 1e12;
    std::vector<float> values;
    std::ranges::copy_if(edges, std::back_inserter(values),
                         [](float edge) { return std::abs(static_cast<double>(edge)) <= kLimit; });
    const double largest = largestOf(values);
    const int most = bitsOf(1073741824.0, largest);
    for (int bits = std::min(0, most); bits < most; ++bits)
        if (std::ranges::all_of(values, [&](float value) { return isExact(value, bits); }))
            return bits;
    return values.empty() ? 0 : most;
}

double largestOf(const std::vector<float> &values)
{
    double largest = 0.0;
    for (const float value : values)
        largest = std::max(largest, std::abs(static_cast<double>(value)));
    return largest;
}

FixedRatio ratioOf(double factor)
{
    constexpr int kBits = 30, kMostShift = 62;
    if (factor == 0.0)
        return {};
    const int shift = kBits - std::ilogb(factor);
    if (shift > kMostShift)
        return {};
    if (shift < 0)
        return {factor > 0.0 ? INT32_MAX : -INT32_MAX, 0};
    const std::int64_t multiplier = std::llround(std::ldexp(factor, shift));
    return {std::clamp<std::int64_t>(multiplier, -INT32_MAX, INT32_MAX), shift};
}

} // namespace leptune
