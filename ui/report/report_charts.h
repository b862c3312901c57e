// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/report_source.h"

#include <QByteArray>
#include <QSize>
#include <QString>

#include <functional>
#include <vector>

namespace leptune {

/// What a chart tells of; the parts follow each other.
enum class ReportPart { Search, Errors, Importance, Effects };

/// A chart of the window as a drawing on white.
struct ReportChart {
    QString title;
    QByteArray svg;
    QSize size; ///< in pixels of 1/96 inch
    ReportPart part = ReportPart::Search;
    QString caption = {}; ///< stands below
};

/// One call a chart, on the UI thread, some milliseconds each: score over time, score against size,
/// then where it errs (confusion, ROC, precision with recall and calibration of two classes, or of
/// every class against the rest, of many the worst; or fit and residuals), importance, and a chart
/// for each of the effects. The source has to outlive the calls.
std::vector<std::function<ReportChart()>> reportCharts(const ReportSource &source);

/// The classes whose curves are drawn: of two the positive one, else all; of more than six the six
/// of the lowest F1, the worst first.
std::vector<std::size_t> drawnClasses(const ReportSource &source);

} // namespace leptune
