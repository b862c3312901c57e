// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <initializer_list>
#include <utility>

namespace leptune {

/// Tab goes through them in this order, where they were made in another one.
inline void tabThrough(std::initializer_list<QWidget *> stops)
{
    QWidget *before = nullptr;
    for (QWidget *stop : stops) {
        if (before)
            QWidget::setTabOrder(before, stop);
        before = stop;
    }
}

/// Tab goes from `before` through all that stands on `content`, in the order in which it was made.
inline void tabInto(QWidget *before, const QWidget &content)
{
    for (QWidget *stop : content.findChildren<QWidget *>())
        if (stop->focusPolicy() != Qt::NoFocus && !stop->focusProxy() &&
            stop->window() == before->window()) // not the list of a box
            QWidget::setTabOrder(std::exchange(before, stop), stop);
}

} // namespace leptune
