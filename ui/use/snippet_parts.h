// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <QString>

namespace leptune::snippets {

/// Programs for one exported file each; see codeSnippet().
QString onnxInPython(const Model &model, const QString &fileName);
QString onnxInC(const Model &model, bool isCpp, const QString &fileName);
QString torchInPython(const Model &model, const QString &fileName);
QString torchInCpp(const Model &model, const QString &fileName);
/// Throw Error(BadOption) where the name can't stand in an #include. `isInteger`: cells and answers
/// are whole numbers.
QString cInC(const Model &model, bool isInteger, const QString &fileName);
QString cInCpp(const Model &model, bool isInteger, const QString &fileName);
QString cInPython(const Model &model, bool isInteger, const QString &fileName);
QString nativeInCpp(const Model &model, const QString &fileName);
/// One file that both compilers build: the header is C++.
QString nativeInC(const Model &model, const QString &fileName);
/// Builds a small library around the header when it first runs.
QString nativeInPython(const Model &model, const QString &fileName);

/// As a text literal of C++ and Python.
QString quoted(const QString &text);
/// The same of C, which knows trigraphs.
QString quotedInC(const QString &text);
bool answersClasses(const Model &model);
/// The Model looks at pictures and at nothing else.
bool readsPicturesOnly(const Model &model);
/// An exported file has this column as an input; one that looks at no column still counts the rows
/// of the first.
bool isRead(const Schema &schema, const RawColumn &column);
/// Columns and classes as files of other programs spell them.
Schema writtenSchema(const Model &model);

} // namespace leptune::snippets
