// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/line_chart.h"

#include "ui/charts/chart_theme.h"
#include "ui/charts/curve_points.h"
#include "ui/charts/family_style.h"

#include <QChart>
#include <QCoreApplication>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLineSeries>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace leptune {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr int kLabelGap = 6;
constexpr int kMostXTicks = 8, kFewestXTicks = 3, kYTicks = 5;
constexpr int kTickRoom = 50; ///< pixels for the label of an x tick

/// What a line shows at `x`: of its points up to there, the last one, or what lies on the way to
/// the next. Nothing where the line begins later.
std::optional<double> heightAt(const QList<QPointF> &points, double x, bool steps)
{
    const auto after = std::upper_bound(points.begin(), points.end(), x,
                                        [](double value, QPointF p) { return value < p.x(); });
    if (after == points.begin())
        return std::nullopt;
    const QPointF before = *std::prev(after);
    if (steps || after == points.end())
        return before.y();
    return before.y() + (after->y() - before.y()) * (x - before.x()) / (after->x() - before.x());
}

AxisRange united(const std::optional<AxisRange> &old, double low, double high, int ticks)
{
    if (old) {
        low = std::min(low, old->low);
        high = std::max(high, old->high);
    }
    return niceRange(low, high, ticks);
}

} // namespace

LineChart::LineChart(QWidget *parent)
    : QChartView(parent),
      m_exporter(new ChartActions(this, this)),
      m_x(new QValueAxis(this)),
      m_y(new QValueAxis(this))
{
    chart()->legend()->hide();
    chart()->setLocalizeNumbers(true);
    chart()->setBackgroundRoundness(0);
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->addAxis(m_x, Qt::AlignBottom);
    chart()->addAxis(m_y, Qt::AlignLeft);
    m_x->setTruncateLabels(false);
    m_y->setTruncateLabels(false);
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    m_timer.setSingleShot(true);
    m_timer.setInterval(kRedrawMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (isVisible())
            redraw();
        else
            m_isStale = true; // its scene would have the whole window painted at once
    });
    applyTheme();
    redraw();
}

void LineChart::setName(const QString &name)
{
    m_name = name;
    setAccessibleName(name);
}

void LineChart::setAxisTitles(const QString &x, const QString &y)
{
    m_x->setTitleText(x);
    m_y->setTitleText(y);
}

void LineChart::setEmptyText(const QString &text)
{
    if (m_emptyText == text)
        return;
    m_emptyText = text;
    setAccessibleDescription(text);
    viewport()->update();
}

void LineChart::resetAxes()
{
    m_xRange.reset();
    m_yRange.reset();
    scheduleRedraw();
}

void LineChart::setUnitSquare()
{
    m_unitSquare = true;
    scheduleRedraw();
}

void LineChart::setLines(std::vector<ChartLine> lines)
{
    m_lines = std::move(lines);
    scheduleRedraw();
}

void LineChart::scheduleRedraw()
{
    if (!m_timer.isActive())
        m_timer.start();
}

QColor LineChart::colorOf(std::size_t line) const
{
    const QColor &own = m_lines[line].color;
    return own.isValid() ? own : ChartTheme::from(palette()).line(static_cast<int>(line));
}

void LineChart::redraw()
{
    m_timer.stop();
    m_isStale = false;
    while (m_series.size() < m_lines.size()) {
        auto *series = new QLineSeries(this);
        chart()->addSeries(series);
        series->attachAxis(m_x);
        series->attachAxis(m_y);
        m_series.push_back(series);
    }
    fitAxes();
    for (std::size_t i = 0; i < m_series.size(); ++i) {
        QLineSeries *series = m_series[i];
        if (i >= m_lines.size()) {
            series->replace(QList<QPointF>());
            continue;
        }
        const ChartLine &line = m_lines[i];
        QPen pen(colorOf(i), line.form == ChartLine::Form::Thick ? 3.0 : 1.8);
        if (line.form == ChartLine::Form::Dashed)
            pen.setDashPattern({4.0, 3.0});
        series->setPen(pen);
        series->setName(line.name);
        const QList<QPointF> shown = finitePoints(line.points);
        series->replace(line.steps ? asSteps(thinned(shown, kMostPoints / 2))
                                   : thinned(shown, kMostPoints));
    }
    fitMargins();
    viewport()->update();
}

