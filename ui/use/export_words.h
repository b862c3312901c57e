// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/export_model.h"

#include <QString>

namespace leptune {

/// Without the point.
QString exportSuffix(ExportFormat format);
/// For a file dialog: "ONNX model (*.onnx)".
QString exportFilter(ExportFormat format);
/// Core's sentences start small and end without a full stop.
QString wholeSentence(const std::string &sentence);
/// "a.c, a.h written, 3 kB." on how it was checked, and what else there is to say.
QString exportSummary(ExportFormat format, const QString &path, const ExportReport &report);

} // namespace leptune
