// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/scheduler.h"

#include "core/base/error.h"
#include "core/search/learning_curve.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr double kLeastChance = 0.05;

} // namespace

HalvingScheduler::HalvingScheduler(double least, double greatest, double factor) : m_factor(factor)
{
    if (!(least > 0.0) || !(least <= greatest) || !std::isfinite(greatest))
        throw Error(ErrorCode::BadOption, "fidelity",
                    "the least has to be above 0 and at most the greatest");
    if (!(factor > 1.0) || !std::isfinite(factor))
        throw Error(ErrorCode::BadOption, "halving factor", "it has to be above 1");
    for (double rung = least; rung < greatest * (1.0 - 1e-9); rung *= factor)
        m_rungs.push_back(rung);
    m_rungs.push_back(greatest);
    m_reached.resize(m_rungs.size());
}

/// Among the best 1/factor; of fewer than `factor` trials the best one.
bool HalvingScheduler::isGood(std::size_t rung, std::uint64_t trial) const
{
    const auto &reached = m_reached[rung];
    const double own = reached.at(trial);
    if (own == -HUGE_VAL)
        return false;
    const auto better =
        static_cast<double>(std::count_if(reached.begin(), reached.end(), [&](const auto &other) {
            return other.second > own || (other.second == own && other.first < trial);
        }));
    return better < std::max(1.0, std::floor(static_cast<double>(reached.size()) / m_factor));
}

bool HalvingScheduler::isHopeless(const Run &run) const
{
    double best = -HUGE_VAL;
    for (const auto &[trial, value] : m_reached.back())
        best = std::max(best, value);
    const auto forecast = extrapolateCurve(run.curve, m_rungs.back());
    return best > -HUGE_VAL && forecast && forecast->above(best) < kLeastChance;
}

RungDecision HalvingScheduler::report(std::uint64_t trial, double fidelity, double value)
{
    Run &run = m_runs[trial];
    run.paused = false;
    if (std::isnan(value)) {
        value = -HUGE_VAL;
        run.ended = true;
    }
    run.curve.emplace_back(fidelity, value);
    std::optional<std::size_t> reached;
    while (run.rung < m_rungs.size() && fidelity >= m_rungs[run.rung] * (1.0 - 1e-9)) {
        m_reached[run.rung][trial] = value;
        reached = run.rung++;
    }
    run.ended = run.ended || run.rung == m_rungs.size();
    if (!run.ended && isHopeless(run))
        run.ended = true;
    if (run.ended)
        return RungDecision::Stop;
    if (!reached || isGood(*reached, trial))
        return RungDecision::Continue;
    run.paused = true;
    return RungDecision::Pause;
}

std::optional<std::uint64_t> HalvingScheduler::promote()
{
    for (std::size_t rung = m_rungs.size() - 1; rung-- > 0;) {
        std::optional<std::uint64_t> best;
        for (const auto &[trial, value] : m_reached[rung]) {
            const Run &run = m_runs.at(trial);
            const bool isCandidate = run.paused && run.rung == rung + 1 && isGood(rung, trial);
            if (isCandidate && (!best || value > m_reached[rung].at(*best)))
                best = trial;
        }
        if (best) {
            m_runs[*best].paused = false;
            return best;
        }
    }
    return std::nullopt;
}

} // namespace leptune
