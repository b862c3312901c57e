// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/project.h"
#include "ui/results/column_effect.h"
#include "ui/results/column_importance.h"
#include "ui/results/result_analysis.h"

#include <QString>

namespace leptune {

/// What a report is made of.
struct ReportSource {
    Project project;
    ResultAnalysis analysis;
    QString name;                                            ///< of the project, for the title
    std::shared_ptr<const ExplainSubject> subject = nullptr; ///< may be null
    MeasuredImportance importance = {};     ///< as the Results page measures it; may be empty
    std::vector<ColumnEffect> effects = {}; ///< of the columns that matter most, each with a chart
};

/// Adds to project and name what follows from them, off the UI thread: a few seconds on large
/// tables. `table`: the project's rows, without which nothing is told of columns and of single
/// rows; may be null. Throws Error(Stopped).
void workOut(ReportSource &source, const std::shared_ptr<const Table> &table,
             const std::stop_token &stop = {});

/// By name, with what each loses when it is shuffled: the most important column first. What the
/// study measured where nothing better is there.
std::vector<ColumnImportance> rankedImportance(const ReportSource &source);

} // namespace leptune
