// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_record.h"

#include <QString>

#include <stop_token>

namespace leptune {

struct ExplainSubject;

/// What shuffling each column costs, as the Results page and the report show it.
struct MeasuredImportance {
    std::vector<ColumnImportance> columns; ///< largest first; the deviation is a standard error
    int rounds = 0;
    std::size_t rows = 0; ///< that were shuffled

    bool isMeasured() const { return rounds > 0; }
};

/// On more rows and in more rounds than a study has time for: a few seconds, off the UI thread. The
/// effort follows from the subject alone, so that it comes out alike wherever it is measured.
/// `subject` can be explained.
MeasuredImportance measureImportance(const ExplainSubject &subject, const std::stop_token &stop);

/// What the numbers are, "RMSE: how much it rises when ...", without a full stop.
QString importanceWords(MetricKind metric);

} // namespace leptune