void LineChart::growRanges()
{
    double xLow = kInfinity, xHigh = -kInfinity, yLow = kInfinity, yHigh = -kInfinity;
    const bool onlyReferences = std::all_of(m_lines.begin(), m_lines.end(), [](auto &line) {
        return line.form == ChartLine::Form::Dashed || line.points.isEmpty();
    });
    if (std::exchange(m_onlyReferences, onlyReferences) && !onlyReferences)
        m_yRange.reset(); // what was drawn around a reference need not be looked at any more
    for (const ChartLine &line : m_lines) {
        if (line.form == ChartLine::Form::Dashed && !onlyReferences)
            continue;
        for (const QPointF &p : line.points) {
            if (!std::isfinite(p.x()) || !std::isfinite(p.y()))
                continue;
            xLow = std::min(xLow, p.x());
            xHigh = std::max(xHigh, p.x());
            yLow = std::min(yLow, p.y());
            yHigh = std::max(yHigh, p.y());
        }
    }
    // The first point of a live score: little room, for the axis only grows from here.
    constexpr double kFirstRoom = 0.01;
    if (yHigh == yLow && yLow != 0.0 && m_growing) {
        yLow -= kFirstRoom * std::abs(yLow);
        yHigh += kFirstRoom * std::abs(yHigh);
    }
    const double span = std::isfinite(yHigh - yLow) ? yHigh - yLow : kInfinity;
    for (const ChartMark &mark : m_marks) {
        xLow = std::min(xLow, mark.at.x());
        xHigh = std::max(xHigh, mark.at.x());
        // One hopeless trial must not flatten everything else.
        if (!mark.isHollow && std::isfinite(mark.at.y()) && mark.at.y() >= yLow - 0.5 * span &&
            mark.at.y() <= yHigh + 0.5 * span) {
            yLow = std::min(yLow, mark.at.y());
            yHigh = std::max(yHigh, mark.at.y());
        }
    }
    if (m_unitSquare) {
        m_xRange = m_yRange = AxisRange{0.0, 1.0, 0.2};
    } else if (xLow <= xHigh && yLow <= yHigh) {
        const int xTicks = xTickCount();
        m_xRange = united(m_growing ? m_xRange : std::nullopt, xLow, xHigh, xTicks);
        m_yRange = united(m_growing ? m_yRange : std::nullopt, yLow, yHigh, kYTicks);
    }
}

void LineChart::fitAxes()
{
    growRanges();
    const auto apply = [](QValueAxis &axis, double low, double high, double step, bool round) {
        const int decimals =
            std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 8);
        axis.setLabelFormat(QStringLiteral("%.%1f").arg(decimals));
        if (!round) {
            axis.setTickAnchor(std::ceil(low / step) * step);
            axis.setTickInterval(step);
        }
        axis.setTickType(round ? QValueAxis::TicksFixed : QValueAxis::TicksDynamic);
        axis.setRange(low, high);
        if (round)
            axis.setTickCount(AxisRange{low, high, step}.ticks());
    };
    const AxisRange x = m_xRange.value_or(AxisRange{}), y = m_yRange.value_or(AxisRange{});
    if (!m_zoom) {
        apply(*m_x, x.low, x.high, x.step, true);
        apply(*m_y, y.low, y.high, y.step, true);
        return;
    }
    apply(*m_x, m_zoom->left(), m_zoom->right(),
          tickStep(m_zoom->left(), m_zoom->right(), xTickCount()), false);
    apply(*m_y, m_zoom->top(), m_zoom->bottom(), tickStep(m_zoom->top(), m_zoom->bottom(), kYTicks),
          false);
}

void LineChart::fitMargins()
{
    const QFontMetrics metrics(font());
    int right = kLabelGap;
    for (const ChartLine &line : m_lines) {
        if (!line.points.isEmpty() && !m_unitSquare)
            right = std::max(right, metrics.horizontalAdvance(line.name + QStringLiteral(" ↓")) +
                                        2 * kLabelGap);
    }
    const QMargins margins(2, 6, std::min(right, width() / 3), 2);
    if (chart()->margins() != margins)
        chart()->setMargins(margins);
}

QPointF LineChart::onScreen(QPointF value) const
{
    return placeIn(plotArea(), value);
}

