// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preprocess/raw_batch.h"
#include "ui/results/scored_rows.h"

#include <QString>

#include <optional>

namespace leptune {

/// The Model that was scored, with the rows that scored it: what can be explained. A value that
/// worker threads share.
struct ExplainSubject {
    ScoredRows scored;
    std::shared_ptr<const Model> model; ///< null: nothing can be explained
    double rowSeconds = 0.0;            ///< of one answer
    RawBatch batch;                     ///< the scored rows as the Model reads them
    Target truth;
    FloatMatrix answers; ///< as they were scored
    Decision decision;
    MetricKind metric = MetricKind::Rmse;
    std::optional<double> intervalWidth; ///< half, of numbers (core/metrics/conformal.h)
    bool isLocked = false;               ///< the rows chose nothing; else they are out-of-fold
    TuneOptions options;

    bool canExplain() const { return model && scored.isKnown(); }
    Scored asScored() const { return {truth, answers, decision, {}}; }
    /// Answers that take about so many seconds.
    std::size_t answersIn(double seconds) const;
};

/// Takes long on large tables; runs off the UI thread.
std::shared_ptr<const ExplainSubject> findSubject(const StudyRecord &record,
                                                  const std::shared_ptr<const Table> &table);

/// Why nothing can be explained, and what to do about it; empty where it can.
QString whyNoExplanation(const ExplainSubject &subject);

} // namespace leptune
