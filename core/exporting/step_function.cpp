// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/step_function.h"

#include "core/model/ascending_floats.h"
#include "core/model/eight_bits.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <numeric>

namespace leptune {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
/// Squares of numbers beyond it are infinite in some steps, whose results then fall back to 0.
constexpr float kFar = 1e15F;

float next(float x)
{
    return std::nextafter(x, kInfinity);
}

using Function = std::function<float(float)>;

/// The least x in (low, high] that holds; high where none does. What holds goes on holding.
float firstWhere(const std::function<bool(float)> &holds, float low, float high)
{
    std::uint32_t below = orderedBits(low), above = orderedBits(high);
    while (above - below > 1) {
        const std::uint32_t middle = below + (above - below) / 2;
        (holds(fromOrderedBits(middle)) ? above : below) = middle;
    }
    return fromOrderedBits(above);
}

/// Where a function of g(x), which rises or falls all the way from low to high, takes other values.
class Segment {
public:
    Segment(const StepFunction &f, const Function &g, float low, float high)
        : m_f(f), m_g(g), m_low(low), m_high(high)
    {
    }
    void appendTo(StepFunction &result) const
    {
        const std::size_t first = place(m_g(m_low)), last = place(m_g(m_high));
        if (first <= last)
            for (std::size_t i = first; i < last; ++i)
                append(
                    result, [&](float x) { return m_g(x) >= m_f.edges[i]; }, i + 1);
        else
            for (std::size_t i = first; i-- > last;)
                append(
                    result, [&](float x) { return m_g(x) < m_f.edges[i]; }, i);
    }

private:
    std::size_t place(float value) const
    {
        return static_cast<std::size_t>(std::ranges::upper_bound(m_f.edges, value) -
                                        m_f.edges.begin());
    }
    void append(StepFunction &result, const std::function<bool(float)> &holds,
                std::size_t value) const
    {
        const float edge = firstWhere(holds, m_low, m_high);
        if (!result.edges.empty() && result.edges.back() >= edge) { // jumps over a value
            result.values.back() = m_f.values[value];
            return;
        }
        result.edges.push_back(edge);
        result.values.push_back(m_f.values[value]);
    }

    const StepFunction &m_f;
    const Function &m_g;
    float m_low, m_high;
};

/// g turns at `turns` only.
StepFunction through(const StepFunction &f, const Function &g, std::vector<float> turns = {})
{
    StepFunction result{{}, {f.at(g(-kFar))}, f.missing};
    turns.push_back(kFar);
    float low = -kFar;
    for (const float high : turns) {
        Segment(f, g, low, high).appendTo(result);
        low = high;
    }
    return result;
}

/// `inside` from first to last, `f` of it elsewhere.
struct Patch {
    float first, behind;
    int value;
};

StepFunction patched(int usual, int missing, const std::vector<Patch> &patches)
{
    StepFunction result{{}, {usual}, missing};
    for (const Patch &patch : patches) {
        if (!result.edges.empty() && result.edges.back() == patch.first) {
            result.values.back() = patch.value;
        } else {
            result.edges.push_back(patch.first);
            result.values.push_back(patch.value);
        }
        result.edges.push_back(patch.behind);
        result.values.push_back(usual);
    }
    return result;
}

double activated(ActivationKind kind, double x)
{
    constexpr double kAlpha = 1.6732632423543772, kLambda = 1.0507009873554805;
    switch (kind) {
    case ActivationKind::Relu:
        return std::max(x, 0.0);
    case ActivationKind::Elu:
        return x > 0.0 ? x : std::expm1(x);
    case ActivationKind::Selu:
        return kLambda * (x > 0.0 ? x : kAlpha * std::expm1(x));
    case ActivationKind::Gelu:
        return 0.5 * x * std::erfc(-x * std::sqrt(0.5));
    case ActivationKind::Mish:
        return x * std::tanh(std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x))));
    case ActivationKind::Silu:
        return x / (1.0 + std::exp(-x));
    case ActivationKind::Tanh:
        return std::tanh(x);
    case ActivationKind::Sigmoid:
        break;
    }
    return 1.0 / (1.0 + std::exp(-x));
}

