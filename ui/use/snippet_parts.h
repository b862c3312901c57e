// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <QString>

namespace leptune::snippets {

/// Programs for one exported file each; see codeSnippet().
QString onnxInPython(const Model &model, const QString &fileName);
QString torchInPython(const Model &model, const QString &fileName);
/// Throw Error(BadOption) where the name can't stand in an #include. `isInteger`: cells and answers
/// are whole numbers.
QString cInC(const Model &model, bool isInteger, const QString &fileName);
QString cInCpp(const Model &model, bool isInteger, const QString &fileName);
QString cInPython(const Model &model, bool isInteger, const QString &fileName);
QString nativeInCpp(const Model &model, const QString &fileName);

/// As a text literal of C and Python.
QString quoted(const QString &text);
bool answersClasses(const Model &model);

} // namespace leptune::snippets
