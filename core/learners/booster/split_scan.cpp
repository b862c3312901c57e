// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/split_scan.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace leptune {

namespace {

/// Keeps 0 / 0 away where there is no l2.
constexpr float kLeastWeight = 1e-12F;

struct LeafTotal {
    std::int32_t weight, gradient;
};

/// Sums up to each bin: weights and gradients apart.
struct Prefix {
    alignas(64) std::int32_t weight[256], gradient[256];
};

void prefixSums(const std::int32_t *histogram, int bins, Prefix &prefix)
{
    std::int32_t weight = 0, gradient = 0;
    for (int b = 0; b <= bins; ++b) {
        weight += histogram[2 * b];
        gradient += histogram[2 * b + 1];
        prefix.weight[b] = weight;
        prefix.gradient[b] = gradient;
    }
}

/// `sign` 0: free. Rows without a value are subtracted from the left side (0 where they stay).
void rateCuts(const ScanRules &rules, const Prefix &prefix, int bins, LeafTotal missing, int sign,
              float *__restrict fit, float *__restrict square)
{
    const LeafTotal total{prefix.weight[bins], prefix.gradient[bins]};
    const float wu = rules.weightUnit, gu = rules.gradientUnit;
    const float l2 = rules.l2 + kLeastWeight;
    const float all = static_cast<float>(total.gradient) * gu;
    const float weightOfAll = static_cast<float>(total.weight) * wu;
    const float whole = all / (weightOfAll + l2);
    const float wholeFit = all * whole, wholeSquare = weightOfAll * whole * whole;
    const float direction = static_cast<float>(sign);
    for (int b = 0; b <= bins; ++b) {
        const std::int32_t lw = prefix.weight[b] - missing.weight;
        const std::int32_t lg = prefix.gradient[b] - missing.gradient;
        const float wl = static_cast<float>(lw) * wu, gl = static_cast<float>(lg) * gu;
        const float wr = static_cast<float>(total.weight - lw) * wu;
        const float gr = static_cast<float>(total.gradient - lg) * gu;
        const float left = gl / (wl + l2), right = gr / (wr + l2);
        const bool against = direction * (right - left) < 0.0F;
        fit[b] += against ? wholeFit : gl * left + gr * right;
        square[b] += against ? wholeSquare : wl * left * left + wr * right * right;
    }
}

template <int Lanes>
struct Vector {
    typedef std::int32_t Whole __attribute__((vector_size(Lanes * 4), aligned(4), may_alias));
    typedef float Real __attribute__((vector_size(Lanes * 4)));
};

template <int Lanes>
float sumOf(typename Vector<Lanes>::Real values)
{
    alignas(64) float list[Lanes];
    std::memcpy(list, &values, sizeof list);
    for (int half = Lanes / 2; half > 0; half /= 2)
        for (int i = 0; i < half; ++i)
            list[i] += list[i + half];
    return list[0];
}

/// Several outputs: lane 0 is the weight, squares of the others are summed.
template <int Lanes>
void rateOutputs(const ScanRules &rules, const std::int32_t *histogram, int bins, bool missingRight,
                 float *fit, float *square)
{
    using Whole = typename Vector<Lanes>::Whole;
    using Real = typename Vector<Lanes>::Real;
    const Whole *rows = reinterpret_cast<const Whole *>(histogram);
    Whole total = rows[0];
    for (int b = 1; b <= bins; ++b)
        total += rows[b];
    Real unit = {};
    unit += rules.gradientUnit;
    unit[0] = 0.0F;
    const float l2 = rules.l2 + kLeastWeight;
    Whole left = {};
    for (int b = missingRight ? 1 : 0; b <= bins; ++b) {
        left += rows[b];
        const Whole right = total - left;
        const Real gl = __builtin_convertvector(left, Real) * unit;
        const Real gr = __builtin_convertvector(right, Real) * unit;
        const float wl = static_cast<float>(left[0]) * rules.weightUnit;
        const float wr = static_cast<float>(right[0]) * rules.weightUnit;
        const float answerLeft = 1.0F / (wl + l2), answerRight = 1.0F / (wr + l2);
        const float fitLeft = sumOf<Lanes>(gl * gl) * answerLeft;
        const float fitRight = sumOf<Lanes>(gr * gr) * answerRight;
        fit[b] += fitLeft + fitRight;
        square[b] += fitLeft * wl * answerLeft + fitRight * wr * answerRight;
    }
}

void rateOutputs(const ScanRules &rules, const std::int32_t *histogram, int bins, bool missingRight,
                 float *fit, float *square)
{
    if (rules.lanes == 4)
        rateOutputs<4>(rules, histogram, bins, missingRight, fit, square);
    else if (rules.lanes == 8)
        rateOutputs<8>(rules, histogram, bins, missingRight, fit, square);
    else
        rateOutputs<16>(rules, histogram, bins, missingRight, fit, square);
}

void pickBest(const ScanRules &rules, const float *fit, const float *square, int first, int last,
              bool missingLeft, Cut &best)
{
    for (int b = first; b <= last; ++b) {
        const float score = scoreOf(rules, fit[b], square[b]);
        if (score > best.score)
            best = {score, b, missingLeft};
    }
}

} // namespace

void CutSums::clear(int bins)
{
    const auto count = static_cast<std::size_t>(bins) + 1;
    std::fill_n(leftFit, count, 0.0F);
    std::fill_n(leftSquare, count, 0.0F);
    std::fill_n(rightFit, count, 0.0F);
    std::fill_n(rightSquare, count, 0.0F);
}

void scanLeaf(const ScanRules &rules, const std::int32_t *histogram, int bins, bool missing,
              int monotone, CutSums &sums)
{
    if (rules.lanes > 2) {
        rateOutputs(rules, histogram, bins, false, sums.leftFit, sums.leftSquare);
        if (missing)
            rateOutputs(rules, histogram, bins, true, sums.rightFit, sums.rightSquare);
        return;
    }
    Prefix prefix;
    prefixSums(histogram, bins, prefix);
    rateCuts(rules, prefix, bins, {0, 0}, monotone, sums.leftFit, sums.leftSquare);
    if (missing)
        rateCuts(rules, prefix, bins, {prefix.weight[0], prefix.gradient[0]}, monotone,
                 sums.rightFit, sums.rightSquare);
}

Cut bestCut(const ScanRules &rules, const CutSums &sums, int bins, bool missing)
{
    Cut best;
    pickBest(rules, sums.leftFit, sums.leftSquare, 1, bins - 1, true, best);
    if (missing)
        pickBest(rules, sums.rightFit, sums.rightSquare, 1, bins, false, best);
    return best;
}

float scoreOf(const ScanRules &rules, float fit, float square)
{
    if (rules.score == SplitScore::SquaredError)
        return std::sqrt(std::max(fit, 0.0F));
    return square > 0.0F ? fit / std::sqrt(square) : 0.0F;
}

} // namespace leptune
