// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/data/read_table.h"

#include <QByteArray>
#include <QTemporaryDir>

#include <string>

/// A folder whose files go with it.
class Folder {
public:
    std::string file(const QByteArray &bytes, const QString &name = QStringLiteral("table"));

private:
    QTemporaryDir m_folder;
};

/// "x numeric 1|2| ; y boolean no|yes|no": names, types and cells, a missing one empty.
QByteArray described(const leptune::Table &table);
/// "assumed: ...\nrepaired: ...\nbad: row 3 line 4 x 'abc'", one a line.
QByteArray notesOf(const leptune::ImportReport &report);
/// The error that reading throws, "none" where it throws none, as "code subject: detail".
QByteArray readingError(const std::string &path, const leptune::ReadOptions &options = {});
