// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/export_model.h"

#include <QString>

#include <vector>

namespace leptune {

enum class SnippetLanguage { Python, C, Cpp };

/// What files of a format can be used from, the usual one first.
std::vector<SnippetLanguage> languagesFor(ExportFormat format);

/// A whole program that uses the exported file: Python answers the rows of rows.csv with
/// onnxruntime and PyTorch for ONNX and TorchScript, and one row from a library that a compiler
/// makes of C and native files; C and C++ answer one row. `fileName` is the exported file's name.
/// Where a file of that name can't be used, the reason.
QString codeSnippet(const Model &model, ExportFormat format, SnippetLanguage language,
                    const QString &fileName);

} // namespace leptune
