// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/results/result_analysis.h"

#include <QString>

namespace leptune {

/// How good the best model is, in plain words: on which rows, how often right (or how far off) with
/// the 95 % interval, against the best constant answer; what wrong answers cost comes first where
/// they have a price. Says so where only cross-validation judged it.
QString resultHeadline(const StudyRecord &record, const ResultAnalysis &analysis);
/// The study's own metric with interval and what a constant answer gets, and whether the model was
/// fitted again on all rows.
QString resultDetail(const StudyRecord &record, const ResultAnalysis &analysis);

} // namespace leptune
