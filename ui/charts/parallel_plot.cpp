// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/parallel_plot.h"

#include "ui/charts/axis_ticks.h"
#include "ui/shared/format.h"

#include <QElapsedTimer>
#include <QEvent>
#include <QPaintEngine>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kBestDrawn = 400;
constexpr qreal kRangeWidth = 12.0;
constexpr double kLeastColour = 0.18;      ///< of the worst line
constexpr double kSliceMilliseconds = 8.0; ///< of drawing, between which the window answers

} // namespace

double ParallelAxis::unitOf(double value) const
{
    if (std::isnan(value))
        return kNone;
    if (!choices.isEmpty())
        return (value + 0.5) / static_cast<double>(choices.size());
    if (!(high > low))
        return 0.5;
    return log ? std::log(value / low) / std::log(high / low) : (value - low) / (high - low);
}

double ParallelAxis::valueAt(double unit) const
{
    if (!choices.isEmpty())
        return unit * static_cast<double>(choices.size()) - 0.5;
    return log ? low * std::pow(high / low, unit) : low + unit * (high - low);
}

QString ParallelAxis::textOf(double value) const
{
    if (choices.isEmpty())
        return formatNumber(value, 3);
    return choices.value(static_cast<int>(std::lround(value)));
}

ParallelPlot::ParallelPlot(QWidget *parent) : PlotCanvas(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    m_drawing.setSingleShot(true);
    connect(&m_drawing, &QTimer::timeout, this, &ParallelPlot::continueLayer);
}

void ParallelPlot::setPlot(std::vector<ParallelAxis> axes, std::vector<ParallelLine> lines,
                           bool isHighBest)
{
    std::vector<std::optional<Range>> ranges(axes.size());
    std::vector<Ends> whole;
    for (std::size_t i = 0; i < axes.size(); ++i) {
        whole.push_back({axes[i].low, axes[i].high});
        const auto old = std::ranges::find(m_axes, axes[i].title, &ParallelAxis::title);
        if (old == m_axes.end())
            continue;
        const auto place = static_cast<std::size_t>(old - m_axes.begin());
        if (Ends{old->low, old->high} != m_whole[place] && axes[i].choices.isEmpty()) {
            axes[i].low = old->low;
            axes[i].high = old->high;
        }
        if (m_ranges[place]) // where its values were
            ranges[i] = Range{axes[i].unitOf(old->valueAt(m_ranges[place]->low)),
                              axes[i].unitOf(old->valueAt(m_ranges[place]->high))};
    }
    m_score = axes.empty() ? ParallelAxis{} : axes.back();
    if (!whole.empty()) {
        m_score.low = whole.back().low;
        m_score.high = whole.back().high;
    }
    m_axes = std::move(axes);
    m_whole = std::move(whole);
    m_ranges = std::move(ranges);
    m_lines = std::move(lines);
    m_isHighBest = isHighBest;
    m_current = std::min(m_current, std::max<std::size_t>(1, m_axes.size()) - 1);
    chooseDrawn();
    refresh();
}

/// Of very many lines the best, and an even part of the others: no eye tells more apart.
void ParallelPlot::chooseDrawn()
{
    m_drawn.clear();
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        m_drawn.push_back(i);
    std::ranges::stable_sort(m_drawn, {}, [this](std::size_t i) { return goodness(m_lines[i]); });
    if (m_drawn.size() <= kMostDrawn)
        return;
    const std::size_t others = m_drawn.size() - kBestDrawn;
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < kMostDrawn - kBestDrawn; ++i)
        kept.push_back(m_drawn[i * others / (kMostDrawn - kBestDrawn)]);
    kept.insert(kept.end(), m_drawn.end() - static_cast<std::ptrdiff_t>(kBestDrawn), m_drawn.end());
    m_drawn = std::move(kept);
}

/// From 0 to 1, of the score.
double ParallelPlot::goodness(const ParallelLine &line) const
{
    if (m_axes.empty())
        return 0.0;
    const double unit = m_score.unitOf(line.values.back());
    const double good = m_isHighBest ? unit : 1.0 - unit;
    return std::isfinite(good) ? std::clamp(good, 0.0, 1.0) : 0.0;
}

void ParallelPlot::setPicked(std::vector<int> keys)
{
    if (m_picked == keys)
        return;
    m_picked = std::move(keys);
    update();
}

bool ParallelPlot::isPicked(const ParallelLine &line) const
{
    return std::ranges::find(m_picked, line.key) != m_picked.end();
}

