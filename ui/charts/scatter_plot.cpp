// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/scatter_plot.h"

#include "ui/charts/axis_ticks.h"
#include "ui/charts/family_style.h"
#include "ui/charts/marker_stamps.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr qreal kRadius = 4.2;
constexpr qreal kLegendLeft = 8.0;
constexpr qreal kLegendMark = 26.0; ///< a marker and the gaps beside a name

/// The middle of the values, widened: one hopeless trial must not press the rest into a line.
std::pair<double, double> robustEnds(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const double low = values.front();
    const double high = values.back();
    const double q1 = values[values.size() / 4];
    const double q3 = values[values.size() * 3 / 4];
    if (q3 - q1 <= 1e-6 * (high - low)) // hardly any middle: nothing to stretch
        return {low, high};
    const double reach = 4.0 * (q3 - q1);
    return {std::max(low, q1 - reach), std::min(high, q3 + reach)};
}

} // namespace

ScatterPlot::ScatterPlot(QWidget *parent) : PlotCanvas(parent) {}

void ScatterPlot::setPoints(std::vector<ScatterPoint> points)
{
    std::erase_if(points,
                  [](const ScatterPoint &p) { return !std::isfinite(p.x) || !std::isfinite(p.y); });
    m_points = std::move(points);
    measure();
    update();
}

void ScatterPlot::setReference(Reference reference)
{
    m_reference = reference;
    update();
}

void ScatterPlot::setBand(double halfWidth)
{
    m_band = halfWidth;
    update();
}

void ScatterPlot::paintReference(QPainter &painter, const PlotFrame &frame) const
{
    const double left = m_reference == Reference::Diagonal ? frame.xLow : 0.0;
    const double right = m_reference == Reference::Diagonal ? frame.xHigh : 0.0;
    if (m_band > 0.0) {
        QColor ground = frame.theme.accent;
        ground.setAlphaF(0.13F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);
        painter.drawPolygon(QPolygonF(
            {frame.at(frame.xLow, left - m_band), frame.at(frame.xHigh, right - m_band),
             frame.at(frame.xHigh, right + m_band), frame.at(frame.xLow, left + m_band)}));
    }
    painter.setPen(QPen(frame.theme.axis, 1.2, Qt::DashLine));
    painter.drawLine(frame.at(frame.xLow, left), frame.at(frame.xHigh, right));
}

/// Once a change rather than once a mouse move.
void ScatterPlot::measure()
{
    m_families.clear();
    m_extent = {};
    if (m_points.empty())
        return;
    std::vector<double> ys;
    m_extent = {m_points[0].x, m_points[0].x, 0.0, 0.0};
    for (const ScatterPoint &point : m_points) {
        ys.push_back(point.y);
        m_extent.xLow = std::min(m_extent.xLow, point.x);
        m_extent.xHigh = std::max(m_extent.xHigh, point.x);
        if (!point.family.empty() &&
            std::ranges::find(m_families, point.family) == m_families.end())
            m_families.push_back(point.family);
    }
    std::ranges::sort(m_families);
    const auto [low, high] = m_points[0].family.empty()
                                 ? std::pair(*std::min_element(ys.begin(), ys.end()),
                                             *std::max_element(ys.begin(), ys.end()))
                                 : robustEnds(std::move(ys));
    m_extent.yLow = low;
    m_extent.yHigh = high;
}

PlotCanvas::Range ScatterPlot::dataRange() const
{
    if (m_points.empty())
        return {};
    AxisRange y = niceRange(m_extent.yLow, m_extent.yHigh);
    AxisRange x = niceRange(m_extent.xLow, m_extent.xHigh);
    if (m_reference == Reference::Diagonal)
        x = y = niceRange(std::min(m_extent.yLow, m_extent.xLow),
                          std::max(m_extent.yHigh, m_extent.xHigh));
    if (frameIsLog())
        return {m_extent.xLow / 1.5, m_extent.xHigh * 1.5, y.low, y.high};
    return {x.low, x.high, y.low, y.high};
}

void ScatterPlot::paintData(QPainter &painter, const PlotFrame &frame)
{
    paintLegend(painter, frame);
    painter.save();
    painter.setClipRect(frame.area.adjusted(-5, -5, 5, 5));
    if (m_reference != Reference::None)
        paintReference(painter, frame);
    QColor dot = frame.theme.line(0);
    dot.setAlphaF(m_points.size() > 500 ? 0.35F : 0.6F);
    MarkerStamps stamps(painter, frame.theme, kRadius);
    for (const ScatterPoint &point : m_points) {
        QPointF at = frame.at(point.x, point.y);
        if (point.family.empty()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(dot);
            painter.drawEllipse(at, 2.6, 2.6);
            continue;
        }
        const bool outside = at.y() > frame.area.bottom() + 1.0 || at.y() < frame.area.top() - 1.0;
        at.setY(std::clamp(at.y(), frame.area.top(), frame.area.bottom()));
        stamps.draw(point.family, at,
                    outside        ? MarkerStamps::Look::Hollow
                    : point.isPale ? MarkerStamps::Look::Pale
                                   : MarkerStamps::Look::Full);
    }
    paintRings(painter, frame);
    painter.restore();
}

