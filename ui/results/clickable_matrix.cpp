// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/clickable_matrix.h"

#include <QApplication>
#include <QMouseEvent>

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

} // namespace leptune
