// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/configuration.h"
#include "core/search/scheduler.h"

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace leptune {

/// Successive halving of one family over rows: dear proposals are fitted to a sample of the first
/// fold's rows, and only the best quarter of them to all rows of all folds. Scores and values are
/// higher-is-better. Knows no threads and no clock.
class FirstLooks {
public:
    static constexpr double kRowShare = 0.25;
    struct Look {
        int trial = 0;
        Configuration configuration;
        double score = 0.0;
    };

    FirstLooks();
    /// A look has ended; NaN = it failed.
    void record(int trial, const Configuration &configuration, double score);
    /// The look that deserves all rows by now, each once.
    std::optional<Look> next();
    /// What a look's configuration was worth on all rows, in trial `trial` (NaN = it failed); again
    /// when that changes.
    void finish(int look, int trial, double value);
    /// The look that `trial` followed.
    std::optional<int> lookOf(int trial) const;
    /// What looks of this score are worth on all rows as a rule (least squares, never falling);
    /// before two were finished, as far below `best` as the score is below that of the best look.
    double valueOf(double score, double best) const;
    /// Those that no finished trial followed yet, by trial.
    std::vector<Look> open() const;

private:
    HalvingScheduler m_scheduler;
    std::deque<int> m_promising;
    std::map<int, Look> m_looks;    ///< by trial
    std::map<int, double> m_values; ///< of finished ones
    std::set<int> m_followed;       ///< by a trial that has ended
    std::map<int, int> m_lookOf;
};

} // namespace leptune
