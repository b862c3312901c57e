// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/evaluation.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace leptune {

/// Out-of-fold answers of what could have been chosen, best first, all for the same rows.
struct ChoiceOf {
    MetricKind metric = MetricKind::Auc;
    const Target *truth = nullptr;
    std::span<const float> weights; ///< a row; empty = all 1
    struct Candidate {
        const FloatMatrix *answers = nullptr;
        Decision decision = {};
    };
    std::vector<Candidate> candidates;
    int members = 1; ///< how many of the best answer together
};

/// In the metric's own sign. `all`: of what is chosen by all rows, on all rows.
struct ChosenScore {
    double all = 0.0, value = 0.0;
    Interval interval;
};

/// What the best of many reaches on rows that did not choose it: bootstrap bias corrected
/// cross-validation (Tsamardinos, Greasidou and Borboudakis 2018): rows are drawn, the best on them
/// are chosen again, the rows left out score the mean of their answers. Value: the mean over the
/// draws; interval: their middle 95 %. Nothing of fewer than two candidates, or of so many rows
/// that luck no longer matters. Deterministic by seed.
std::optional<ChosenScore> scoreOfChosen(const ChoiceOf &choice, std::uint64_t seed);

} // namespace leptune
