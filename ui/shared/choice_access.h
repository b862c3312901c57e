// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessibleWidget>

class QAbstractButton;
class QComboBox;

namespace leptune {

/// What assistive tools are told of a button that is one of several, of which one is chosen: a tab
/// (PageTab) or a radio button. Qt takes every button that can be checked for a check box.
class ChoiceAccess : public QAccessibleWidget {
public:
    ChoiceAccess(QAbstractButton *button, QAccessible::Role role);
    QString text(QAccessible::Text kind) const override;
    QAccessible::State state() const override;
    QStringList actionNames() const override;
    void doAction(const QString &name) override;

private:
    QAbstractButton *button() const;
};

/// Names a box for assistive tools. On Linux Qt takes what is chosen for its name; what it is for
/// then follows as the description.
void nameBox(QComboBox *box, const QString &name);

} // namespace leptune
