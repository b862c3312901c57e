// SPDX-License-Identifier: GPL-3.0-or-later
// The markers of families on a line chart.
#include "ui/charts/line_chart.h"

#include "ui/charts/marker_stamps.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr qreal kMarkRadius = 3.6;

} // namespace

void LineChart::setMarks(std::vector<ChartMark> marks)
{
    m_marks = std::move(marks);
    scheduleRedraw();
}

void LineChart::setPicked(std::vector<int> keys)
{
    if (m_picked == keys)
        return;
    m_picked = std::move(keys);
    viewport()->update();
}

void LineChart::paintMarks(QPainter &painter) const
{
    using Look = MarkerStamps::Look;
    const ChartTheme theme = ChartTheme::from(palette());
    const QRectF area = plotArea();
    MarkerStamps stamps(painter, theme, kMarkRadius);
    std::vector<QPointF> rings;
    for (const ChartMark &mark : m_marks) {
        QPointF at = placeIn(area, mark.at);
        if (at.x() < area.left() - 1.0 || at.x() > area.right() + 1.0)
            continue;
        const bool outside =
            !std::isfinite(at.y()) || at.y() > area.bottom() + 1.0 || at.y() < area.top() - 1.0;
        if (outside)
            at.setY(std::isfinite(at.y()) && at.y() < area.top() ? area.top() : area.bottom());
        if (mark.family.empty()) { // a chosen place
            painter.setPen(QPen(theme.accent, 2.4));
            painter.setBrush(theme.background);
            painter.drawEllipse(at, 5.0, 5.0);
            continue;
        }
        stamps.draw(mark.family, at,
                    mark.isPale                ? Look::Pale
                    : outside || mark.isHollow ? Look::Hollow
                                               : Look::Full);
        if (mark.key >= 0 && std::ranges::find(m_picked, mark.key) != m_picked.end())
            rings.push_back(at);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.accent, 2.0));
    for (const QPointF &at : rings)
        painter.drawEllipse(at, 2.0 * kMarkRadius, 2.0 * kMarkRadius);
}

} // namespace leptune
