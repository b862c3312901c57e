// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"
#include "core/metrics/error_costs.h"
#include "core/tuning/fold_bar.h"
#include "core/tuning/interrupted_trial.h"
#include "core/tuning/leaderboard.h"

#include <cmath>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace leptune {

/// What all trials of a study share: the rows, how they are cut and what is measured.
struct TrialPlan {
    std::shared_ptr<const StudyData> data;
    std::vector<Split> splits;
    Rows scoredRows;    ///< rows that are in some test part, ascending
    Target scoredTruth; ///< their targets
    std::vector<float> scoredWeights;
    MetricKind metric = MetricKind::Rmse;
    ErrorCosts costs;        ///< of wrong answers; what labels are decided by where they are given
    FitGoal goal;            ///< what the metric asks for, and directions of the raw columns
    bool wantsSmall = false; ///< the size of the file is limited
    bool wantsFast = false;  ///< the time a row is limited
    std::string device = "auto";  ///< of networks
    bool fitsWithoutTest = false; ///< one fit on all rows, nothing is scored (refit)
};

/// Cuts become a plan: the scored rows and their truth are gathered from the splits. `directions`
/// as in FitGoal.
TrialPlan makeTrialPlan(std::shared_ptr<const StudyData> data, std::vector<Split> splits,
                        MetricKind metric, std::vector<int> directions = {});
/// One fit on all rows.
TrialPlan makeRefitPlan(std::shared_ptr<const StudyData> data, MetricKind metric,
                        std::vector<int> directions = {});

/// One configuration to fit on every split. A value: can be sent to another process.
struct TrialRequest {
    int trial = 0;
    std::string name;
    std::string family;
    std::string why;
    Configuration parameters;
    std::uint64_t seed = 0;
    int fixedIterations = 0;
    bool isRefit = false;                 ///< of a trial that has ended: nothing goes on from it
    std::optional<Calibrate> calibration; ///< of a fit that has no rows to find its own
    double rowShare = 1.0;                ///< of the training rows, a stratified sample
    double expectedSeconds = 0.0;
    double expectedBytes = 0.0; ///< beyond the shared data
    int threads = 1;            ///< of a fit; more only where cores would else be idle
    double seconds = 0.0;       ///< it may take; fits then end with what they have; 0 = no limit
    bool prunable = true;       ///< may be ended after some folds
    bool firstLook = false;     ///< ends after the first fold, whatever it shows
    int lookedAt = -1;          ///< the trial that was the first look at these parameters
    std::shared_ptr<const FoldBar>
        bar; ///< what its first folds have to promise; null = all are fitted
    std::optional<double>
        curveBar;     ///< the validation loss that the first fit has to promise, in its own unit
    FitStates states; ///< where its fits were when an earlier sitting ended; empty = it starts
};

/// What a later sitting, or more rounds, go on from.
InterruptedTrial interruptedTrial(const TrialRequest &request, FitStates states);

/// How it went; scores are higher-is-better.
struct TrialResult {
    int trial = 0;
    EntryState state = EntryState::Failed;
    std::string reason;
    Graph graph;     ///< mean of the folds' predictors
    FloatMatrix oof; ///< [scoredRows, outputs]
    std::vector<double> foldScores;
    double curveEnd = std::nan(""); ///< least validation loss of the first fit; NaN = it shows none
    double score = 0.0;             ///< pooled out-of-fold score by `decision`
    double error = 0.0;             ///< standard error over folds, 0 = unknown
    Decision decision;
    double seconds = 0.0;
    std::uint64_t rows = 0; ///< training rows of one fit
    int iterations = 0;
    bool cutShort = false; ///< some fit ended by its deadline
    bool pruned = false;   ///< stopped after some folds, below the bar; `score` is what it promised
    bool firstLook = false; ///< pruned as it was asked; `score` is that of the first fold
    FitStates states;       ///< of a trial that was stopped, or cut short in a family that grows by
                            ///< rounds: where its fits were; empty where none can go on
};

struct TrialControl {
    std::stop_token stop;
    /// Called on the trial's thread. May block (pause) and returns the seconds it did.
    std::function<double(int fold, const FitProgress &)> progress;
    /// Where its fits are, some seconds apart; of families that can go on. May be empty.
    std::function<void(FitStates)> keep = {};
};

/// Fits, scores and lowers. Never throws: whatever goes wrong is a failed result with its reason.
TrialResult runTrial(const TrialRequest &request, const TrialPlan &plan,
                     const TrialControl &control);

} // namespace leptune
