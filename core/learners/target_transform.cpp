// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/target_transform.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace leptune {

namespace {

constexpr int kKnots = 33;

/// The normal distribution's quantile, by bisection of its distribution function.
double normalQuantile(double probability)
{
    double low = -9.0, high = 9.0;
    for (int step = 0; step < 60; ++step) {
        const double middle = (low + high) / 2.0;
        (0.5 * std::erfc(-middle / std::sqrt(2.0)) < probability ? low : high) = middle;
    }
    return (low + high) / 2.0;
}

struct RankedValue {
    double value = 0.0, score = 0.0;
};

/// Distinct values, rising, with the normal score of the middle of their ranks.
std::vector<RankedValue> rankedValues(std::span<const float> values, std::span<const float> weights)
{
    std::vector<std::uint32_t> order(values.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return values[i]; });
    const auto weightOf = [&](std::uint32_t i) {
        return weights.empty() ? 1.0 : double{weights[i]};
    };
    double total = 0.0;
    for (const std::uint32_t i : order)
        total += weightOf(i);
    std::vector<RankedValue> ranked;
    double below = 0.0;
    for (std::size_t i = 0; i < order.size();) {
        const float value = values[order[i]];
        double own = 0.0;
        for (; i < order.size() && values[order[i]] == value; ++i)
            own += weightOf(order[i]);
        if (own > 0.0)
            ranked.push_back({value, (below + own / 2.0) / total});
        below += own;
    }
    return ranked;
}

} // namespace

TargetTransform::TargetTransform(std::span<const float> values, std::span<const float> weights)
{
    std::vector<RankedValue> ranked = rankedValues(values, weights);
    if (ranked.size() < 2) { // nothing to straighten
        const double only = ranked.empty() ? 0.0 : ranked.front().value;
        m_values = {only, only + 1.0};
        m_scores = {0.0, 1.0};
        return;
    }
    const double low = normalQuantile(ranked.front().score);
    const double high = normalQuantile(ranked.back().score);
    std::size_t at = 0;
    const auto add = [this](const RankedValue &knot, double score) {
        // float scores have to tell knots apart
        if (m_values.empty() || (knot.value > m_values.back() && score > m_scores.back() + 1e-4)) {
            m_values.push_back(knot.value);
            m_scores.push_back(score);
        }
    };
    for (int knot = 0; knot < kKnots; ++knot) {
        const double wanted = low + (high - low) * knot / (kKnots - 1);
        const double rank = 0.5 * std::erfc(-wanted / std::sqrt(2.0));
        while (at + 1 < ranked.size() && ranked[at].score < rank)
            ++at;
        add(ranked[at], normalQuantile(ranked[at].score));
    }
    if (m_values.size() < 2) {
        m_values = {ranked.front().value, ranked.back().value};
        m_scores = {0.0, 1.0};
    }
}

/// Of the inverse, on [knot, knot + 1].
double TargetTransform::slope(std::size_t piece) const
{
    return (m_values[piece + 1] - m_values[piece]) / (m_scores[piece + 1] - m_scores[piece]);
}

float TargetTransform::apply(float value) const
{
    const auto above = std::ranges::upper_bound(m_values, static_cast<double>(value));
    const auto piece = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(
        above - m_values.begin() - 1, 0, static_cast<std::ptrdiff_t>(m_values.size()) - 2));
    return static_cast<float>(m_scores[piece] + (value - m_values[piece]) / slope(piece));
}

float TargetTransform::invert(float score) const
{
    const auto above = std::ranges::upper_bound(m_scores, static_cast<double>(score));
    const auto piece = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(
        above - m_scores.begin() - 1, 0, static_cast<std::ptrdiff_t>(m_scores.size()) - 2));
    return static_cast<float>(m_values[piece] + (score - m_scores[piece]) * slope(piece));
}

/// Hinges to both sides of a middle knot: slopes of far tails never cancel each other there.
NodeId TargetTransform::invert(GraphBuilder &builder, NodeId scores) const
{
    const std::size_t middle = m_values.size() / 2, last = m_values.size() - 2;
    Dense hinges{1, 0, {}, {}}, sum{0, 1, {}, {static_cast<float>(m_values[middle])}};
    const auto add = [&](double side, std::size_t knot, double height) {
        hinges.weights.push_back(static_cast<float>(side));
        hinges.bias.push_back(static_cast<float>(-side * m_scores[knot]));
        sum.weights.push_back(static_cast<float>(height));
    };
    add(1.0, middle, slope(std::min(middle, last)));
    for (std::size_t knot = middle + 1; knot <= last; ++knot)
        add(1.0, knot, slope(knot) - slope(knot - 1));
    add(-1.0, middle, -slope(std::max<std::size_t>(middle, 1) - 1));
    for (std::size_t knot = middle - 1; knot >= 1; --knot)
        add(-1.0, knot, slope(knot) - slope(knot - 1));
    hinges.outputs = sum.inputs = static_cast<int>(sum.weights.size());
    const NodeId above =
        builder.add(Activation{ActivationKind::Relu}, {builder.add(hinges, {scores})});
    return builder.add(sum, {above});
}

} // namespace leptune
