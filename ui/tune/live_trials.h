// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_event.h"
#include "ui/charts/lanes_view.h"
#include "ui/tune/trial_curves.h"

#include <map>
#include <string>
#include <vector>

namespace leptune {

/// What one worker is doing.
struct WorkerState {
    int trial = -1; ///< -1: waits
    std::string name, family, why;
    int fold = 0, folds = 0;
    int iteration = 0, total = 0;
    double startedAt = 0.0, expectedSeconds = 0.0;

    bool isBusy() const { return trial >= 0; }
    /// Share done in 0..1 at `now` (seconds of the study): by folds and iterations, else by the
    /// expected time; negative where nothing is known.
    double progress(double now) const;
};

/// Follows the events of the trials that run: workers, lanes, and their learning curves. No
/// widgets.
class LiveTrials {
public:
    void reset(int workers);
    void started(const TrialStarted &trial);
    void progressed(const TrialProgress &progress);
    /// An entry that is no trial of a worker (an ensemble) changes nothing.
    void finished(const LeaderboardEntry &entry, int worker);
    /// Running bars end and workers wait: the study has ended.
    void ended(double at);

    const std::vector<WorkerState> &workers() const { return m_workers; }
    const std::vector<LaneBar> &lanes() const { return m_lanes; }
    const TrialCurves &curves() const { return m_curves; }
    /// Of the network that told first among those running, else of another model; kept until
    /// another one tells after it has ended. Null before anything has told.
    const LearningCurve *followed() const { return m_curves.find(m_followed); }

private:
    WorkerState &worker(int index);
    bool isRunning(int trial) const;
    void followBetter(const WorkerState &told);

    std::vector<WorkerState> m_workers;
    std::vector<LaneBar> m_lanes;
    TrialCurves m_curves;
    int m_followed = -1; ///< trial
};

} // namespace leptune
