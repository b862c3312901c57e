// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/report_text.h"

#include <QSizeF>
#include <QTextDocument>

#include <memory>

namespace leptune {

/// The report cut into pages of this size, in pixels of 1/96 inch: no heading stands at the foot of
/// a page, away from what it heads, and no page parts a chart or its title. `charts` are drawn as
/// lines and have to outlive it.
std::unique_ptr<QTextDocument> reportDocument(const ReportSource &source,
                                              const std::vector<ReportChart> &charts,
                                              const QSizeF &page);

} // namespace leptune
