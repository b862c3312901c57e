// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/backfitting.h"

#include "core/model/quantised_leaves.h"

#include <numbers>

namespace leptune {
namespace {

/// The price of a pass as a share of that of the next: what is cheap to lose goes first, and the
/// trees that stay take up what it did.
constexpr double kPriceShare = 0.25;

double meanCurvature(const ShrinkScores &scores, const PassFacts &facts)
{
    const double all = scores.totalCurvature() * static_cast<double>(facts.trees);
    return all / static_cast<double>(std::max<std::size_t>(1, facts.leaves));
}

} // namespace

ShrinkTerms termsOf(const ShrinkOptions &options, const ShrinkScores &scores,
                    const PassFacts &facts)
{
    ShrinkTerms terms;
    const int left = std::max(1, options.passes) - 1 - facts.pass;
    terms.price = options.bitPrice * scores.constantLoss() * std::pow(kPriceShare, left);
    terms.l2 = options.l2;
    terms.pass = facts.pass;
    terms.mostCode = (1 << (std::clamp(options.leafBits, 2, 15) - 1)) - 1;
    // A uniform step s costs curvature * s^2 / 24 a leaf; one bit more makes it a quarter.
    const double best = std::sqrt(12.0 * terms.price / std::numbers::ln2 /
                                  std::max(1e-30, meanCurvature(scores, facts)));
    const double finest = facts.most / static_cast<double>(terms.mostCode);
    const double coarsest = facts.most / 3.0;
    const auto step = static_cast<float>(std::clamp(best, finest, std::max(finest, coarsest)));
    terms.step = leafStep(step > 1e-30F ? step : 1.0F);
    return terms;
}

} // namespace leptune