void ParallelPlot::refresh()
{
    m_isStale = true;
    m_work = {};
    m_drawing.stop();
    update();
}

void ParallelPlot::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        refresh();
    PlotCanvas::changeEvent(event);
}

ParallelPlot::Layout ParallelPlot::layoutOf(const PlotFrame &frame) const
{
    const QFontMetricsF metrics(font());
    const qreal line = metrics.height();
    Layout layout;
    layout.area = frame.area.adjusted(0.0, 2.0 * line + 2.0, 0.0, -line);
    const auto gaps = static_cast<qreal>(std::max<std::size_t>(2, m_axes.size()) - 1);
    const qreal margin =
        std::min(7.0 * metrics.averageCharWidth(), layout.area.width() / (2.0 * gaps + 2.0));
    layout.left = layout.area.left() + margin;
    layout.distance = (layout.area.width() - 2.0 * margin) / gaps;
    return layout;
}

QPointF ParallelPlot::placeOf(std::size_t axis, double value) const
{
    const Layout layout = layoutOf(frame());
    return {layout.xOf(axis), layout.yOf(m_axes[axis].unitOf(value))};
}

void ParallelPlot::paintLine(QPainter &painter, const Layout &layout,
                             const ParallelLine &line) const
{
    QPolygonF points; // broken where a setting was not in use
    const auto draw = [&] {
        if (points.size() > 1)
            painter.drawPolyline(points);
        else if (points.size() == 1)
            painter.drawLine(points.first() - QPointF(4.0, 0.0), points.first() + QPointF(4.0, 0));
        points.clear();
    };
    for (std::size_t i = 0; i < m_axes.size(); ++i) {
        const double unit = m_axes[i].unitOf(line.values[i]);
        if (std::isfinite(unit))
            points << QPointF(layout.xOf(i), layout.yOf(std::clamp(unit, -0.02, 1.02)));
        else
            draw();
    }
    draw();
}

/// Pale lines first, then the best last.
std::vector<std::size_t> ParallelPlot::drawingOrder() const
{
    std::vector<std::size_t> order = m_drawn;
    std::ranges::stable_partition(order, [this](std::size_t i) { return !isWithin(m_lines[i]); });
    return order;
}

void ParallelPlot::paintLines(QPainter &painter, const PlotFrame &frame, Layer &layer,
                              double milliseconds) const
{
    const Layout layout = layoutOf(frame);
    const bool few = m_drawn.size() <= kBestDrawn;
    painter.setRenderHint(QPainter::Antialiasing, few);
    const QColor pale = blend(frame.theme.text, frame.theme.background, 0.13);
    QElapsedTimer timer;
    timer.start();
    while (!layer.isDone() && static_cast<double>(timer.nsecsElapsed()) < 1e6 * milliseconds) {
        const ParallelLine &line = m_lines[layer.order[layer.next++]];
        const bool within = isWithin(line);
        const double good = goodness(line);
        const QColor color = within ? blend(frame.theme.line(0), frame.theme.background,
                                            kLeastColour + (1.0 - kLeastColour) * good * good)
                                    : pale;
        QPen pen(color, few && within ? 1.0 + 0.8 * good : 1.0);
        pen.setCosmetic(!few); // many: thin lines are drawn without outlines
        painter.setPen(pen);
        paintLine(painter, layout, line);
    }
}

void ParallelPlot::startLayer()
{
    m_isStale = false;
    m_work = {QPixmap(size() * devicePixelRatioF()), drawingOrder(), 0};
    m_work.pixmap.setDevicePixelRatio(devicePixelRatioF());
    m_work.pixmap.fill(Qt::transparent);
    continueLayer();
}

/// A thousand lines take longer than a window may be silent.
void ParallelPlot::continueLayer()
{
    {
        QPainter painter(&m_work.pixmap);
        paintLines(painter, frame(), m_work, kSliceMilliseconds);
    }
    if (!m_work.isDone()) {
        m_drawing.start();
        return;
    }
    m_layer = std::exchange(m_work, {}).pixmap;
    update();
}

void ParallelPlot::paintPicked(QPainter &painter, const PlotFrame &frame,
                               const Layout &layout) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(frame.theme.line(1), 3.0));
    for (const ParallelLine &line : m_lines)
        if (isPicked(line))
            paintLine(painter, layout, line);
}

