// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/popup_care.h"

#include <QApplication>
#include <QComboBox>
#include <QEvent>

namespace leptune {

PopupCare::PopupCare(QObject *parent) : QObject(parent)
{
    qApp->installEventFilter(this);
}

bool PopupCare::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::EnabledChange || !watched->isWidgetType())
        return false;
    auto *popup = static_cast<QWidget *>(watched);
    if (popup->windowType() != Qt::Popup || popup->isEnabled() || !popup->isVisible())
        return false;
    if (auto *choice = qobject_cast<QComboBox *>(popup->parent()))
        choice->hidePopup();
    else
        popup->close();
    return false;
}

} // namespace leptune
