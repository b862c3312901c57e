// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metalearn/portfolio.h"
#include "core/tuning/trial.h"

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace leptune {

/// A folder of the learner's input: NAME/meta.json with task and target, and NAME/NAME.csv[.gz] (or
/// the file that meta.json names).
struct TableSource {
    std::string name;
    std::string path;
    std::string target;
    bool classification = false;
    double size = 0.0; ///< a guess of what it costs, for the order
};

/// All folders that hold a table, by name; `notes` says why others are left out (images, texts,
/// time series, a column that gives the target away). Throws Error(NotFound | Unreadable) for the
/// folder, or where a name of `only` (empty = all) is not there.
std::vector<TableSource> findTables(const std::string &folder, const std::vector<std::string> &only,
                                    std::vector<std::string> &notes);

/// A table read, sampled and cut as a study would do it.
struct PreparedTable {
    std::shared_ptr<const TrialPlan> plan;
    MeasuredTable head; ///< all but what is measured of candidates
};
PreparedTable prepareTable(const TableSource &source, std::size_t mostRows, std::uint64_t seed,
                           const std::stop_token &stop);

/// The score of always answering the mean or the class shares.
double constantScore(MetricKind metric, const Target &truth);

} // namespace leptune
