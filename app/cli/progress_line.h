// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_event.h"

#include <string>

namespace leptune {

/// One line on standard error about a running study: rewritten in place on a terminal, else printed
/// anew every few seconds.
class ProgressLine {
public:
    /// `budgetSeconds` of process time, or exactly `trials` where above 0.
    ProgressLine(double budgetSeconds, int trials, bool quiet);

    void take(const StudyEvent &event);
    /// Call a few times a second.
    void show();
    /// Leaves the last line standing; of a study that failed, none: its error follows.
    void end();

private:
    std::string text() const;
    void say(const std::string &sentence);

    double m_budget;
    int m_wanted;
    bool m_quiet;
    bool m_terminal;
    double m_shownAt = -1e9;
    bool m_onLine = false;
    bool m_failed = false;
    int m_trials = 0;
    std::string m_metric;
    std::string m_best;
    double m_score = 0.0;
    StudyPhase m_phase = StudyPhase::Preparing;
};

} // namespace leptune
