// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace leptune {

/// Closes the open list of a choice, and any other popup, as soon as what it belongs to can't be
/// used any more: Qt leaves it open, where it takes no click and keeps all others from the window.
class PopupCare : public QObject {
    Q_OBJECT
public:
    /// For all windows of the program, as long as it lives.
    explicit PopupCare(QObject *parent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace leptune
