// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"
#include "core/search/configuration.h"
#include "core/tuning/slice_scores.h"

#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace leptune {

enum class EntryKind { Single, Bag, Ensemble, Compressed };
enum class EntryState { Done, Failed, Stopped };
/// "single" | "bag" | "ensemble" | "compressed"; "done" | "failed" | "stopped".
const char *entryKindName(EntryKind kind);
const char *entryStateName(EntryState state);

/// One line of the leaderboard. Scores are in the metric's own sign; NaN = unknown.
struct LeaderboardEntry {
    std::string name; ///< unique: "boosting-12", "ensemble"
    EntryKind kind = EntryKind::Bag;
    std::string family; ///< learner name, or "ensemble"
    std::string parent; ///< compressed and refitted entries: what they were made from
    EntryState state = EntryState::Done;
    std::string reason; ///< why it failed or stopped; else why it was tried
    int trial = -1;     ///< -1: not a trial (ensemble)
    double validation = 0.0;
    /// Standard error over folds; of a compressed line that of its difference from its parent.
    double validationError = 0.0;
    double test = 0.0;
    double seconds = 0.0;
    double finishedAt = 0.0; ///< seconds since the study began
    std::uint64_t rows = 0;  ///< training rows seen by one fit
    std::uint64_t sizeBytes = 0;
    double latencyMicroseconds = 0.0;
    Configuration parameters;
    int iterations = 0; ///< mean best rounds or epochs over folds, 0 = not iterative
    std::vector<double>
        foldScores; ///< in the metric's own sign; of a pruned trial those that it reached

    std::shared_ptr<const Model> model; ///< null where the graph was not kept
    std::shared_ptr<const FloatMatrix>
        oof; ///< out-of-fold predictions [study rows, outputs], or null
    std::vector<SliceScore>
        slices; ///< of compressed lines and what they were made of, on out-of-fold rows
    std::uint64_t operations = 0; ///< a row; of compressed lines, 0 = not known
};

/// Standard error of its own score over folds; NaN = unknown.
inline double foldError(const LeaderboardEntry &entry)
{
    return entry.kind == EntryKind::Compressed ? std::nan("") : entry.validationError;
}

/// Made from its parent by fitting the same recipe again.
inline bool isRefit(const LeaderboardEntry &entry)
{
    return !entry.parent.empty() && entry.kind != EntryKind::Compressed;
}

} // namespace leptune
