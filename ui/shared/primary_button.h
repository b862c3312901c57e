// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QPushButton>

class QAction;

namespace leptune {

/// The one filled button of a page: shows an action's text, icon and state and triggers it.
class PrimaryButton : public QPushButton {
    Q_OBJECT
public:
    explicit PrimaryButton(QWidget *parent = nullptr);
    /// Null hides the button.
    void setPrimaryAction(QAction *action);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void follow();

    QPointer<QAction> m_action;
};

} // namespace leptune
