// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/evaluation.h"
#include "core/tuning/interrupted_trial.h"
#include "core/tuning/leaderboard.h"
#include "core/tuning/tune_options.h"

#include <optional>
#include <string>
#include <vector>

namespace leptune {

/// The headline numbers, in the metric's own sign; NaN = unknown.
struct StudyScore {
    double validation = 0.0;
    double test = 0.0;
    double low = 0.0;  ///< 95 % interval of the test score (of the validation where nothing was locked)
    double high = 0.0;
};

/// Importance of a raw column: mean loss of score when its cells are shuffled.
struct ColumnImportance {
    std::string column;
    double importance = 0.0;
    double deviation = 0.0;
};

/// One point of the best-score curve.
struct BestPoint {
    double at = 0.0;
    double validation = 0.0;
    std::string name;
};

/// Everything a study knows: what is shown, saved in a project and continued from. A value.
struct StudyRecord {
    TuneOptions options;
    Schema schema;
    MetricKind metric = MetricKind::Rmse;
    std::uint64_t rows = 0;        ///< usable rows of the data
    std::uint64_t lockedRows = 0;
    int folds = 0;                 ///< fits a trial: parts times repeats
    int foldParts = 0;             ///< 1: one hold-out
    int foldRepeats = 0;
    double seconds = 0.0;          ///< spent so far, all sittings
    double firstModelSeconds = 0.0;
    int trials = 0;
    int failedTrials = 0;
    double baselineValidation = 0.0;
    StudyScore score;
    bool finished = false;
    bool refitted = false;         ///< best was refitted on all rows after it was scored
    std::string best, single, smallest; ///< names of entries, "" = none
    std::vector<LeaderboardEntry> entries;
    std::vector<BestPoint> bestCurve;
    std::vector<ColumnImportance> importance;
    std::vector<std::string> notes;
    /// Out-of-fold rows with `locked` false, locked test rows else: truth and the best Model's answer.
    Target resultTruth;
    FloatMatrix resultPrediction;
    float resultThreshold = 0.5F;
    std::uint64_t dataRowsHash = 0; ///< to refuse continuing on other data
    std::vector<InterruptedTrial> interrupted; ///< by the end of the sitting; the next one goes on with them

    /// How labels of resultPrediction are decided.
    Decision resultDecision() const;
    const LeaderboardEntry *find(const std::string &name) const;
    /// The line, with its Model, to use for a name: "" or "best", "ensemble", "single", "smallest", or an entry's
    /// name. Throws Error(NotFound) listing the names, or Error(Unsupported) where the graph was not kept.
    const LeaderboardEntry &entryFor(const std::string &name) const;
    std::shared_ptr<const Model> model(const std::string &name) const { return entryFor(name).model; }
};

} // namespace leptune
