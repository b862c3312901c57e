// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/quantised_leaves.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

namespace leptune {
namespace {

/// Largest code: with a step of five bits its multiples are exact in float32.
constexpr std::int32_t kMostLeafCode = 32767;
constexpr std::uint64_t kMostStepUnits = 31;
/// A preferred step may be that much finer than need be: a step of its own costs bits as well.
constexpr std::uint64_t kFinerThanNeeded = 8;
constexpr int kFewTrees = 20;
constexpr int kManyTrees = 200;
/// Mantissa bits of a float32 that a step does not have.
constexpr int kCutBits = 19;

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
    const float step = leafStep(limit / static_cast<float>(most));
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

/// A number as units * 2^exponent, units odd (0 for zero).
struct OddUnits {
    std::uint64_t units = 0;
    int exponent = 0;
};

OddUnits oddUnits(float value)
{
    if (value == 0.0F)
        return {};
    int exponent = 0;
    const auto mantissa =
        static_cast<std::uint64_t>(std::ldexp(std::frexp(std::abs(value), &exponent), 24));
    const int zeros = std::countr_zero(mantissa);
    return {mantissa >> zeros, exponent - 24 + zeros};
}

/// The largest number that all values are whole multiples of; nothing where it is too small for
/// them. Zero units: all are zeros.
std::optional<OddUnits> commonUnit(std::span<const float> values)
{
    OddUnits common{0, std::numeric_limits<int>::max()};
    for (const float value : values)
        if (value != 0.0F)
            common.exponent = std::min(common.exponent, oddUnits(value).exponent);
    for (const float value : values) {
        const OddUnits each = oddUnits(value);
        if (each.units == 0)
            continue;
        const int shift = each.exponent - common.exponent;
        if (shift > 24)
            return std::nullopt;
        common.units = std::gcd(common.units, each.units << shift);
    }
    return common;
}

std::uint64_t largestDivisor(std::uint64_t number, std::uint64_t most)
{
    std::uint64_t divisor = std::min(number, most);
    while (number % divisor != 0)
        --divisor;
    return divisor;
}

/// Whether multiples of `unit` are multiples of `step`, and not of a much coarser one only.
bool suits(float step, const OddUnits &unit)
{
    const OddUnits fine = oddUnits(step);
    const int shift = unit.exponent - fine.exponent;
    return fine.units > 0 && shift >= 0 && shift <= 3 && unit.units % fine.units == 0 &&
           (largestDivisor(unit.units, kMostStepUnits) << shift) <= kFinerThanNeeded * fine.units;
}

std::optional<LeafCodes> codesFor(std::span<const float> values, float step)
{
    LeafCodes result{step, {}};
    result.codes.reserve(values.size());
    for (const float value : values) {
        const float code = value / step;
        if (!(std::abs(code) <= static_cast<float>(kMostLeafCode)))
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

float leafStep(float value)
{
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
    constexpr std::uint32_t kMask = (1U << kCutBits) - 1;
    return std::bit_cast<float>((bits + kMask) & ~kMask);
}

std::optional<LeafCodes> leafCodes(std::span<const float> values, float preferred)
{
    for (const float value : values)
        if (!std::isfinite(value) || (value == 0.0F && std::signbit(value)))
            return std::nullopt;
    const std::optional<OddUnits> unit = commonUnit(values);
    if (!unit)
        return std::nullopt;
    if (unit->units == 0)
        return LeafCodes{preferred, std::vector<std::int32_t>(values.size(), 0)};
    if (suits(preferred, *unit))
        if (auto codes = codesFor(values, preferred))
            return codes;
    const float step =
        std::ldexp(static_cast<float>(largestDivisor(unit->units, kMostStepUnits)), unit->exponent);
    if (!isUsable(step))
        return std::nullopt;
    return codesFor(values, step);
}

} // namespace leptune
