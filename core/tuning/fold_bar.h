// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

#include <memory>
#include <vector>

namespace leptune {

/// What a trial has to promise after some of its folds to be let go on: to be about as good as the best
/// one, or to help the ensemble. Scores are higher-is-better.
struct FoldBar {
    double score = 0.0;             ///< of the best trial, all folds
    std::vector<double> foldScores; ///< of the best trial
    double deviation = 0.0;         ///< of the fold-to-fold differences between good trials and the best
    std::shared_ptr<const FloatMatrix> ensemble; ///< out-of-fold predictions of the best, [scoredRows, outputs]
};

/// Scores of good trials, to know how far a fold's difference strays. Only complete trials are recorded.
class FoldHistory {
public:
    void record(double score, std::vector<double> foldScores);
    /// Null while there are too few to tell. `ensemble` may be a single trial's.
    std::shared_ptr<const FoldBar> bar(std::shared_ptr<const FloatMatrix> ensemble) const;

private:
    struct Trial {
        double score = 0.0;
        std::vector<double> foldScores;
    };
    std::vector<Trial> m_trials;
};

/// The mean difference to the bar over the folds so far.
double meanDifference(const FoldBar &bar, const std::vector<double> &foldScores);
/// True: by more than two deviations below the bar.
bool isFarBelow(const FoldBar &bar, const std::vector<double> &foldScores);

} // namespace leptune
