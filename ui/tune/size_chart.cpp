// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tune/size_chart.h"

#include "ui/charts/axis_ticks.h"
#include "ui/shared/format.h"
#include "ui/tune/trial_history.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

constexpr double kNoScore = std::numeric_limits<double>::quiet_NaN();

} // namespace

SizeChart::SizeChart(QWidget *parent) : ScatterPlot(parent), m_leastScore(kNoScore)
{
    setLogX(true);
}

void SizeChart::draw(const TrialHistory &history, std::vector<ScatterPoint> points,
                     const FrontLimits &limits)
{
    m_front = history.front();
    m_mostSize = limits.maxBytes / kBytesAKilobyte;
    m_leastScore = limits.maxDrop > 0.0
                       ? history.best() - limits.maxDrop * (history.best() - history.baseline())
                       : kNoScore;
    setPoints(std::move(points));
}

PlotCanvas::Range SizeChart::dataRange() const
{
    Range range = ScatterPlot::dataRange();
    if (m_mostSize > 0.0) {
        range.xLow = std::min(range.xLow, m_mostSize / 1.5);
        range.xHigh = std::max(range.xHigh, m_mostSize * 1.5);
    }
    if (m_front.isEmpty())
        return range;
    const double best = m_front.last().y(); // whatever the middle of all is, the best one is seen
    if (best >= range.yLow && best <= range.yHigh)
        return range;
    const AxisRange y = niceRange(std::min(range.yLow, best), std::max(range.yHigh, best));
    range.yLow = y.low;
    range.yHigh = y.high;
    return range;
}

/// The front is by size: its last one is the best of all, its first the smallest.
QString SizeChart::chartWords() const
{
    const QString words = ScatterPlot::chartWords();
    if (m_front.isEmpty())
        return words;
    const auto size = [](const QPointF &point) { return formatBytes(point.x() * kBytesAKilobyte); };
    return tr("%1; best %2 with %3, smallest %4 with %5")
        .arg(words, formatNumber(m_front.last().y()), size(m_front.last()), size(m_front.first()),
             formatNumber(m_front.first().y()));
}

void SizeChart::paintLimits(QPainter &painter, const PlotFrame &frame) const
{
    const QRectF &area = frame.area;
    const QFontMetricsF metrics(painter.font());
    painter.setPen(QPen(frame.theme.accent, 1.4, Qt::DashLine));
    const QColor words = blend(frame.theme.text, frame.theme.accent, 0.4); // legible on dark, too
    if (m_mostSize > 0.0) {
        const qreal x = frame.at(m_mostSize, frame.yLow).x();
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        painter.save();
        painter.setPen(words);
        painter.translate(x - 4.0, area.bottom() - 6.0);
        painter.rotate(-90.0);
        painter.drawText(QPointF(0.0, 0.0),
                         tr("limit %1").arg(formatBytes(m_mostSize * kBytesAKilobyte)));
        painter.restore();
    }
    if (!std::isfinite(m_leastScore))
        return;
    const qreal y = frame.at(frame.xLow, m_leastScore).y();
    if (y < area.top() || y > area.bottom())
        return;
    painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    painter.setPen(words);
    painter.drawText(QPointF(area.left() + 6.0, y - metrics.descent() - 1.0),
                     tr("limit of the loss"));
}

void SizeChart::paintData(QPainter &painter, const PlotFrame &frame)
{
    painter.save();
    painter.setClipRect(frame.area.adjusted(-1.0, -1.0, 1.0, 1.0));
    paintLimits(painter, frame);
    QPolygonF steps;
    for (const QPointF &point : m_front) {
        const QPointF at = frame.at(point.x(), point.y());
        if (!steps.isEmpty())
            steps << QPointF(at.x(), steps.last().y());
        steps << at;
    }
    if (!steps.isEmpty()) // what is larger than the best is no better
        steps << QPointF(frame.area.right(), steps.last().y());
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(blend(frame.theme.text, frame.theme.background, 0.5), 1.6));
    painter.drawPolyline(steps);
    painter.restore();
    ScatterPlot::paintData(painter, frame);
}

} // namespace leptune
