// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tune/live_trials.h"

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
    m_curve = {};
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
    if (!std::isfinite(progress.trainLoss) && !std::isfinite(progress.validationLoss))
        return;
    if (m_curve.trial != progress.trial) {
        if (m_curve.trial >= 0 && isRunning(m_curve.trial))
            return;
        m_curve = {progress.trial, state.name, state.family, progress.fold, progress.folds, {}, {}};
    }
    // A refit runs through the iterations of a known fold once more.
    const bool again =
        (!m_curve.train.isEmpty() && progress.iteration <= m_curve.train.last().x()) ||
        (!m_curve.validation.isEmpty() && progress.iteration <= m_curve.validation.last().x());
    if (m_curve.fold != progress.fold || again) {
        m_curve.train.clear();
        m_curve.validation.clear();
        m_curve.fold = progress.fold;
    }
    m_curve.folds = progress.folds;
    const double x = progress.iteration;
    if (std::isfinite(progress.trainLoss))
        m_curve.train.append({x, progress.trainLoss});
    if (std::isfinite(progress.validationLoss))
        m_curve.validation.append({x, progress.validationLoss});
}

void LiveTrials::finished(const LeaderboardEntry &entry, int index)
{
    if (entry.trial < 0)
        return;
    for (LaneBar &bar : m_lanes) {
        if (bar.trial == entry.trial && !std::isfinite(bar.end)) {
            bar.end = std::max(bar.begin, entry.finishedAt);
            bar.failed = entry.state == EntryState::Failed;
        }
    }
    if (index >= 0 && worker(index).trial == entry.trial)
        worker(index) = {};
}

void LiveTrials::ended(double at)
{
    std::fill(m_workers.begin(), m_workers.end(), WorkerState{});
    for (LaneBar &bar : m_lanes) {
        if (!std::isfinite(bar.end))
            bar.end = std::max(bar.begin, at);
    }
}

} // namespace leptune
