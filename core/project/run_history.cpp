// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/run_history.h"

#include <chrono>
#include <utility>

namespace leptune {

namespace {

/// Member by member: the lines of a study may be thousands, which need not be copied.
StudyRecord figuresOf(const StudyRecord &study)
{
    StudyRecord figures;
    figures.options = study.options;
    figures.metric = study.metric;
    figures.rows = study.rows;
    figures.lockedRows = study.lockedRows;
    figures.folds = study.folds;
    figures.foldParts = study.foldParts;
    figures.foldRepeats = study.foldRepeats;
    figures.seconds = study.seconds;
    figures.firstModelSeconds = study.firstModelSeconds;
    figures.trials = study.trials;
    figures.failedTrials = study.failedTrials;
    figures.baselineValidation = study.baselineValidation;
    figures.score = study.score;
    figures.finished = study.finished;
    figures.refitted = study.refitted;
    figures.best = study.best;
    figures.dataRowsHash = study.dataRowsHash;
    if (const LeaderboardEntry *best = study.find(study.best)) {
        LeaderboardEntry &kept = figures.entries.emplace_back(*best);
        kept.model.reset();
        kept.oof.reset();
        kept.slices.clear(); // named by classes, or by the numbers of a quarter of the rows
    }
    return figures;
}

} // namespace

std::int64_t secondsSince1970()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

void addEarlierRun(RunHistory &history, const StudyRecord &replaced, const std::string &dataName)
{
    const std::int64_t endedAt = std::exchange(history.endedAt, 0);
    if (replaced.best.empty())
        return;
    if (history.earlier.size() >= kMostEarlierRuns)
        history.earlier.erase(history.earlier.begin());
    history.earlier.push_back({endedAt, replaced.schema.columns.size(), dataName, figuresOf(replaced)});
}

} // namespace leptune
