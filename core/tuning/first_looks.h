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
/// fold's rows, and only the best quarter of them to four times as many, in the end to all rows of
/// all folds. A look is known by the trial that looked first. Scores and values are
/// higher-is-better. Knows no threads and no clock.
class FirstLooks {
public:
    static constexpr double kFactor = 4.0;
    static constexpr double kRowShare = 1.0 / kFactor; ///< of the last look before all rows
    struct Look {
        int trial = 0; ///< the first one
        Configuration configuration;
        double score = 0.0; ///< of the latest look, NaN = it failed
        double rowShare = kRowShare;
    };

    /// `leastShare` of the rows for a look that comes first, a power of 1/kFactor.
    explicit FirstLooks(double leastShare = kRowShare);
    double leastShare() const { return m_leastShare; }
    /// A look has ended; NaN = it failed.
    void record(int trial, const Configuration &configuration, double rowShare, double score);
    /// The look that deserves more rows by now, each once from one share to the next.
    std::optional<Look> next();
    /// What such a look is to learn from: more rows of the first fold, or (1) all rows.
    static double shareAfter(const Look &look);
    /// What a look's configuration was worth on all rows, in trial `trial` (NaN = it failed); again
    /// when that changes.
    void finish(int look, int trial, double value);
    /// The look that `trial` followed.
    std::optional<int> lookOf(int trial) const;
    /// What looks of this score at so many rows are worth on all rows as a rule (least squares,
    /// never falling); before two were finished, as far below `best` as the score is below that of
    /// the best such look.
    double valueOf(double score, double best, double rowShare = kRowShare) const;
    /// Those that no finished trial on all rows followed yet, by trial.
    std::vector<Look> open() const;

private:
    double m_leastShare;
    HalvingScheduler m_scheduler;
    std::deque<int> m_promising;
    std::map<int, Look> m_looks; ///< by trial
    std::map<double, std::map<int, double>>
        m_scores;                   ///< by share and trial, of all that ended well
    std::map<int, double> m_values; ///< of finished ones
    std::set<int> m_followed;       ///< by a trial on all rows that has ended
    std::map<int, int> m_lookOf;
};

} // namespace leptune
