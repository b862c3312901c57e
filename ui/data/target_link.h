// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/profile.h"
#include "core/tuning/tune_options.h"

#include <limits>
#include <stop_token>
#include <string>
#include <vector>

namespace leptune {

/// How the target changes with one column.
struct TargetLink {
    /// Rows of like cells: numbers in [low, high], or one spelling; `value` is the target's mean,
    /// or the share of `ofClass`. Missing cells have a group of their own, marked.
    struct Group {
        HistogramBar where;
        double value = 0.0;
        bool missing = false;
    };
    /// Share of the target's variance that the groups alone explain (0 to 1, adjusted for their
    /// number, so that chance counts for nothing); of classes, the variance of their indicators
    /// (Goodman and Kruskal's tau). NaN where it can't be said.
    double explained = std::numeric_limits<double>::quiet_NaN();
    std::string ofClass; ///< the class whose share changes most; empty where numbers are predicted
    std::vector<Group> groups;
};

/// On at most 50,000 seeded rows; quick enough for one column at a time on a worker thread. Throws
/// Error(Stopped).
TargetLink linkWithTarget(const Table &table, const std::string &column, const TuneOptions &options,
                          const std::stop_token &stop = {});

} // namespace leptune
