// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/export_model.h"

#include <QString>

namespace leptune {

/// A few lines of a program that read the exported file and answer the rows of a CSV: Python with
/// onnxruntime for ONNX and PyTorch for TorchScript; a program that answers one row in C, and in
/// C++ with leptune_reader.h for the native file. `fileName` is the exported file's name.
QString codeSnippet(const Model &model, ExportFormat format, const QString &fileName);

} // namespace leptune
