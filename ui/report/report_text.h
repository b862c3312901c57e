// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/report_charts.h"

#include <QString>

namespace leptune {

/// The report as HTML between <body> and </body>, the n-th chart as <img src="chart:n">: headline,
/// data, set-up, models, search, errors, columns, notes, and the command line that does it again.
QString reportBody(const ReportSource &source, const std::vector<ReportChart> &charts);

/// One file that needs no other: charts stand in it as SVG.
QByteArray reportHtml(const ReportSource &source, const std::vector<ReportChart> &charts);
/// A4, with the charts as vectors and page numbers. On any thread.
QByteArray reportPdf(const ReportSource &source, const std::vector<ReportChart> &charts);

} // namespace leptune
