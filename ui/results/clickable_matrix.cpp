// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/clickable_matrix.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace leptune {

std::optional<QPoint> ClickableMatrix::cellAt(QPointF position) const
{
    return cellOf(frame(), position);
}

void ClickableMatrix::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->position();
    ConfusionMatrixView::mousePressEvent(event);
}

void ClickableMatrix::mouseReleaseEvent(QMouseEvent *event)
{
    ConfusionMatrixView::mouseReleaseEvent(event);
    const bool dragged =
        (event->position() - m_pressed).manhattanLength() > QApplication::startDragDistance();
    const auto cell = cellAt(event->position());
    if (event->button() == Qt::LeftButton && !dragged && cell)
        Q_EMIT cellClicked(*cell);
}

void ClickableMatrix::keyPressEvent(QKeyEvent *event)
{
    const int last = static_cast<int>(labels().size()) - 1;
    const auto walk = [&](int across, int down) {
        m_cell = {std::clamp(m_cell.x() + across, 0, last), std::clamp(m_cell.y() + down, 0, last)};
        if (rectOf(frame(), m_cell).isEmpty()) // outside of what is zoomed into
            resetZoom();
        update();
    };
    switch (isEmpty() ? Qt::Key_unknown : event->key()) {
    case Qt::Key_Left:
        return walk(-1, 0);
    case Qt::Key_Right:
        return walk(1, 0);
    case Qt::Key_Up:
        return walk(0, -1);
    case Qt::Key_Down:
        return walk(0, 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        walk(0, 0); // the matrix may have shrunk
        Q_EMIT cellClicked(m_cell);
        return;
    default:
        ConfusionMatrixView::keyPressEvent(event);
    }
}

void ClickableMatrix::focusInEvent(QFocusEvent *event)
{
    ConfusionMatrixView::focusInEvent(event);
    update();
}

void ClickableMatrix::focusOutEvent(QFocusEvent *event)
{
    ConfusionMatrixView::focusOutEvent(event);
    update();
}

void ClickableMatrix::paintData(QPainter &painter, const PlotFrame &frame)
{
    ConfusionMatrixView::paintData(painter, frame);
    const int classes = static_cast<int>(labels().size());
    if (!hasFocus() || m_cell.x() >= classes || m_cell.y() >= classes)
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette().color(QPalette::Text), 2.0));
    painter.drawRect(rectOf(frame, m_cell).adjusted(1.0, 1.0, -1.0, -1.0));
}

} // namespace leptune
