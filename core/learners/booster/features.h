// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/booster/bin_blocks.h"
#include "core/learners/booster/loss.h"
#include "core/learners/early_stopping.h"

namespace leptune {

/// What a study's rows are to our boosters: bins of its columns, target statistics of its
/// categories, labels.

BoosterLoss lossOf(TaskKind task, FitObjective objective);

/// Regression is boosted on standardised targets.
struct TargetUnit {
    double offset = 0.0, scale = 1.0;
};
TargetUnit targetUnit(const View &train);
/// `weights`: one a label, or empty.
TargetUnit targetUnit(std::span<const float> labels, std::span<const float> weights);

/// Bins of the named rows of a matrix, a row as often as it is named.
BinColumns gatherColumns(const BinnedMatrix &bins, const Rows &rows);

/// Weighed as the objective wants it.
BoosterLabels boosterLabels(const View &view, const TargetUnit &unit, FitObjective objective);
/// Weights of mean 1, so that penalties have one meaning.
void normaliseWeights(BoosterLabels &labels);

/// Features of both parts, with what new rows pass through to get them.
struct BoosterFeatures {
    std::shared_ptr<const FeaturePlan> plan;
    BinCuts cuts;
    BinColumns train, validation;
};
/// The study's bins, and ordered statistics (four orders) for columns of many categories.
BoosterFeatures boosterFeatures(const FitParts &parts, const TargetUnit &unit, std::uint64_t seed);
/// Appends up to `most` features that are searched for in the training rows (deriveFeatures).
void addDerivedFeatures(BoosterFeatures &features, const FitParts &parts, int most,
                        const FitContext &context);

} // namespace leptune
