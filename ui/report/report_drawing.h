// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart_export.h"
#include "ui/report/report_charts.h"

#include <QWidget>

namespace leptune {

constexpr QSize kWideChart(680, 300);
constexpr QSize kSquareChart(680, 390); ///< two find room on a page, with heading and caption

/// Without the groups that draw nothing: half of what Qt writes, most of it for a small chart.
QByteArray leanSvg(const QByteArray &svg);

/// On white whatever the window's colours are; laid out as if it were shown.
void prepareChart(QWidget &chart, const QSize &size);

template <typename Chart>
ReportChart drawnChart(Chart &chart, const QString &title, const QSize &size, ReportPart part,
                       const QString &caption = {})
{
    chart.setName(title);
    return {title, leanSvg(chartSvg(chart, size)), size, part, caption};
}

/// The calls of reportCharts() that tell where it errs.
std::vector<std::function<ReportChart()>> errorCharts(const ReportSource &source);

} // namespace leptune
