// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QAction;
class QObject;
class QWidget;

namespace leptune {

/// Buttons with words that can be pressed now, as actions for the command palette: on the shown
/// page nothing is out of the keyboard's reach. The actions belong to `owner`.
QList<QAction *> buttonCommands(const QList<QWidget *> &areas, QObject *owner);

} // namespace leptune
