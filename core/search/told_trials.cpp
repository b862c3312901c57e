// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/told_trials.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace leptune {

bool ToldTrials::fits(const Configuration &configuration) const
{
    Configuration filled = m_space.decode(std::vector<double>(m_space.size(), 0.5));
    Configuration whole = configuration;
    for (const auto &[name, value] : filled.values())
        if (!whole.has(name))
            whole.set(name, value);
    try {
        m_space.validate(whole);
    } catch (const Error &) {
        return false;
    }
    return true;
}

void ToldTrials::setOutcome(ToldTrial &told, const Outcome &outcome)
{
    told.value = outcome.value;
    if (told.value && (std::isnan(*told.value) || *told.value == -HUGE_VAL))
        told.value.reset();
    const auto known = [](double x) { return std::isfinite(x) && x >= 0.0 ? x : 0.0; };
    told.variance = known(outcome.variance);
    told.seconds = known(outcome.seconds);
}

bool ToldTrials::add(const Configuration &configuration, const Outcome &outcome)
{
    if (!fits(configuration))
        return false;
    ToldTrial told{m_space.encode(configuration), std::nullopt, 0.0, 0.0};
    setOutcome(told, outcome);
    m_successes += told.value && std::isfinite(*told.value) ? 1 : 0;
    m_trials.push_back(std::move(told));
    return true;
}

void ToldTrials::change(std::size_t place, const Outcome &outcome)
{
    ToldTrial &told = m_trials.at(place);
    const auto succeeded = [&] { return told.value && std::isfinite(*told.value) ? 1U : 0U; };
    m_successes -= succeeded();
    setOutcome(told, outcome);
    m_successes += succeeded();
}

std::vector<std::size_t> ToldTrials::bestFirst() const
{
    std::vector<std::size_t> order(m_trials.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return m_trials[a].value.value_or(-HUGE_VAL) > m_trials[b].value.value_or(-HUGE_VAL);
    });
    return order;
}

std::vector<std::size_t> ToldTrials::bestAndLatest(std::size_t best, std::size_t latest) const
{
    std::vector<std::size_t> kept;
    if (m_trials.size() <= best + latest) {
        kept.resize(m_trials.size());
        std::iota(kept.begin(), kept.end(), std::size_t{0});
        return kept;
    }
    for (const std::size_t i : bestFirst())
        if (i < m_trials.size() - latest && kept.size() < best)
            kept.push_back(i);
    for (std::size_t i = m_trials.size() - latest; i < m_trials.size(); ++i)
        kept.push_back(i);
    std::sort(kept.begin(), kept.end());
    return kept;
}

} // namespace leptune
