// SPDX-License-Identifier: GPL-3.0-or-later
// Moving the limits of a front by mouse and keys.
#include "ui/compress/front_chart.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr qreal kReach = 6.0;       ///< pixels within which a line is meant
constexpr qreal kStill = 3.0;       ///< a mouse that moved less has clicked
constexpr qreal kPointReach = 12.0; ///< pixels within which a candidate is meant
constexpr double kKeyStep = 1.1;

/// Limits are round: nobody means the pixel.
double rounded(double value, int digits)
{
    if (!(value > 0.0))
        return 0.0;
    const double unit = std::pow(10.0, std::floor(std::log10(value)) - (digits - 1));
    return std::round(value / unit) * unit;
}

} // namespace

double FrontChart::mostCost() const
{
    double most = 0.0;
    for (const CompressedCandidate &candidate : m_result.candidates)
        most = std::max(most, costOf(candidate.point));
    return most;
}

FrontChart::Line FrontChart::lineAt(QPointF at) const
{
    const PlotFrame now = frame();
    if (m_result.candidates.empty() || !now.area.adjusted(0, 0, kReach, 0).contains(at))
        return Line::None;
    const QPointF limits = limitPlace();
    if (limitsCost() && std::abs(at.x() - limits.x()) <= kReach)
        return Line::Cost;
    return std::abs(at.y() - limits.y()) <= kReach ? Line::Drop : Line::None;
}

void FrontChart::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->position();
    m_dragged = event->button() == Qt::LeftButton ? lineAt(m_pressed) : Line::None;
    if (m_dragged == Line::None) {
        ScatterPlot::mousePressEvent(event);
        return;
    }
    m_held = naturalRange();
    update();
}

void FrontChart::mouseMoveEvent(QMouseEvent *event)
{
    if (m_dragged != Line::None) {
        dragTo(event->position());
        return;
    }
    const Line line = lineAt(event->position());
    setCursor(line == Line::Cost   ? Qt::SplitHCursor
              : line == Line::Drop ? Qt::SplitVCursor
                                   : Qt::ArrowCursor);
    ScatterPlot::mouseMoveEvent(event);
}

void FrontChart::dragTo(QPointF at)
{
    const PlotFrame now = frame();
    if (m_dragged == Line::Cost) {
        const bool off = at.x() >= now.area.right() - kReach;
        setCostLimit(off ? 0.0 : rounded(now.xOf(std::max(at.x(), now.area.left())), 3));
    } else {
        const double height = now.yOf(std::clamp(at.y(), now.area.top(), now.area.bottom()));
        const double whole = m_result.candidates.front().validation - m_result.constantValidation;
        const double drop = m_up == Up::Drop ? height / 100.0
                            : whole != 0.0
                                ? (m_result.candidates.front().validation - height) / whole
                                : 0.0;
        m_limits.maxDrop = rounded(std::clamp(drop, 0.0, 1.0), 2);
    }
    update();
    Q_EMIT limitsChanged(m_limits);
}

void FrontChart::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_dragged != Line::None) {
        m_dragged = Line::None;
        m_held.reset();
        update();
        return;
    }
    if (event->button() == Qt::LeftButton &&
        (event->position() - m_pressed).manhattanLength() <= kStill)
        pickAt(event->position());
    ScatterPlot::mouseReleaseEvent(event);
}

void FrontChart::pickAt(QPointF at)
{
    const PlotFrame now = frame();
    qreal nearest = kPointReach;
    std::optional<std::size_t> picked;
    for (std::size_t i = 0; i < m_result.candidates.size(); ++i) {
        const qreal distance = (placed(now, i) - at).manhattanLength();
        if (distance >= nearest)
            continue;
        nearest = distance;
        picked = i;
    }
    if (picked)
        Q_EMIT candidatePicked(static_cast<int>(*picked));
}

/// Of what no other is better than in all, and the one that is shown.
void FrontChart::pickBeside(bool larger)
{
    const auto cost = [this](std::size_t place) {
        return std::pair(costOf(m_result.candidates[place].point), place);
    };
    std::optional<std::size_t> next;
    for (std::size_t i = 0; i < m_result.candidates.size(); ++i) {
        const bool isBeyond = larger ? cost(i) > cost(m_shown) : cost(i) < cost(m_shown);
        const bool isNearer = !next || (larger ? cost(i) < cost(*next) : cost(i) > cost(*next));
        if (m_result.candidates[i].pareto && isBeyond && isNearer)
            next = i;
    }
    if (next)
        Q_EMIT candidatePicked(static_cast<int>(*next));
}

void FrontChart::keyPressEvent(QKeyEvent *event)
{
    constexpr double kLeastDrop = 0.001;
    const double cost = costLimit();
    switch (m_result.candidates.empty() ? Qt::Key_unknown : event->key()) {
    case Qt::Key_Up:
        m_limits.maxDrop =
            std::min(1.0, rounded(std::max(kLeastDrop, m_limits.maxDrop * kKeyStep), 3));
        break;
    case Qt::Key_Down:
        m_limits.maxDrop =
            m_limits.maxDrop <= kLeastDrop ? 0.0 : rounded(m_limits.maxDrop / kKeyStep, 3);
        break;
    case Qt::Key_Left:
        setCostLimit(rounded((cost > 0.0 ? cost : mostCost()) / kKeyStep, 3));
        break;
    case Qt::Key_Right:
        setCostLimit(cost * kKeyStep >= mostCost() ? 0.0 : rounded(cost * kKeyStep, 3));
        break;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        pickBeside(event->key() == Qt::Key_PageUp);
        return;
    default:
        ScatterPlot::keyPressEvent(event);
        return;
    }
    update();
    Q_EMIT limitsChanged(m_limits);
}

} // namespace leptune
