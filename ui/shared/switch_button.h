// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

class QButtonGroup;

namespace leptune {

/// A flat button of a group of which one is chosen, in a line above what it changes. Assistive
/// tools are told that it is a radio button.
class SwitchButton : public QToolButton {
    Q_OBJECT
public:
    SwitchButton(const QString &title, QButtonGroup *group, int id, QWidget *parent = nullptr);
};

} // namespace leptune
