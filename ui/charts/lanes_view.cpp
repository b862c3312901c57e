// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/lanes_view.h"

#include "ui/charts/axis_ticks.h"
#include "ui/charts/family_style.h"
#include "ui/shared/format.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr qreal kLeastOutlined = 4.0; ///< pixels wide

} // namespace

LanesView::LanesView(QWidget *parent) : PlotCanvas(parent)
{
    setAxisTitles(tr("seconds"), {});
}

void LanesView::setLanes(int workers, std::vector<LaneBar> bars, double now)
{
    m_workers = std::max(1, workers);
    m_bars = std::move(bars);
    m_now = now;
    for (const LaneBar &bar : m_bars)
        m_workers = std::max(m_workers, bar.worker + 1);
    update();
}

PlotCanvas::Range LanesView::dataRange() const
{
    double last = m_now;
    for (const LaneBar &bar : m_bars)
        last = std::max({last, bar.begin, std::isfinite(bar.end) ? bar.end : 0.0});
    return {0.0, niceRange(0.0, std::max(1.0, last), 8).high, 0.0, 1.0};
}

QRectF LanesView::rectOf(const PlotFrame &frame, const LaneBar &bar) const
{
    const qreal lane = frame.area.height() / m_workers;
    const qreal height = std::min(lane * 0.7, 34.0);
    const double end = std::isfinite(bar.end) ? bar.end : std::max(m_now, bar.begin);
    const qreal left = frame.at(bar.begin, 0.0).x();
    const qreal right = std::max(frame.at(end, 0.0).x(), left + 2.0);
    const qreal middle = frame.area.top() + lane * (bar.worker + 0.5);
    return QRectF(QPointF(left, middle - height / 2), QPointF(right, middle + height / 2));
}

void LanesView::paintData(QPainter &painter, const PlotFrame &frame)
{
    painter.save();
    painter.setClipRect(frame.area);
    const QFontMetricsF metrics(painter.font());
    std::vector<qreal> drawnTo(static_cast<std::size_t>(m_workers), frame.area.left() - 1.0);
    for (const LaneBar &bar : m_bars) {
        const QRectF rect = rectOf(frame, bar);
        qreal &drawn = drawnTo[static_cast<std::size_t>(std::max(0, bar.worker))];
        // Of thousands of bars most lie within a pixel that is drawn already.
        if (!rect.intersects(frame.area) || rect.right() < drawn + 1.0)
            continue;
        drawn = rect.right();
        const QColor color = familyStyle(bar.family).color;
        const QColor fill =
            blend(color, frame.theme.background, std::isfinite(bar.end) ? 0.75 : 0.4);
        if (rect.width() < kLeastOutlined && !bar.failed) {
            painter.fillRect(rect.toRect(), fill);
            continue;
        }
        painter.setPen(QPen(frame.theme.background, 1.0));
        painter.setBrush(bar.failed ? QBrush(color, Qt::BDiagPattern) : QBrush(fill));
        painter.drawRoundedRect(rect, 2.0, 2.0);
        if (rect.width() > 36.0 && !bar.failed) {
            painter.setPen(fill.lightnessF() < 0.5F ? Qt::white : Qt::black);
            painter.drawText(rect.adjusted(4, 0, -4, 0), Qt::AlignVCenter | Qt::AlignLeft,
                             metrics.elidedText(bar.name, Qt::ElideRight, rect.width() - 8.0));
        }
    }
    painter.restore();
}

QString LanesView::tipAt(const PlotFrame &frame, QPointF position) const
{
    for (const LaneBar &bar : m_bars) {
        if (!rectOf(frame, bar).contains(position))
            continue;
        const QString title =
            QStringLiteral("%1 (%2)").arg(bar.name, familyStyle(bar.family).title);
        if (bar.failed)
            return tr("%1\nfailed after %2").arg(title, formatDuration(bar.end - bar.begin));
        return std::isfinite(bar.end)
                   ? tr("%1\ntook %2").arg(title, formatDuration(bar.end - bar.begin))
                   : tr("%1\nrunning for %2").arg(title, formatDuration(m_now - bar.begin));
    }
    return {};
}

ChartTable LanesView::chartTable() const
{
    ChartTable table;
    table.header = {tr("worker"), tr("trial"), tr("name"), tr("family"), tr("begin"), tr("end")};
    for (const LaneBar &bar : m_bars) {
        table.rows.push_back(
            {QString::number(bar.worker + 1), QString::number(bar.trial), bar.name,
             QString::fromStdString(bar.family), QString::number(bar.begin, 'f', 3),
             std::isfinite(bar.end) ? QString::number(bar.end, 'f', 3) : QString()});
    }
    return table;
}

} // namespace leptune
