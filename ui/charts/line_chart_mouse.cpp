// SPDX-License-Identifier: GPL-3.0-or-later
// What the mouse and the keys do on a line chart: zooming and tooltips.
#include "ui/charts/line_chart.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QToolTip>
#include <QValueAxis>
#include <QWheelEvent>

namespace leptune {

namespace {

constexpr qreal kTipReach = 10.0; ///< of a tip
constexpr qreal kMostMoved = 4.0; ///< by a click

} // namespace

QPointF LineChart::valueAt(QPointF scene) const
{
    const QRectF area = plotArea();
    const double u = (scene.x() - area.left()) / area.width();
    const double v = (area.bottom() - scene.y()) / area.height();
    return {m_x->min() + u * (m_x->max() - m_x->min()), m_y->min() + v * (m_y->max() - m_y->min())};
}

/// `box` in pixels of the scene; it may reach beyond the chart to show more.
void LineChart::zoomTo(const QRectF &box)
{
    const QRectF shown(valueAt(box.bottomLeft()), valueAt(box.topRight()));
    const AxisRange x = m_xRange.value_or(AxisRange{}), y = m_yRange.value_or(AxisRange{});
    if (isEmpty() || !isSensibleZoom(shown.width(), x.high - x.low) ||
        !isSensibleZoom(shown.height(), y.high - y.low))
        return;
    m_zoom = shown;
    m_exporter->offerReset();
    redraw();
}

void LineChart::resetZoom()
{
    m_zoom.reset();
    m_drag.cancel();
    redraw();
}

void LineChart::wheelEvent(QWheelEvent *event)
{
    const QPointF at = mapToScene(event->position().toPoint());
    const QRectF area = plotArea();
    if (event->angleDelta().y() == 0 || isEmpty() || !area.contains(at)) {
        event->ignore(); // so that the page can scroll
        return;
    }
    const double factor = wheelZoom(*event);
    zoomTo({at + (area.topLeft() - at) * factor, area.size() * factor});
    setFocus(Qt::MouseFocusReason); // for the keys that zoom
    event->accept();
}

void LineChart::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || isEmpty())
        return;
    m_pressed = mapToScene(event->pos());
    m_drag.begin(m_pressed);
}

void LineChart::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (const auto box = m_drag.end(mapToScene(event->pos()), plotArea()))
        zoomTo(*box);
    viewport()->update();
    const QPointF at = mapToScene(event->pos());
    qreal reach = kTipReach;
    const bool isClick = (at - m_pressed).manhattanLength() <= kMostMoved;
    if (const ChartMark *mark = isClick ? nearestMark(at, reach) : nullptr; mark && mark->key >= 0)
        Q_EMIT markPicked(mark->key);
}

void LineChart::mouseDoubleClickEvent(QMouseEvent *)
{
    resetZoom();
}

void LineChart::keyPressEvent(QKeyEvent *event)
{
    const QRectF area = plotArea();
    if (const auto factor = keyZoom(event->key()))
        zoomTo({area.center() + (area.topLeft() - area.center()) * *factor, area.size() * *factor});
    else if (event->key() == Qt::Key_0)
        resetZoom();
    else
        QChartView::keyPressEvent(event);
}

void LineChart::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF at = mapToScene(event->pos());
    if (m_drag.isActive()) {
        m_drag.move(at);
        viewport()->update();
        return;
    }
    const QString tip = tipAt(at);
    if (tip.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(event->globalPosition().toPoint(), tip, this);
}

/// Within `reach`, which becomes its distance.
const ChartMark *LineChart::nearestMark(QPointF scene, qreal &reach) const
{
    const QRectF area = plotArea();
    const ChartMark *nearest = nullptr;
    for (const ChartMark &mark : m_marks) {
        const qreal distance = (placeIn(area, mark.at) - scene).manhattanLength();
        if (distance < reach) {
            reach = distance;
            nearest = &mark;
        }
    }
    return nearest;
}

QString LineChart::tipAt(QPointF scene) const
{
    QString tip;
    qreal nearest = kTipReach;
    if (const ChartMark *mark = nearestMark(scene, nearest))
        tip = mark->tip.isEmpty() && m_tips && mark->key >= 0 ? m_tips(mark->key) : mark->tip;
    const QRectF area = plotArea();
    for (const ChartLine &line : m_lines) {
        for (const QPointF &point : line.points) {
            const qreal distance = (placeIn(area, point) - scene).manhattanLength();
            if (distance >= nearest)
                continue;
            nearest = distance;
            tip = QStringLiteral("%1\n%2: %3\n%4: %5")
                      .arg(line.name, m_x->titleText(), QLocale().toString(point.x(), 'g', 5),
                           m_y->titleText(), QLocale().toString(point.y(), 'g', 5));
        }
    }
    return tip;
}

} // namespace leptune
