// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/switch_button.h"

#include "ui/shared/choice_access.h"

#include <QButtonGroup>

namespace leptune {

namespace {

QAccessibleInterface *switchAccess(const QString &, QObject *object)
{
    auto *button = qobject_cast<SwitchButton *>(object);
    return button ? new ChoiceAccess(button, QAccessible::RadioButton) : nullptr;
}

} // namespace

SwitchButton::SwitchButton(const QString &title, QButtonGroup *group, int id, QWidget *parent)
    : QToolButton(parent)
{
    QAccessible::installFactory(&switchAccess); // once, however often it is called
    setText(title);
    setCheckable(true);
    setAutoRaise(true);
    group->addButton(this, id);
}

} // namespace leptune
