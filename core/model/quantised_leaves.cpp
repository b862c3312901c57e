// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/quantised_leaves.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace leptune {
namespace {

/// Largest codes that are tried, few first: 1 is enough where a tree knows one value only.
constexpr std::array<std::int32_t, 7> kMostLeafCodes{1, 31, 63, 127, 255, 1023, 32767};
constexpr int kFewTrees = 20;
constexpr int kManyTrees = 200;
/// Mantissa bits of a float32 that a step does not have.
constexpr int kCutBits = 19;

/// The least step of five mantissa bits that is not below `value`, a normal positive number.
float stepFrom(float value)
{
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
    constexpr std::uint32_t kMask = (1U << kCutBits) - 1;
    return std::bit_cast<float>((bits + kMask) & ~kMask);
}

/// No step for values whose multiples would not be exact.
bool isUsable(float step)
{
    return step > 1e-30F && step < 1e30F;
}

float largest(std::span<const float> values)
{
    float most = 0.0F;
    for (const float value : values)
        most = std::isnan(value) ? value : std::max(most, std::abs(value));
    return most;
}

/// Shares of classes are small where leaves are large, and the score may be their logarithm; means
/// of a few rows differ much.
std::int32_t mostCode(std::size_t trees, bool shares)
{
    return trees <= kFewTrees ? 32767 : shares ? 1023 : 255;
}

std::int32_t mostSymmetricCode(std::size_t trees)
{
    return trees <= kFewTrees ? 32767 : trees <= kManyTrees ? 127 : 63;
}

/// `positive`: what is above zero stays so.
void quantise(std::span<float> values, std::int32_t most, bool positive)
{
    const float limit = largest(values);
    const float step = stepFrom(limit / static_cast<float>(most));
    if (!std::isfinite(limit) || !isUsable(step))
        return;
    for (float &value : values) {
        float code = std::nearbyint(value / step);
        if (positive && code == 0.0F && value > 0.0F)
            code = 1.0F;
        value = code == 0.0F ? 0.0F : code * step;
    }
}

/// Leaves far from zero compared with what they differ by hand their middle to the base.
double centre(std::span<float> values)
{
    if (values.empty())
        return 0.0;
    const auto [low, high] = std::ranges::minmax(values);
    const float middle = low + (high - low) / 2.0F;
    if (!std::isfinite(middle) || high - low >= std::abs(middle))
        return 0.0;
    for (float &value : values)
        value -= middle;
    return middle;
}

/// Indices of the leaf values of the tree at `root`, ordered.
std::vector<std::size_t> leafPlaces(const TreeEnsemble &ensemble, std::int32_t root)
{
    std::vector<std::size_t> places;
    std::vector<std::int32_t> open(1, root);
    while (!open.empty()) {
        const TreeNode &node = ensemble.nodes[static_cast<std::size_t>(open.back())];
        open.pop_back();
        if (node.feature < 0) {
            places.push_back(static_cast<std::size_t>(node.left));
            continue;
        }
        open.push_back(node.right);
        open.push_back(node.left);
    }
    return places;
}

bool holdsShares(std::span<const float> values, int outputs)
{
    return outputs > 1 && std::ranges::all_of(values, [](float value) { return value >= 0.0F; });
}

std::optional<LeafCodes> codesFor(std::span<const float> values, float step, std::int32_t most)
{
    LeafCodes result{step, {}};
    result.codes.reserve(values.size());
    for (const float value : values) {
        const float code = std::nearbyint(value / step);
        if (!(std::abs(code) <= static_cast<float>(most)) ||
            std::bit_cast<std::uint32_t>(code == 0.0F ? 0.0F : code * step) !=
                std::bit_cast<std::uint32_t>(value))
            return std::nullopt;
        result.codes.push_back(static_cast<std::int32_t>(code));
    }
    return result;
}

} // namespace

void quantiseLeaves(TreeEnsemble &ensemble)
{
    const auto outputs = static_cast<std::size_t>(ensemble.outputs);
    const bool shares = holdsShares(ensemble.leafValues, ensemble.outputs);
    const std::int32_t most = mostCode(ensemble.roots.size(), shares);
    double middles = 0.0;
    std::vector<float> values;
    for (const std::int32_t root : ensemble.roots) {
        const std::vector<std::size_t> places = leafPlaces(ensemble, root);
        values.clear();
        for (const std::size_t place : places)
            for (std::size_t i = 0; i < outputs; ++i)
                values.push_back(ensemble.leafValues[place * outputs + i]);
        const double middle = outputs == 1 ? centre(values) : 0.0;
        middles += middle;
        quantise(values, middle != 0.0 ? std::max(most, 1023) : most, shares);
        for (std::size_t leaf = 0; leaf < places.size(); ++leaf)
            for (std::size_t i = 0; i < outputs; ++i)
                ensemble.leafValues[places[leaf] * outputs + i] = values[leaf * outputs + i];
    }
    if (middles != 0.0)
        ensemble.base[0] = static_cast<float>(ensemble.base[0] + middles);
}

void quantiseLeaves(SymmetricEnsemble &ensemble)
{
    const std::int32_t most = mostSymmetricCode(ensemble.levels.size());
    float *at = ensemble.leafValues.data();
    for (const int levels : ensemble.levels) {
        const std::size_t count = static_cast<std::size_t>(ensemble.outputs) << levels;
        quantise({at, count}, most, false);
        at += count;
    }
}

std::optional<LeafCodes> leafCodes(std::span<const float> values)
{
    const float limit = largest(values);
    if (limit == 0.0F)
        return codesFor(values, 1.0F, 0);
    if (!std::isfinite(limit))
        return std::nullopt;
    for (const std::int32_t most : kMostLeafCodes) {
        // The largest value may have been rounded down by half a step.
        const float step = stepFrom(limit / static_cast<float>(most));
        const float next = std::bit_cast<float>(std::bit_cast<std::uint32_t>(step) +
                                                (std::uint32_t{1} << kCutBits));
        for (const float candidate : {step, next})
            if (isUsable(candidate))
                if (auto codes = codesFor(values, candidate, most))
                    return codes;
    }
    return std::nullopt;
}

} // namespace leptune
