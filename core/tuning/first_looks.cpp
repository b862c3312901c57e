// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/first_looks.h"

#include "core/base/line_fit.h"

#include <algorithm>
#include <cmath>

namespace leptune {

FirstLooks::FirstLooks() : m_scheduler(kRowShare, 1.0, 1.0 / kRowShare) {}

void FirstLooks::record(int trial, const Configuration &configuration, double score)
{
    m_looks[trial] = {trial, configuration, score};
    if (m_scheduler.report(static_cast<std::uint64_t>(trial), kRowShare, score) == RungDecision::Continue)
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

double FirstLooks::valueOf(double score, double best) const
{
    LineFit line;
    for (const auto &[look, value] : m_values)
        line.add(m_looks.at(look).score, value);
    if (line.points() >= 2)
        return line.at(score);
    double top = score;
    for (const auto &[trial, look] : m_looks)
        top = std::isfinite(look.score) ? std::max(top, look.score) : top;
    return best - (top - score);
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
