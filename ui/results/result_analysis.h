// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/threshold_curve.h"
#include "ui/results/picture_mistakes.h"

#include <limits>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace leptune {

/// Curves of one class against the rest.
struct ClassCurves {
    std::vector<CurvePoint> roc, precisionRecall, calibration;
    double auc = 0.0;
    std::shared_ptr<const ThresholdCurve> thresholds;
    double threshold = 0.5; ///< from which probability on the Model answers it; of more classes 0.5
};

/// What wrong answers cost a row, and what the cheapest constant answer would.
struct RowCosts {
    double own = 0.0, constant = 0.0;
    std::string constantAnswer;
};

/// Truth and answer of one row, regression.
struct AnsweredNumber {
    double truth = 0.0, answer = 0.0;
};

/// What the Results page shows of the rows that were scored; made off the UI thread.
struct ResultAnalysis {
    Evaluation evaluation;
    /// Share of right answers, or mean absolute error: the number of the headline, with its 95 %
    /// interval.
    double plain = 0.0;
    Interval plainRange;
    /// The same number for the best constant answer: the commonest class, or the median.
    double constantPlain = 0.0;
    std::string constantAnswer;
    /// The study's metric for the constant answer of its training rows, on the scored rows; NaN
    /// where the record does not tell.
    double constantScore = std::numeric_limits<double>::quiet_NaN();
    std::optional<RowCosts> rowCosts; ///< where wrong answers have a price

    std::vector<std::string> classes;
    std::vector<ClassCurves> curves;     ///< one a class, for the first 50
    ErrorCosts costs;                    ///< that labels were decided by
    std::vector<AnsweredNumber> answers; ///< regression; at most 5,000, spread evenly over the rows
    double medianError = 0.0;            ///< half of the answers are off by less
    std::optional<double> intervalWidth; ///< half of the 90 % interval of numbers, from other rows
    double intervalCoverage = 0.0;       ///< share of these rows that it holds
    bool isLocked = false;               ///< the rows chose nothing; else they made the interval
    PictureMistakes pictures;            ///< of data with pictures that are answered with a class

    bool isEmpty() const { return evaluation.rows == 0; }
};

/// Empty where the record has no scored rows (still running). `table`: what the record was tuned
/// on, for its pictures; may be null. Throws Error(Stopped).
ResultAnalysis analyseResult(const StudyRecord &record, const std::stop_token &stop = {},
                             const std::shared_ptr<const Table> &table = nullptr);

} // namespace leptune
