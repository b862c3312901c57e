// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

#include <cstdint>
#include <optional>

namespace leptune {

struct ClassScores {
    std::string label;
    double precision = 0.0, recall = 0.0, f1 = 0.0; ///< NaN where undefined
    std::uint64_t rows = 0;
};

/// Everything the Results page and `evaluate` show for one Model on some rows.
struct Evaluation {
    std::uint64_t rows = 0;
    MetricKind metric = MetricKind::Accuracy;
    std::vector<std::pair<MetricKind, double>> scores;
    std::vector<ClassScores> classes;
    std::vector<std::vector<std::uint64_t>> confusion; ///< [truth][answer]
    std::optional<double> costARow; ///< of wrong answers, where somebody said what they cost
};
Evaluation evaluatePrediction(MetricKind metric, const Scored &scored);

/// Points of a curve, x ascending (ROC: false and true positive rate; PR: recall and precision;
/// calibration: mean predicted and observed share by bins). `threshold` where it applies.
struct CurvePoint {
    double x = 0.0, y = 0.0, threshold = 0.0;
};
/// For class `label` against the rest; both ends included; at most `maxPoints` after thinning.
std::vector<CurvePoint> rocCurve(const Scored &scored, int label, std::size_t maxPoints = 1000);
std::vector<CurvePoint> precisionRecallCurve(const Scored &scored, int label,
                                             std::size_t maxPoints = 1000);
/// Up to `bins` bins of equal width; empty bins are left out.
std::vector<CurvePoint> calibrationCurve(const Scored &scored, int label, int bins = 10);
/// Area under the ROC curve of scores against 0/1 truths (ties count half).
double areaUnderRoc(std::span<const float> scores, std::span<const std::uint8_t> truth,
                    std::span<const float> weights = {});

/// 95 % bootstrap interval of the metric in its own sign, of 1,000 seeded resamples (fewer above
/// 20,000 rows), within classes for auc, recall and balanced_accuracy. What is shown is
/// scoreInterval().
struct Interval {
    double low = 0.0, high = 0.0;
};
Interval bootstrapInterval(MetricKind metric, const Scored &scored, std::uint64_t seed);

} // namespace leptune
