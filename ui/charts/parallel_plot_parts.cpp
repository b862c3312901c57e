// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of the axes of parallel coordinates: what is marked and what is shown.
#include "ui/charts/parallel_plot.h"

#include <QWheelEvent>

#include <algorithm>

namespace leptune {

void ParallelPlot::setRange(std::size_t axis, std::optional<std::pair<double, double>> range)
{
    setUnits(axis, range ? std::optional(Range{m_axes[axis].unitOf(range->first),
                                               m_axes[axis].unitOf(range->second)})
                         : std::nullopt);
    Q_EMIT rangesChanged();
}

void ParallelPlot::setUnits(std::size_t axis, std::optional<Range> range)
{
    m_ranges[axis] = range;
    refresh();
}

bool ParallelPlot::hasRanges() const
{
    return std::ranges::any_of(m_ranges, [](const auto &range) { return range.has_value(); });
}

void ParallelPlot::clearRanges()
{
    if (!hasRanges())
        return;
    std::ranges::fill(m_ranges, std::nullopt);
    refresh();
    Q_EMIT rangesChanged();
}

bool ParallelPlot::isWithin(const ParallelLine &line) const
{
    for (std::size_t i = 0; i < m_axes.size(); ++i) {
        if (!m_ranges[i])
            continue;
        const double unit = m_axes[i].unitOf(line.values[i]);
        if (!(unit >= m_ranges[i]->low && unit <= m_ranges[i]->high)) // so is NaN
            return false;
    }
    return true;
}

std::vector<int> ParallelPlot::keysWithin() const
{
    std::vector<int> keys;
    for (const ParallelLine &line : m_lines)
        if (isWithin(line))
            keys.push_back(line.key);
    return keys;
}

void ParallelPlot::showPart(std::size_t axis, Ends ends)
{
    ParallelAxis &own = m_axes[axis];
    auto &range = m_ranges[axis];
    const Ends marked = range ? Ends{own.valueAt(range->low), own.valueAt(range->high)} : Ends{};
    own.low = ends.low;
    own.high = ends.high;
    if (range)
        range = Range{own.unitOf(marked.low), own.unitOf(marked.high)};
    refresh();
}

void ParallelPlot::zoomAxis(std::size_t axis, double value, double factor)
{
    const ParallelAxis &own = m_axes[axis];
    if (!own.choices.isEmpty() || !(own.high > own.low))
        return;
    ParallelAxis all = own;
    all.low = m_whole[axis].low;
    all.high = m_whole[axis].high;
    const double unit = std::clamp(own.unitOf(value), 0.0, 1.0);
    const double low = std::max(own.valueAt(unit * (1.0 - factor)), all.low);
    const double high = std::min(own.valueAt(unit * (1.0 - factor) + factor), all.high);
    if (high > low && isSensibleZoom(all.unitOf(high) - all.unitOf(low), 1.0))
        showPart(axis, {low, high});
    exporter().offerReset();
}

void ParallelPlot::resetZoom()
{
    for (std::size_t axis = 0; axis < m_axes.size(); ++axis)
        showPart(axis, m_whole[axis]);
    PlotCanvas::resetZoom();
}

void ParallelPlot::wheelEvent(QWheelEvent *event)
{
    const Layout layout = layoutOf(frame());
    const auto axis = isEmpty() ? std::nullopt : axisAt(layout, event->position());
    if (!axis || event->angleDelta().y() == 0)
        return QWidget::wheelEvent(event);
    zoomAxis(*axis, m_axes[*axis].valueAt(layout.unitOf(event->position().y())), wheelZoom(*event));
    setFocus(Qt::MouseFocusReason); // for the keys that zoom
    event->accept();
}

} // namespace leptune
