// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/booster/booster.h"
#include "core/learners/booster/features.h"

#include <string>

namespace leptune {

/// What a fit of one of our boosters learns from and stops by.
struct BoosterInputs {
    FitParts parts;
    TargetUnit unit;
    FitObjective objective = FitObjective::Mean;
    BoosterFeatures features;
    BoosterLabels trainLabels, validationLabels;

    bool validates() const { return !parts.validation.empty(); }
    BoosterRows train() const { return {&features.train, &trainLabels}; }
    BoosterRows validation() const { return {&features.validation, &validationLabels}; }
};

/// With as many derived features as the configuration has under "derived". Throws
/// Error(TooLittleData) in the family's name where no column holds anything.
BoosterInputs boosterInputs(const std::string &family, const View &train, const View &validation,
                            const Configuration &configuration, const FitContext &context);

/// Ends and reports as the context says; it has to outlive this.
BoosterWatch watchOf(const FitContext &context);

} // namespace leptune