QPointF LineChart::placeIn(const QRectF &area, QPointF value) const
{
    const double u = (value.x() - m_x->min()) / (m_x->max() - m_x->min());
    const double v = (value.y() - m_y->min()) / (m_y->max() - m_y->min());
    return {area.left() + u * area.width(), area.bottom() - v * area.height()};
}

void LineChart::paintLabels(QPainter &painter) const
{
    struct Label {
        qreal y;
        std::size_t line;
        const char *arrow = "";
    };
    std::vector<Label> labels;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const QList<QPointF> points = finitePoints(m_lines[i].points);
        if (points.isEmpty() || m_lines[i].name.isEmpty() || m_unitSquare)
            continue;
        const double end = std::min(points.last().x(), m_x->max());
        if (const auto height = heightAt(points, end, m_lines[i].steps))
            labels.push_back({onScreen({end, *height}).y(), i});
    }
    std::sort(labels.begin(), labels.end(), [](auto &a, auto &b) { return a.y < b.y; });
    const QFontMetricsF metrics(painter.font());
    const QRectF area = plotArea();
    qreal free = area.top() - metrics.height() / 2;
    for (Label &label : labels) {
        label.arrow = label.y > area.bottom() + 1.0 ? " ↓" : label.y < area.top() - 1.0 ? " ↑" : "";
        label.y = std::max(label.y, free);
        free = label.y + metrics.height();
    }
    qreal lowest = area.bottom() - metrics.height() / 2; // the last tick's number stands below
    for (auto label = labels.rbegin(); label != labels.rend(); ++label) {
        label->y = std::min(label->y, lowest);
        lowest = label->y - metrics.height();
        painter.setPen(ChartTheme::from(palette()).label(colorOf(label->line)));
        painter.drawText(QPointF(area.right() + kLabelGap, label->y + metrics.ascent() / 2 - 1),
                         m_lines[label->line].name + QString::fromUtf8(label->arrow));
    }
}

void LineChart::drawForeground(QPainter *painter, const QRectF &rect)
{
    QChartView::drawForeground(painter, rect);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(font());
    if (isEmpty()) {
        const ChartTheme theme = ChartTheme::from(palette());
        painter->fillRect(sceneRect(), theme.background);
        painter->setPen(theme.muted);
        painter->drawText(sceneRect().adjusted(16, 8, -16, -8), Qt::AlignCenter | Qt::TextWordWrap,
                          m_emptyText);
    } else {
        paintMarks(*painter);
        paintLabels(*painter);
        m_drag.paint(*painter, ChartTheme::from(palette()).accent);
    }
    painter->restore();
}

void LineChart::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    fitMargins();
    scheduleRedraw();
}

void LineChart::showEvent(QShowEvent *event)
{
    QChartView::showEvent(event);
    if (m_isStale)
        redraw();
}

void LineChart::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange) {
        applyTheme();
        scheduleRedraw();
    }
    QChartView::changeEvent(event);
}

void LineChart::applyTheme()
{
    const ChartTheme theme = ChartTheme::from(palette());
    theme.applyTo(*chart());
    setBackgroundBrush(theme.background);
    for (QValueAxis *axis : {m_x, m_y}) {
        axis->setLabelsFont(font());
        axis->setTitleFont(font());
    }
}

bool LineChart::isEmpty() const
{
    return m_marks.empty() && std::all_of(m_lines.begin(), m_lines.end(),
                                          [](auto &line) { return line.points.isEmpty(); });
}

int LineChart::xTickCount() const
{
    return std::clamp(static_cast<int>(chart()->plotArea().width()) / kTickRoom, kFewestXTicks,
                      kMostXTicks);
}

QRectF LineChart::plotArea() const
{
    return chart()->mapToScene(chart()->plotArea()).boundingRect();
}

void LineChart::paintChart(QPainter &painter, const QRectF &target)
{
    if (m_timer.isActive() || m_isStale)
        redraw();
    QCoreApplication::sendPostedEvents(chart(), QEvent::LayoutRequest); // margins are new
    painter.fillRect(target, ChartTheme::from(palette()).background);
    render(&painter, target, viewport()->rect(), Qt::IgnoreAspectRatio);
}

} // namespace leptune
