// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/leaderboard.h"

#include <cstdint>
#include <limits>
#include <string>
#include <variant>
#include <vector>

namespace leptune {

/// What a study tells while it runs: values only, in the order things happened. Scores are in the
/// metric's own sign, times in seconds since the study began.
enum class StudyPhase { Preparing, QuickModels, Searching, Finishing, Refitting, Done };

struct StudyStarted {
    TaskKind task = TaskKind::Regression;
    std::string metric;
    bool higherIsBetter = true;
    std::uint64_t rows = 0;       ///< usable rows
    std::uint64_t lockedRows = 0; ///< set aside for the test score
    int workers = 1;
    int folds = 0;
    std::vector<std::string> families;
    std::vector<std::string> notes; ///< "text column Name is not used"
};
struct PhaseChanged {
    StudyPhase phase = StudyPhase::Preparing;
};
struct TrialStarted {
    int trial = 0;
    int worker = 0;
    std::string name;
    std::string family;
    std::string why;
    Configuration parameters;
    double at = 0.0;
    double expectedSeconds = 0.0; ///< 0 = unknown
};
struct TrialProgress {
    int trial = 0;
    int worker = 0;
    int fold = 0;
    int folds = 0;
    int iteration = 0;
    int total = 0;
    double trainLoss = 0.0;
    double validationLoss = 0.0;
    double at = 0.0;
    /// As in FitProgress: NaN, or 0 for the last two, where there is no such thing.
    double metric = std::numeric_limits<double>::quiet_NaN();
    double sparsity = std::numeric_limits<double>::quiet_NaN();
    int weightBits = 0;
    std::uint64_t bytes = 0;
};
/// A line was added to the leaderboard (trial finished, failed or stopped; ensemble renewed).
struct EntryChanged {
    LeaderboardEntry entry;
    int worker = -1;
};
struct BestChanged {
    std::string name;
    double validation = 0.0;
    double at = 0.0;
};
struct StudyMessage {
    std::string text; ///< one sentence for people
};
struct StudyFinished {
    bool stopped = false; ///< by the user
};
struct StudyFailed {
    std::string reason;
    bool otherRows = false; ///< it was to continue a study, of other rows
};

using StudyEvent =
    std::variant<StudyStarted, PhaseChanged, TrialStarted, TrialProgress, EntryChanged, BestChanged,
                 StudyMessage, StudyFinished, StudyFailed>;

} // namespace leptune
