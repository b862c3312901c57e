// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/results/result_analysis.h"

#include <QByteArray>
#include <QSize>
#include <QString>

#include <functional>
#include <vector>

namespace leptune {

/// A chart of the window as a drawing on white.
struct ReportChart {
    QString title;
    QByteArray svg;
    QSize size; ///< in pixels of 1/96 inch
};

/// One call a chart, on the UI thread, some milliseconds each: score over time, score against size,
/// then what the analysis has (confusion, of two classes ROC, precision with recall and
/// calibration; or fit and residuals), and importance. The arguments have to outlive the calls.
std::vector<std::function<ReportChart()>> reportCharts(const StudyRecord &record,
                                                       const ResultAnalysis &analysis);

} // namespace leptune
