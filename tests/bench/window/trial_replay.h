// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_record.h"
#include "ui/session/study_controller.h"

namespace leptune {

/// Made-up trials of several families that improve as real ones do: what a study tells of each is
/// told to the window, from the start over rounds to the leaderboard.
class TrialReplay {
public:
    explicit TrialReplay(StudyController &study) : m_study(study) {}
    /// One more trial.
    void next();
    int told() const { return m_told; }
    /// The trials as lines of a record.
    static LeaderboardEntry entryOf(int number, double at);

private:
    StudyController &m_study;
    int m_told = 0;
    double m_best = 0.0;
};

} // namespace leptune
