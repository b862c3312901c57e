// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/family_choice.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace leptune {

namespace {

/// A best value that rose by less than this share of its whole rise in so many trials stagnates.
constexpr double kNoticeable = 0.02;
constexpr std::size_t kPatience = 10;

} // namespace

void FamilyChoice::record(std::size_t family, std::optional<double> value)
{
    std::vector<double> &curve = m_curves[family];
    const double before = curve.empty() ? -HUGE_VAL : curve.back();
    curve.push_back(std::max(before, value.value_or(-HUGE_VAL)));
}

bool FamilyChoice::stagnates(std::size_t family) const
{
    const std::vector<double> &curve = m_curves[family];
    if (curve.size() <= kPatience)
        return false;
    const auto first =
        std::find_if(curve.begin(), curve.end(), [](double v) { return v > -HUGE_VAL; });
    if (first == curve.end())
        return true;
    const double recent = curve.back() - curve[curve.size() - 1 - kPatience];
    return !(recent > kNoticeable * (curve.back() - *first));
}

std::size_t FamilyChoice::choose(const std::vector<std::size_t> &pending, std::size_t round,
                                 const std::vector<bool> &open,
                                 const std::vector<double> &prices) const
{
    std::vector<std::size_t> order(m_curves.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::erase_if(order, [&](std::size_t f) { return !open.empty() && !open[f]; });
    const auto reached = [&](std::size_t f) {
        return m_curves[f].empty() ? -HUGE_VAL : m_curves[f].back();
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return reached(a) > reached(b); });
    const std::size_t best = order.front();
    if (stagnates(best) ? round % 4 == 0 : round % 3 != 0)
        return best;
    std::size_t chosen = best;
    double fewest = HUGE_VAL;
    for (std::size_t rank = 1; rank < order.size(); ++rank) {
        const std::size_t f = order[rank];
        const auto trials = static_cast<double>(m_curves[f].size() + pending[f]);
        const double price = prices.empty() ? 1.0 : prices[f];
        const double filled = (trials + 1.0) * price * static_cast<double>(rank * rank);
        if (!stagnates(f) && filled < fewest) {
            chosen = f;
            fewest = filled;
        }
    }
    return chosen;
}

} // namespace leptune
