// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/clickable_matrix.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace leptune {

/// The chart keeps its layout to itself, but it has a tooltip exactly where there are cells.
std::optional<QPoint> ClickableMatrix::cellAt(QPointF position) const
{
    const PlotFrame now = frame();
    const auto inside = [&](QPointF point) { return !tipAt(now, point).isEmpty(); };
    if (isEmpty() || !inside(position))
        return std::nullopt;
    const auto edge = [&](QPointF way) {
        qreal near = 0.0, far = width() + height();
        while (far - near > 0.5) {
            const qreal middle = (near + far) / 2.0;
            (inside(position + middle * way) ? near : far) = middle;
        }
        return position + near * way;
    };
    const qreal left = edge({-1, 0}).x(), right = edge({1, 0}).x();
    const qreal top = edge({0, -1}).y(), bottom = edge({0, 1}).y();
    const auto classes = static_cast<int>(labels().size());
    const auto place = [classes](qreal at, qreal low, qreal high) {
        const qreal share = (at - low) / std::max(1.0, high - low);
        return std::clamp(static_cast<int>(share * classes), 0, classes - 1);
    };
    return QPoint(place(position.x(), left, right), place(position.y(), top, bottom));
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
    const Layout layout = layoutIn(frame.area);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette().color(QPalette::Text), 2.0));
    painter.drawRect(QRectF(layout.cells.left() + m_cell.x() * layout.across,
                            layout.cells.top() + m_cell.y() * layout.side, layout.across,
                            layout.side)
                         .adjusted(1.0, 1.0, -1.0, -1.0));
}

} // namespace leptune