/// Where it is least, if that is not at an end.
std::vector<float> dipOf(ActivationKind kind)
{
    switch (kind) {
    case ActivationKind::Gelu:
        return {-0.75179F};
    case ActivationKind::Mish:
        return {-1.19245F};
    case ActivationKind::Silu:
        return {-1.27846F};
    default:
        return {};
    }
}

} // namespace

int StepFunction::at(float x) const
{
    if (std::isnan(x))
        return missing;
    return values[static_cast<std::size_t>(std::ranges::upper_bound(edges, x) - edges.begin())];
}

StepFunction countOf(std::vector<float> thresholds, bool missingLeft)
{
    std::vector<int> values(thresholds.size() + 1);
    std::iota(values.begin(), values.end(), 0);
    const int missing = missingLeft ? 0 : values.back();
    return {std::move(thresholds), std::move(values), missing};
}

StepFunction codesOf(float inputStep, int zeroPoint)
{
    const CodeScale scale{inputStep, zeroPoint};
    const auto code = [&](float x) {
        const float exact = std::clamp(x / scale.step, -1024.0F, 1024.0F);
        return std::clamp(std::nearbyint(exact) + static_cast<float>(scale.zeroPoint), 0.0F,
                          kMostCode);
    };
    StepFunction whole;
    for (int i = 1; i <= 255; ++i)
        whole.edges.push_back(static_cast<float>(i));
    whole.values.resize(256);
    std::iota(whole.values.begin(), whole.values.end(), 0);
    // Missing numbers become the lowest code of all (integer_codes.h).
    return through(whole, code);
}

StepFunction before(const StepFunction &f, const LookUp &op)
{
    std::map<float, float> known;
    for (std::size_t i = 0; i < op.numberKeys.size(); ++i)
        if (!std::isnan(op.numberKeys[i]))
            known.emplace(op.numberKeys[i], op.values[i]);
    std::vector<Patch> patches;
    for (const auto &[key, value] : known)
        patches.push_back({key, next(key), f.at(value)});
    return patched(f.at(op.unseen), f.at(op.missing), patches);
}

StepFunction before(const StepFunction &f, const OneHot &, int column)
{
    const auto place = static_cast<float>(column);
    return patched(f.at(0.0F), f.at(0.0F), {{place, place + 1.0F, f.at(1.0F)}});
}

StepFunction before(const StepFunction &f, const Impute &op, int column)
{
    StepFunction result = f;
    result.missing = f.at(op.values[static_cast<std::size_t>(column)]);
    return result;
}

StepFunction before(const StepFunction &f, const MissingIndicator &)
{
    return {{}, {f.at(0.0F)}, f.at(1.0F)};
}

StepFunction before(const StepFunction &f, const Scale &op, int column)
{
    const auto c = static_cast<std::size_t>(column);
    return through(f, [&](float x) {
        const float value = (x - op.offset[c]) * op.scale[c];
        return value < op.low ? op.low : value > op.high ? op.high : value;
    });
}

StepFunction before(const StepFunction &f, const SmoothClip &op)
{
    return through(f, [&](float x) {
        const float ratio = x / op.limit;
        return x / std::sqrt(1.0F + ratio * ratio);
    });
}

StepFunction before(const StepFunction &f, const CleanRange &op, int column)
{
    if (op.low.empty())
        return f;
    const auto c = static_cast<std::size_t>(column);
    const float low = op.low[c], high = op.high[c];
    if (!(low <= high))
        return {{}, {f.missing}, f.missing};
    StepFunction result{{low}, {f.missing, f.at(low)}, f.missing};
    for (std::size_t i = 0; i < f.edges.size(); ++i)
        if (f.edges[i] > low && f.edges[i] <= high) {
            result.edges.push_back(f.edges[i]);
            result.values.push_back(f.values[i + 1]);
        }
    result.edges.push_back(next(high));
    result.values.push_back(f.missing);
    return result;
}

StepFunction before(const StepFunction &f, ActivationKind kind)
{
    return through(
        f, [&](float x) { return static_cast<float>(activated(kind, static_cast<double>(x))); },
        dipOf(kind));
}

} // namespace leptune
