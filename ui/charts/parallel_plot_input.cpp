// SPDX-License-Identifier: GPL-3.0-or-later
// What the mouse and the keys do on parallel coordinates: ranges, tips and picking.
#include "ui/charts/parallel_plot.h"

#include <QKeyEvent>
#include <QLineF>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr qreal kAxisReach = 10.0, kEdgeReach = 5.0, kLineReach = 6.0, kMostMoved = 4.0;
constexpr double kLeastRange = 0.01, kKeyStep = 0.05;

/// Distance of a point to a stretch of a line.
qreal distanceTo(QPointF from, QPointF to, QPointF at)
{
    const QPointF along = to - from;
    const qreal length = QPointF::dotProduct(along, along);
    const qreal share =
        length > 0.0 ? std::clamp(QPointF::dotProduct(at - from, along) / length, 0.0, 1.0) : 0.0;
    return QLineF(at, from + share * along).length();
}

} // namespace

std::optional<std::size_t> ParallelPlot::axisAt(const Layout &layout, QPointF at) const
{
    if (at.y() < layout.area.top() - kEdgeReach || at.y() > layout.area.bottom() + kEdgeReach)
        return std::nullopt;
    for (std::size_t axis = 0; axis < m_axes.size(); ++axis)
        if (std::abs(at.x() - layout.xOf(axis)) <= kAxisReach)
            return axis;
    return std::nullopt;
}

ParallelPlot::Grip ParallelPlot::gripAt(const Layout &layout, std::size_t axis, qreal y) const
{
    if (!m_ranges[axis])
        return Grip::New;
    const qreal low = layout.yOf(m_ranges[axis]->low), high = layout.yOf(m_ranges[axis]->high);
    if (std::abs(y - low) <= kEdgeReach)
        return Grip::Low;
    if (std::abs(y - high) <= kEdgeReach)
        return Grip::High;
    return y < low && y > high ? Grip::Move : Grip::New;
}

void ParallelPlot::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->position();
    m_grip = Grip::None;
    if (event->button() != Qt::LeftButton || isEmpty())
        return;
    const Layout layout = layoutOf(frame());
    const auto axis = axisAt(layout, m_pressed);
    if (!axis)
        return;
    m_current = *axis;
    m_grip = gripAt(layout, *axis, m_pressed.y());
    m_pressedUnit = layout.unitOf(m_pressed.y());
    m_before = m_ranges[*axis].value_or(Range{});
}

void ParallelPlot::dragTo(double unit)
{
    const double reached = std::clamp(unit, -0.02, 1.02);
    Range range = m_before;
    if (m_grip == Grip::New)
        range = {std::min(m_pressedUnit, reached), std::max(m_pressedUnit, reached)};
    else if (m_grip == Grip::Move)
        range = {m_before.low + unit - m_pressedUnit, m_before.high + unit - m_pressedUnit};
    else if (m_grip == Grip::Low)
        range.low = std::min(reached, m_before.high - kLeastRange);
    else
        range.high = std::max(reached, m_before.low + kLeastRange);
    setUnits(m_current, range);
}

void ParallelPlot::mouseMoveEvent(QMouseEvent *event)
{
    const bool moved = (event->position() - m_pressed).manhattanLength() > kMostMoved;
    if (m_grip == Grip::None)
        return PlotCanvas::mouseMoveEvent(event);
    if (moved)
        dragTo(layoutOf(frame()).unitOf(event->position().y()));
}

/// A click on an axis gives up its range, one beside the axes picks a line.
void ParallelPlot::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || isEmpty())
        return;
    const bool isClick = (event->position() - m_pressed).manhattanLength() <= kMostMoved;
    const Grip grip = std::exchange(m_grip, Grip::None);
    if (grip == Grip::None) {
        const ParallelLine *line = isClick ? lineAt(layoutOf(frame()), event->position()) : nullptr;
        if (line)
            Q_EMIT linePicked(line->key);
        return;
    }
    if (isClick)
        setUnits(m_current, std::nullopt);
    Q_EMIT rangesChanged();
}

void ParallelPlot::mouseDoubleClickEvent(QMouseEvent *)
{
    m_grip = Grip::None;
    resetZoom();
    clearRanges();
}

/// The best of those that pass here.
const ParallelLine *ParallelPlot::lineAt(const Layout &layout, QPointF at) const
{
    const qreal place = (at.x() - layout.left) / layout.distance;
    if (place < 0.0 || place >= static_cast<qreal>(m_axes.size() - 1))
        return nullptr;
    const auto axis = static_cast<std::size_t>(place);
    for (auto drawn = m_drawn.rbegin(); drawn != m_drawn.rend(); ++drawn) {
        const ParallelLine &line = m_lines[*drawn];
        const double from = m_axes[axis].unitOf(line.values[axis]);
        const double to = m_axes[axis + 1].unitOf(line.values[axis + 1]);
        if (std::isnan(from) || std::isnan(to) || !isWithin(line))
            continue;
        if (distanceTo({layout.xOf(axis), layout.yOf(from)}, {layout.xOf(axis + 1), layout.yOf(to)},
                       at) <= kLineReach)
            return &line;
    }
    return nullptr;
}

QString ParallelPlot::tipAt(const PlotFrame &frame, QPointF position) const
{
    const Layout layout = layoutOf(frame);
    if (const auto axis = axisAt(layout, position)) {
        const ParallelAxis &own = m_axes[*axis];
        const double unit = std::clamp(layout.unitOf(position.y()), 0.0, 1.0);
        const double last = static_cast<double>(std::max<qsizetype>(1, own.choices.size()) - 1);
        const double value = own.choices.isEmpty()
                                 ? own.valueAt(unit)
                                 : std::clamp(std::round(own.valueAt(unit)), 0.0, last);
        return tr("%1: %2\nDrag to keep only a part").arg(own.title, own.textOf(value));
    }
    const ParallelLine *line = lineAt(layout, position);
    return line && m_tips ? m_tips(line->key) : QString();
}

void ParallelPlot::moveByKey(int key, bool resizes)
{
    const double step = key == Qt::Key_Up ? kKeyStep : -kKeyStep;
    Range range = m_ranges[m_current].value_or(Range{});
    if (!m_ranges[m_current]) // a third to begin with, at the end that was asked for
        range = key == Qt::Key_Up ? Range{2.0 / 3.0, 1.0} : Range{0.0, 1.0 / 3.0};
    else if (resizes)
        range.high = std::clamp(range.high + step, range.low + kLeastRange, 1.0);
    else if (range.high - range.low < 1.0)
        range = {range.low + std::clamp(step, -range.low, 1.0 - range.high),
                 range.high + std::clamp(step, -range.low, 1.0 - range.high)};
    setUnits(m_current, range);
    Q_EMIT rangesChanged();
}

void ParallelPlot::keyPressEvent(QKeyEvent *event)
{
    if (isEmpty())
        return PlotCanvas::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        m_current = event->key() == Qt::Key_Right ? std::min(m_current + 1, m_axes.size() - 1)
                                                  : m_current - std::min<std::size_t>(1, m_current);
        update();
        return;
    case Qt::Key_Up:
    case Qt::Key_Down:
        return moveByKey(event->key(), event->modifiers() & Qt::ShiftModifier);
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        setUnits(m_current, std::nullopt);
        Q_EMIT rangesChanged();
        return;
    case Qt::Key_0:
        resetZoom();
        return clearRanges();
    default:
        if (const auto factor = keyZoom(event->key()))
            return zoomAxis(m_current, m_axes[m_current].valueAt(0.5), *factor);
        PlotCanvas::keyPressEvent(event);
    }
}

} // namespace leptune
