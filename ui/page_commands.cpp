// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page_commands.h"

#include "ui/words/sentences.h"

#include <QAbstractButton>
#include <QAction>
#include <QPushButton>
#include <QToolButton>

namespace leptune {

namespace {

/// The longer name where there is one: beside other commands a button's place does not explain it.
QString wordsOf(const QAbstractButton &button)
{
    const QString name = button.accessibleName();
    return name.isEmpty() ? withoutMnemonic(button.text()) : name;
}

/// No tabs' arrows, boxes to tick or corners of tables, which are buttons to Qt too.
bool isCommand(const QAbstractButton &button)
{
    const bool isKind =
        qobject_cast<const QPushButton *>(&button) || qobject_cast<const QToolButton *>(&button);
    return isKind && button.isVisible() && button.isEnabled() && !wordsOf(button).isEmpty();
}

} // namespace

QList<QAction *> buttonCommands(const QList<QWidget *> &areas, QObject *owner)
{
    QList<QAction *> commands;
    for (const QWidget *area : areas) {
        for (auto *button : area->findChildren<QAbstractButton *>()) {
            if (!isCommand(*button))
                continue;
            auto *command = new QAction(button->icon(), wordsOf(*button), owner);
            QObject::connect(command, &QAction::triggered, button, &QAbstractButton::click);
            commands.append(command);
        }
    }
    return commands;
}

} // namespace leptune
