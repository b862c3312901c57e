// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

/// Files that take seconds to read, made in less.
namespace leptune::testing {

/// Five columns of words, each another; columns "w0" to "w3" and "answer" (yes, no).
QByteArray wordTable(int rows);
/// Numbers that hardly pack, columns "n0", ..., and "answer" (yes, no).
QByteArray numberTable(int rows, int columns);
/// The bytes again and again, as members of one gzip file.
QByteArray gzipped(const QByteArray &bytes, int times);
/// A workbook whose sheet has so many rows of six cells.
QByteArray workbook(int rows);
/// A C compiler that takes ten seconds, found before all others from now on.
bool installSlowCompiler(const QString &folder);
/// So many names of one picture in each of two folders; false where that can't be.
bool writeManyPictures(const QString &folder, int perClass);

} // namespace leptune::testing
