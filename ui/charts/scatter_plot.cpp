// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/scatter_plot.h"

#include "ui/charts/axis_ticks.h"
#include "ui/charts/family_style.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr qreal kPaleOpacity = 0.3;
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

PlotCanvas::Range ScatterPlot::dataRange() const
{
    if (m_points.empty())
        return {};
    std::vector<double> ys;
    Range range{m_points[0].x, m_points[0].x, 0.0, 0.0};
    for (const ScatterPoint &point : m_points) {
        ys.push_back(point.y);
        range.xLow = std::min(range.xLow, point.x);
        range.xHigh = std::max(range.xHigh, point.x);
    }
    const bool plain = m_points[0].family.empty();
    const auto [low, high] = plain ? std::pair(*std::min_element(ys.begin(), ys.end()),
                                               *std::max_element(ys.begin(), ys.end()))
                                   : robustEnds(ys);
    AxisRange y = niceRange(low, high);
    AxisRange x = niceRange(range.xLow, range.xHigh);
    if (m_reference == Reference::Diagonal)
        x = y = niceRange(std::min(low, range.xLow), std::max(high, range.xHigh));
    if (frameIsLog())
        return {range.xLow / 1.5, range.xHigh * 1.5, y.low, y.high};
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
    for (const ScatterPoint &point : m_points) {
        QPointF at = frame.at(point.x, point.y);
        if (point.family.empty()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(dot);
            painter.drawEllipse(at, 2.6, 2.6);
            continue;
        }
        const FamilyStyle style = familyStyle(point.family);
        const bool outside = at.y() > frame.area.bottom() + 1.0 || at.y() < frame.area.top() - 1.0;
        at.setY(std::clamp(at.y(), frame.area.top(), frame.area.bottom()));
        painter.setOpacity(point.isPale ? kPaleOpacity : 1.0);
        drawMarker(painter, style.marker, at, 4.2, outside ? frame.theme.background : style.color,
                   outside ? style.color : blend(frame.theme.text, style.color, 0.35));
        painter.setOpacity(1.0);
    }
    painter.restore();
}

std::vector<std::string> ScatterPlot::families() const
{
    std::vector<std::string> names;
    for (const ScatterPoint &point : m_points) {
        if (!point.family.empty() &&
            std::find(names.begin(), names.end(), point.family) == names.end())
            names.push_back(point.family);
    }
    std::sort(names.begin(), names.end());
    return names;
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
    for (const std::string &name : families()) {
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
    const std::vector<std::string> names = families();
    for (std::size_t i = 0; i + 1 < places.size(); ++i) {
        const QPointF at = origin + places[i];
        const FamilyStyle style = familyStyle(names[i]);
        drawMarker(painter, style.marker, at + QPointF(7.0, 0.0), 4.2, style.color,
                   blend(frame.theme.text, style.color, 0.35));
        painter.setPen(frame.theme.text);
        painter.drawText(at + QPointF(15.0, metrics.ascent() / 2.0 - 1.0), style.title);
    }
}

QString ScatterPlot::tipAt(const PlotFrame &frame, QPointF position) const
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
    return nearest ? nearest->tip : QString();
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
