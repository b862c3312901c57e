// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/first_looks.h"

#include "core/base/line_fit.h"

#include <algorithm>
#include <cmath>

namespace leptune {

FirstLooks::FirstLooks(double leastShare)
    : m_leastShare(leastShare), m_scheduler(leastShare, 1.0, kFactor)
{
}

void FirstLooks::record(int trial, const Configuration &configuration, double rowShare,
                        double score)
{
    m_looks[trial] = {trial, configuration, score, rowShare};
    if (std::isfinite(score))
        m_scores[rowShare][trial] = score;
    if (m_scheduler.report(static_cast<std::uint64_t>(trial), rowShare, score) ==
        RungDecision::Continue)
        m_promising.push_back(trial);
}

std::optional<FirstLooks::Look> FirstLooks::next()
{
    if (m_promising.empty()) {
        const auto promoted = m_scheduler.promote();
        return promoted ? std::optional(m_looks.at(static_cast<int>(*promoted))) : std::nullopt;
    }
    const int trial = m_promising.front();
    m_promising.pop_front();
    return m_looks.at(trial);
}

double FirstLooks::shareAfter(const Look &look)
{
    return std::min(1.0, kFactor * look.rowShare);
}

void FirstLooks::finish(int look, int trial, double value)
{
    m_lookOf[trial] = look;
    m_followed.insert(look);
    if (std::isfinite(value))
        m_values[look] = value;
}

std::optional<int> FirstLooks::lookOf(int trial) const
{
    const auto found = m_lookOf.find(trial);
    return found == m_lookOf.end() ? std::nullopt : std::optional(found->second);
}

double FirstLooks::valueOf(double score, double best, double rowShare) const
{
    const auto found = m_scores.find(rowShare);
    if (found == m_scores.end())
        return best;
    LineFit line;
    double top = score;
    for (const auto &[look, reached] : found->second) {
        top = std::max(top, reached);
        if (const auto value = m_values.find(look); value != m_values.end())
            line.add(reached, value->second);
    }
    return line.points() >= 2 ? line.at(score) : best - (top - score);
}

std::vector<FirstLooks::Look> FirstLooks::open() const
{
    std::vector<Look> looks;
    for (const auto &[trial, look] : m_looks)
        if (!m_followed.contains(trial) && std::isfinite(look.score))
            looks.push_back(look);
    return looks;
}

} // namespace leptune