void ScatterPlot::paintRings(QPainter &painter, const PlotFrame &frame) const
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(frame.theme.accent, 2.0));
    for (const ScatterPoint &point : m_points)
        if (point.key >= 0 && std::ranges::find(m_picked, point.key) != m_picked.end())
            painter.drawEllipse(frame.at(point.x, point.y), 2.0 * kRadius, 2.0 * kRadius);
}

void ScatterPlot::setPicked(std::vector<int> keys)
{
    if (m_picked == keys)
        return;
    m_picked = std::move(keys);
    update();
}

void ScatterPlot::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->position();
    PlotCanvas::mousePressEvent(event);
}

void ScatterPlot::mouseReleaseEvent(QMouseEvent *event)
{
    constexpr qreal kMostMoved = 4.0;
    PlotCanvas::mouseReleaseEvent(event);
    const bool isClick = (event->position() - m_pressed).manhattanLength() <= kMostMoved;
    const ScatterPoint *point = event->button() == Qt::LeftButton && isClick
                                    ? nearest(frame(), event->position())
                                    : nullptr;
    if (point && point->key >= 0)
        Q_EMIT pointPicked(point->key);
}

/// Where each name of the legend begins, and below them a last point for the bottom; nothing where
/// the legend would leave too little room for what it explains.
std::vector<QPointF> ScatterPlot::legendPlaces() const
{
    constexpr qreal kMostOfHeight = 0.34;
    const QFontMetricsF metrics(font());
    const qreal line = metrics.height() + 2.0;
    std::vector<QPointF> places;
    QPointF at(kLegendLeft, 0.0);
    for (const std::string &name : m_families) {
        const qreal width = metrics.horizontalAdvance(familyStyle(name).title) + kLegendMark;
        if (at.x() > kLegendLeft && at.x() + width > this->width())
            at = {kLegendLeft, at.y() + line};
        places.push_back(at);
        at.rx() += width;
    }
    if (places.empty() || at.y() + line > kMostOfHeight * height())
        return {};
    places.push_back({kLegendLeft, at.y() + line});
    return places;
}

qreal ScatterPlot::headHeight() const
{
    const std::vector<QPointF> places = legendPlaces();
    // Half a line of an axis label stands above the plot area.
    return places.empty() ? 0.0 : places.back().y() + 0.5 * QFontMetricsF(font()).height() + 6.0;
}

void ScatterPlot::paintLegend(QPainter &painter, const PlotFrame &frame) const
{
    const QFontMetricsF metrics(painter.font());
    const std::vector<QPointF> places = legendPlaces();
    const QPointF origin(0.0, frame.area.top() - headHeight() + metrics.height() / 2.0);
    for (std::size_t i = 0; i + 1 < places.size(); ++i) {
        const QPointF at = origin + places[i];
        const FamilyStyle style = familyStyle(m_families[i]);
        drawMarker(painter, style.marker, at + QPointF(7.0, 0.0), kRadius, style.color,
                   blend(frame.theme.text, style.color, 0.35));
        painter.setPen(frame.theme.text);
        painter.drawText(at + QPointF(15.0, metrics.ascent() / 2.0 - 1.0), style.title);
    }
}

QString ScatterPlot::tipAt(const PlotFrame &frame, QPointF position) const
{
    const ScatterPoint *point = nearest(frame, position);
    if (!point)
        return {};
    return point->tip.isEmpty() && m_tips && point->key >= 0 ? m_tips(point->key) : point->tip;
}

const ScatterPoint *ScatterPlot::nearest(const PlotFrame &frame, QPointF position) const
{
    constexpr qreal kReach = 9.0;
    const ScatterPoint *nearest = nullptr;
    qreal best = kReach;
    for (const ScatterPoint &point : m_points) {
        const qreal distance = (frame.at(point.x, point.y) - position).manhattanLength();
        if (distance < best) {
            best = distance;
            nearest = &point;
        }
    }
    return nearest;
}

ChartTable ScatterPlot::chartTable() const
{
    ChartTable table;
    table.header = {tr("family"), xTitle(), yTitle()};
    for (const ScatterPoint &point : m_points) {
        table.rows.push_back({QString::fromStdString(point.family),
                              QString::number(point.x, 'g', 9), QString::number(point.y, 'g', 9)});
    }
    return table;
}

} // namespace leptune
