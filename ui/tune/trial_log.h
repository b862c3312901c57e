// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_event.h"

#include <QStringList>

#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

namespace leptune {

/// What happened to each trial of this session, a few lines a trial: who started it and why, how
/// far each fold went, how it ended. Keeps the latest kMostTrials.
class TrialLog {
public:
    static constexpr std::size_t kMostTrials = 5000;

    void clear();
    void started(const TrialStarted &trial);
    void progressed(const TrialProgress &progress);
    /// For people, in order. `entry` says how it ended, and of a trial of an earlier session all
    /// that is left: when it ran and what each fold scored. Empty for what is no trial.
    QStringList lines(const LeaderboardEntry &entry) const;

private:
    struct Fold {
        int fold = 0, folds = 0, iteration = 0;
        double train = 0.0, validation = 0.0, at = 0.0;
    };
    struct Trial {
        double at = 0.0;
        int worker = 0;
        std::string why;
        std::vector<Fold> folds; ///< where each was when it was heard of last
    };

    std::unordered_map<int, Trial> m_trials;
    std::deque<int> m_order;
};

} // namespace leptune
