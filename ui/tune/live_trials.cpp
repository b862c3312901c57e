// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tune/live_trials.h"

#include "ui/charts/family_style.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

constexpr double kRunning = std::numeric_limits<double>::quiet_NaN();

} // namespace

double WorkerState::progress(double now) const
{
    constexpr double kMostGuessed = 0.95;
    if (folds > 0 && (fold > 0 || (total > 0 && iteration > 0))) {
        const double inside =
            total > 0 ? std::min(1.0, static_cast<double>(iteration) / total) : 0.0;
        return std::min(1.0, (fold + inside) / folds);
    }
    if (expectedSeconds > 0.0)
        return std::clamp((now - startedAt) / expectedSeconds, 0.0, kMostGuessed);
    return -1.0;
}

void LiveTrials::reset(int workers)
{
    m_workers.assign(static_cast<std::size_t>(std::max(1, workers)), {});
    m_lanes.clear();
    m_curves.clear();
    m_followed = -1;
}

WorkerState &LiveTrials::worker(int index)
{
    const auto place = static_cast<std::size_t>(std::max(0, index));
    if (place >= m_workers.size())
        m_workers.resize(place + 1);
    return m_workers[place];
}

bool LiveTrials::isRunning(int trial) const
{
    return std::any_of(m_workers.begin(), m_workers.end(),
                       [trial](auto &w) { return w.trial == trial; });
}

void LiveTrials::started(const TrialStarted &trial)
{
    WorkerState state;
    state.trial = trial.trial;
    state.name = trial.name;
    state.family = trial.family;
    state.why = trial.why;
    state.startedAt = trial.at;
    state.expectedSeconds = trial.expectedSeconds;
    worker(trial.worker) = state;
    m_lanes.push_back({trial.worker, trial.trial, trial.at, kRunning, trial.family,
                       QString::fromStdString(trial.name), false});
}

void LiveTrials::progressed(const TrialProgress &progress)
{
    WorkerState &state = worker(progress.worker);
    if (state.trial != progress.trial)
        return;
    state.fold = progress.fold;
    state.folds = progress.folds;
    state.iteration = progress.iteration;
    state.total = progress.total;
    m_curves.add(progress, state.name, state.family);
    if (m_curves.find(progress.trial))
        followBetter(state);
}

/// Networks take the longest, and their curves tell the most.
void LiveTrials::followBetter(const WorkerState &told)
{
    const auto isNetwork = [](const std::string &family) {
        return familyStyle(family).learnsInEpochs;
    };
    const LearningCurve *now = followed();
    if (!now || !isRunning(m_followed) || (isNetwork(told.family) && !isNetwork(now->family)))
        m_followed = told.trial;
}

void LiveTrials::finished(const LeaderboardEntry &entry, int index)
{
    if (entry.trial < 0)
        return;
    // What runs was begun lately.
    const auto bar = std::find_if(m_lanes.rbegin(), m_lanes.rend(), [&](const LaneBar &lane) {
        return lane.trial == entry.trial && !std::isfinite(lane.end);
    });
    if (bar != m_lanes.rend()) {
        bar->end = std::max(bar->begin, entry.finishedAt);
        bar->failed = entry.state == EntryState::Failed;
    }
    m_curves.end(entry.trial, {entry.state, entry.reason});
    if (index >= 0 && worker(index).trial == entry.trial)
        worker(index) = {};
}

void LiveTrials::ended(double at)
{
    for (const WorkerState &state : m_workers)
        m_curves.end(state.trial, {EntryState::Stopped, {}});
    std::fill(m_workers.begin(), m_workers.end(), WorkerState{});
    for (LaneBar &bar : m_lanes) {
        if (!std::isfinite(bar.end))
            bar.end = std::max(bar.begin, at);
    }
}

} // namespace leptune
