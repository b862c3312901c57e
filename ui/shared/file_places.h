// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace leptune {

/// Where file dialogs open: the folder of the settings, else where the last file was.
QString fileFolder();
void rememberFolder(const QString &path);
/// Asks for a file to write; `suffix` (".html") is added to a name without one. Empty = cancelled.
QString askForFile(QWidget *parent, const QString &title, const QString &name,
                   const QString &suffix, const QString &filter);
/// Puts the bytes into the file, all or none. Empty: done; else what is wrong and what to do.
QString writeWhole(const QString &path, const QByteArray &bytes);

} // namespace leptune