void ParallelPlot::paintAxis(QPainter &painter, const PlotFrame &frame, const Layout &layout,
                             std::size_t axis) const
{
    const ParallelAxis &own = m_axes[axis];
    const QFontMetricsF metrics(painter.font());
    const qreal x = layout.xOf(axis);
    const QRectF &area = layout.area;
    if (m_ranges[axis]) {
        const double low = std::clamp(m_ranges[axis]->low, -0.05, 1.05);
        const double high = std::clamp(m_ranges[axis]->high, -0.05, 1.05);
        QColor fill = frame.theme.accent;
        fill.setAlphaF(0.25F);
        painter.setPen(QPen(frame.theme.accent, 1.2));
        painter.setBrush(fill);
        painter.drawRect(QRectF(QPointF(x - kRangeWidth / 2.0, layout.yOf(high)),
                                QPointF(x + kRangeWidth / 2.0, layout.yOf(low))));
    }
    const bool isLast = axis + 1 == m_axes.size();
    painter.setPen(QPen(frame.theme.axis, isLast ? 2.0 : 1.2));
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    const auto label = [&](const QString &text, qreal base, const QColor &color) {
        const QString shown = metrics.elidedText(text, Qt::ElideRight, layout.distance - 8.0);
        const qreal width = metrics.horizontalAdvance(shown);
        const qreal left = std::clamp(x - width / 2.0, frame.area.left(),
                                      std::max(frame.area.left(), frame.area.right() - width));
        painter.setPen(color);
        painter.drawText(QPointF(left, base), shown);
    };
    QFont words = painter.font();
    words.setBold(hasFocus() && axis == m_current);
    painter.save();
    painter.setFont(words);
    label(own.title, frame.area.top() + metrics.ascent(), frame.theme.text);
    painter.restore();
    if (own.choices.isEmpty()) {
        label(own.textOf(own.high), area.top() - metrics.descent(), frame.theme.muted);
        label(own.textOf(own.low), area.bottom() + metrics.ascent() + 2.0, frame.theme.muted);
        return;
    }
    for (int i = 0; i < own.choices.size(); ++i) {
        const qreal base = layout.yOf(own.unitOf(i)) + metrics.ascent() / 2.0;
        const QString text =
            metrics.elidedText(own.choices[i], Qt::ElideRight, layout.distance - 16.0);
        const qreal width = metrics.horizontalAdvance(text);
        const qreal left = isLast ? x - width - 6.0 : x + 6.0;
        QColor ground = frame.theme.background;
        ground.setAlphaF(0.75F);
        painter.fillRect(QRectF(left - 2.0, base - metrics.ascent(), width + 4.0, metrics.height()),
                         ground);
        painter.setPen(frame.theme.muted);
        painter.drawText(QPointF(left, base), text);
    }
}

void ParallelPlot::paintData(QPainter &painter, const PlotFrame &frame)
{
    const Layout layout = layoutOf(frame);
    const bool isScreen = painter.device() == this;
    if (!isScreen) {
        painter.save();
        Layer all{{}, drawingOrder(), 0};
        paintLines(painter, frame, all, HUGE_VAL);
        painter.restore();
    } else {
        const QSize needed = size() * devicePixelRatioF();
        const QPixmap &newest = m_work.pixmap.isNull() ? m_layer : m_work.pixmap;
        if (m_isStale || newest.size() != needed)
            startLayer();
        painter.drawPixmap(rect(), m_layer);
    }
    paintPicked(painter, frame, layout);
    for (std::size_t axis = 0; axis < m_axes.size(); ++axis)
        paintAxis(painter, frame, layout, axis);
}

QString ParallelPlot::chartWords() const
{
    if (m_drawn.empty() || m_axes.empty())
        return PlotCanvas::chartWords();
    const ParallelAxis &score = m_axes.back();
    const double best = m_lines[m_drawn.back()].values.back();
    return tr("%1; best %2: %3").arg(PlotCanvas::chartWords(), score.title, score.textOf(best));
}

ChartTable ParallelPlot::chartTable() const
{
    ChartTable table;
    table.header << tr("trial");
    for (const ParallelAxis &axis : m_axes)
        table.header << axis.title;
    for (const ParallelLine &line : m_lines) {
        QStringList row{QString::number(line.key)};
        for (std::size_t i = 0; i < m_axes.size(); ++i) {
            const double value = line.values[i];
            row << (std::isnan(value)             ? QString()
                    : m_axes[i].choices.isEmpty() ? QString::number(value, 'g', 9)
                                                  : m_axes[i].textOf(value));
        }
        table.rows.push_back(row);
    }
    return table;
}

} // namespace leptune
