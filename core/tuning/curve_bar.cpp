// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/curve_bar.h"

#include "core/search/learning_curve.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

constexpr std::size_t kFewestTrials = 4;
constexpr std::size_t kFewestPoints = 6;
constexpr double kStep = 1.3; // from one look at the curve to the next
constexpr double kLeastChance = 0.05;

} // namespace

void CurveHistory::record(const std::string &family, double loss)
{
    if (std::isfinite(loss))
        m_losses[family].push_back(loss);
}

std::optional<double> CurveHistory::bar(const std::string &family) const
{
    const auto found = m_losses.find(family);
    if (found == m_losses.end() || found->second.size() < kFewestTrials)
        return std::nullopt;
    std::vector<double> losses = found->second;
    const auto middle = losses.begin() + static_cast<std::ptrdiff_t>(losses.size() / 2);
    std::ranges::nth_element(losses, middle);
    return *middle;
}

bool CurveWatch::isHopeless(int iteration, int total, double loss)
{
    if (!std::isfinite(loss))
        return false;
    m_least = std::min(m_least.value_or(loss), loss);
    if (!m_bar || iteration < m_nextAt)
        return false;
    m_nextAt = std::max(iteration + 1.0, kStep * iteration);
    m_points.emplace_back(iteration, -loss);
    if (m_points.size() < kFewestPoints || total <= iteration || *m_least <= *m_bar)
        return false;
    const auto forecast = extrapolateCurve(m_points, total);
    return forecast && forecast->above(-*m_bar) < kLeastChance;
}

double CurveWatch::least() const
{
    return m_least.value_or(std::numeric_limits<double>::quiet_NaN());
}

} // namespace leptune
