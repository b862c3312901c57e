// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/choice_access.h"

#include "ui/words/sentences.h"

#include <QAbstractButton>
#include <QComboBox>

namespace leptune {

ChoiceAccess::ChoiceAccess(QAbstractButton *button, QAccessible::Role role)
    : QAccessibleWidget(button, role)
{
}

QAbstractButton *ChoiceAccess::button() const
{
    return static_cast<QAbstractButton *>(widget());
}

QString ChoiceAccess::text(QAccessible::Text kind) const
{
    const QString own = QAccessibleWidget::text(kind);
    return kind == QAccessible::Name && own.isEmpty() ? withoutMnemonic(button()->text()) : own;
}

QAccessible::State ChoiceAccess::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    if (role() == QAccessible::PageTab) {
        state.selectable = true;
        state.selected = button()->isChecked();
    } else {
        state.checkable = true;
        state.checked = button()->isChecked();
    }
    return state;
}

QStringList ChoiceAccess::actionNames() const
{
    return QStringList{pressAction()} + QAccessibleWidget::actionNames();
}

void ChoiceAccess::doAction(const QString &name)
{
    if (name == pressAction())
        button()->click();
    else
        QAccessibleWidget::doAction(name);
}

void nameBox(QComboBox *box, const QString &name)
{
    box->setAccessibleName(name);
    box->setAccessibleDescription(name);
}

} // namespace leptune
