// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compress/front_chart.h"

#include "ui/charts/axis_ticks.h"
#include "ui/charts/family_style.h"
#include "ui/compress/cost_words.h"
#include "ui/shared/format.h"
#include "ui/shared/score_text.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

constexpr double kLeastTopDrop = 0.1; ///< what loses more than a few limits is no news
constexpr double kLimitsToTop = 4.0;
constexpr int kMostTicks = 10; ///< of a loss: fewer would leave more room around it

/// A place near a point where words cover the least: above or below, at its sides, farther away.
QRectF roomBeside(QPointF at, QSizeF size, const QRectF &area, const std::vector<QRectF> &taken,
                  bool belowFirst)
{
    constexpr qreal kGap = 12.0;
    const qreal half = size.height() / 2.0, near = kGap + half, far = kGap + 3.0 * half;
    const qreal side = kGap + size.width() / 2.0, sign = belowFirst ? 1.0 : -1.0;
    const QPointF shifts[] = {{0.0, sign * near}, {0.0, -sign * near}, {-side, 0.0},  {side, 0.0},
                              {-side, -near},     {side, -near},       {-side, near}, {side, near},
                              {0.0, sign * far},  {0.0, -sign * far}};
    QRectF best;
    std::ptrdiff_t fewest = std::numeric_limits<std::ptrdiff_t>::max();
    for (const QPointF &shift : shifts) {
        QRectF box({}, size);
        box.moveCenter(at + shift);
        box.moveLeft(std::clamp(box.left(), area.left(), area.right() - size.width()));
        box.moveTop(std::clamp(box.top(), area.top(), area.bottom() - size.height()));
        const auto covered = std::ranges::count_if(
            taken, [&box](const QRectF &other) { return box.intersects(other); });
        if (covered >= fewest)
            continue;
        fewest = covered;
        best = box;
    }
    return best;
}

} // namespace

FrontChart::FrontChart(QWidget *parent) : ScatterPlot(parent)
{
    setLogX(true);
    refresh();
}

void FrontChart::setResult(const CompressionResult &result)
{
    m_result = result;
    m_shown = std::min(m_shown, std::max<std::size_t>(1, m_result.candidates.size()) - 1);
    refresh();
}

void FrontChart::setLimits(const FrontLimits &limits)
{
    m_limits = limits;
    update();
}

void FrontChart::setShown(std::size_t place)
{
    m_shown = place;
    update();
}

void FrontChart::setAxes(Across across, Up up)
{
    m_across = across;
    m_up = up;
    resetZoom();
    refresh();
}

void FrontChart::refresh()
{
    const QString across = m_across == Across::Size   ? tr("size in kB")
                           : m_across == Across::Time ? tr("microseconds a row")
                                                      : tr("operations a row");
    setAxisTitles(across, m_up == Up::Drop ? tr("gain lost in %") : metricTitle(m_result.metric));
    std::vector<ScatterPoint> points;
    for (const CompressedCandidate &candidate : m_result.candidates)
        points.push_back({costOf(candidate.point),
                          heightOf(candidate.point.drop, candidate.validation),
                          candidate.method.empty() ? m_result.original.family : candidate.method,
                          tipOf(candidate), !candidate.pareto && !candidate.method.empty()});
    setPoints(std::move(points));
}

QString FrontChart::tipOf(const CompressedCandidate &candidate) const
{
    QString tip = QStringLiteral("%1\n%2 %3, %4\n%5")
                      .arg(QString::fromStdString(candidate.name), metricTitle(m_result.metric),
                           scoreText(candidate.validation), lossText(candidate.point.drop),
                           costText(candidate.point));
    if (candidate.point.operations > 0)
        tip += QLatin1Char('\n') +
               tr("%1 operations a row").arg(formatCount(candidate.point.operations));
    const double before = m_result.candidates.front().point.microseconds;
    if (candidate.isSlower && !isAboutAsFast(before, candidate.point.microseconds))
        tip += QLatin1Char('\n') + tr("slower here than the original");
    if (!candidate.pareto)
        tip += QLatin1Char('\n') + tr("another one is better in everything");
    return tip;
}

double FrontChart::costOf(const FrontPoint &point) const
{
    switch (m_across) {
    case Across::Size:
        return static_cast<double>(point.bytes) / kBytesAKilobyte;
    case Across::Time:
        return point.microseconds;
    case Across::Operations:
        break;
    }
    return std::max(1.0, static_cast<double>(point.operations)); // the axis is logarithmic
}

double FrontChart::heightOf(double drop, double validation) const
{
    return m_up == Up::Drop ? 100.0 * drop : validation;
}

double FrontChart::limitHeight() const
{
    return heightOf(m_limits.maxDrop, validationAt(m_result, m_limits.maxDrop));
}

double FrontChart::costLimit() const
{
    return m_across == Across::Size   ? m_limits.maxBytes / kBytesAKilobyte
           : m_across == Across::Time ? m_limits.maxMicroseconds
                                      : 0.0;
}

void FrontChart::setCostLimit(double cost)
{
    if (m_across == Across::Size)
        m_limits.maxBytes = std::round(cost * kBytesAKilobyte);
    else if (m_across == Across::Time)
        m_limits.maxMicroseconds = cost;
}

QString FrontChart::chartWords() const
{
    const QString words = ScatterPlot::chartWords();
    if (m_result.candidates.empty())
        return words;
    QString shown = tipOf(m_result.candidates[m_shown]);
    return tr("%1; shown: %2").arg(words, shown.replace(u'\n', QStringLiteral(", ")));
}

PlotCanvas::Range FrontChart::dataRange() const
{
    return m_held ? *m_held : naturalRange();
}

/// All costs; of the losses those that are near the limit.
PlotCanvas::Range FrontChart::naturalRange() const
{
    if (m_result.candidates.empty())
        return {};
    const double top = std::max(kLeastTopDrop, kLimitsToTop * m_limits.maxDrop);
    double least = 0.0, most = m_limits.maxDrop;
    double low = costOf(m_result.candidates.front().point), high = low;
    for (const CompressedCandidate &candidate : m_result.candidates) {
        least = std::min(least, candidate.point.drop);
        most = std::max(most, std::min(top, candidate.point.drop));
        low = std::min(low, costOf(candidate.point));
        high = std::max(high, costOf(candidate.point));
    }
    if (costLimit() > 0.0) {
        low = std::min(low, costLimit());
        high = std::max(high, costLimit());
    }
    const double room = 0.08 * std::max(most - least, 1e-4);
    const double a = heightOf(least - room, validationAt(m_result, least - room));
    const double b = heightOf(most + room, validationAt(m_result, most + room));
    const AxisRange y = niceRange(std::min(a, b), std::max(a, b), kMostTicks);
    return {std::max(low, 1e-6) / 2.0, high * 2.0, y.low, y.high};
}

QPointF FrontChart::placed(const PlotFrame &frame, std::size_t candidate) const
{
    const CompressedCandidate &one = m_result.candidates[candidate];
    QPointF at = frame.at(costOf(one.point), heightOf(one.point.drop, one.validation));
    at.setY(std::clamp(at.y(), frame.area.top(), frame.area.bottom()));
    return at;
}

QPointF FrontChart::placeOf(std::size_t candidate) const
{
    return placed(frame(), candidate);
}

QPointF FrontChart::limitPlace() const
{
    const PlotFrame now = frame();
    const double cost = costLimit();
    return {cost > 0.0 ? now.at(cost, now.yLow).x() : now.area.right(),
            now.at(now.xLow, limitHeight()).y()};
}

void FrontChart::paintData(QPainter &painter, const PlotFrame &frame)
{
    painter.save();
    painter.setClipRect(frame.area.adjusted(-1, -1, 1, 1));
    paintLimits(painter, frame);
    paintFront(painter, frame);
    painter.restore();
    ScatterPlot::paintData(painter, frame);
    paintNames(painter, frame);
}

/// What the limits leave out is shaded.
void FrontChart::paintLimits(QPainter &painter, const PlotFrame &frame) const
{
    constexpr float kShade = 0.06F;
    const QRectF &area = frame.area;
    const qreal y = std::clamp(frame.at(frame.xLow, limitHeight()).y(), area.top(), area.bottom());
    const double cost = costLimit();
    const qreal x = cost > 0.0
                        ? std::clamp(frame.at(cost, frame.yLow).x(), area.left(), area.right())
                        : area.right();
    QColor shade = frame.theme.text;
    shade.setAlphaF(kShade);
    if (isWorseAbove())
        painter.fillRect(QRectF(area.topLeft(), QPointF(area.right(), y)), shade);
    else
        painter.fillRect(QRectF(QPointF(area.left(), y), area.bottomRight()), shade);
    painter.fillRect(QRectF(QPointF(x, area.top()), area.bottomRight()), shade);
    painter.setPen(QPen(frame.theme.accent, m_dragged == Line::Drop ? 2.4 : 1.4, Qt::DashLine));
    painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    if (limitsCost()) {
        painter.setPen(QPen(frame.theme.accent, m_dragged == Line::Cost ? 2.4 : 1.4, Qt::DashLine));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    }
    const QFontMetricsF metrics(painter.font());
    painter.setPen(blend(frame.theme.text, frame.theme.accent, 0.4)); // legible on dark, too
    painter.drawText(dropLimitBox(metrics, frame), Qt::AlignLeft | Qt::AlignTop, dropLimitText());
    if (!limitsCost())
        return;
    const QString size = cost > 0.0 ? costLimitText() : tr("no limit: drag from here");
    painter.save();
    painter.translate(x - 4.0, area.bottom() - 6.0);
    painter.rotate(-90.0);
    painter.drawText(QPointF(0.0, 0.0), size);
    painter.restore();
}

QString FrontChart::dropLimitText() const
{
    return tr("limit %1").arg(lossText(m_limits.maxDrop));
}

QRectF FrontChart::dropLimitBox(const QFontMetricsF &metrics, const PlotFrame &frame) const
{
    const QRectF &area = frame.area;
    const qreal y = std::clamp(frame.at(frame.xLow, limitHeight()).y(), area.top(), area.bottom());
    const QSizeF size(metrics.horizontalAdvance(dropLimitText()) + 1.0, metrics.height());
    const qreal top = isWorseAbove() ? y - 3.0 - size.height() : y + 2.0;
    return {QPointF(area.left() + 6.0, top), size};
}

/// In the unit of the field, whatever its size.
QString FrontChart::costLimitText() const
{
    constexpr int kDigits = 4;
    return m_across == Across::Size ? tr("limit %1 kB").arg(formatNumber(costLimit(), kDigits))
                                    : tr("limit %1 µs").arg(formatNumber(costLimit(), kDigits));
}

/// Steps from the smallest to the largest of the front on these two axes.
void FrontChart::paintFront(QPainter &painter, const PlotFrame &frame) const
{
    std::vector<const CompressedCandidate *> front;
    for (const CompressedCandidate &candidate : m_result.candidates)
        front.push_back(&candidate);
    std::ranges::stable_sort(front, {}, [this](const CompressedCandidate *one) {
        return std::pair(costOf(one->point), one->point.drop);
    });
    QPolygonF steps;
    double best = HUGE_VAL;
    for (const CompressedCandidate *one : front) {
        if (one->point.drop >= best)
            continue;
        best = one->point.drop;
        const QPointF at = frame.at(costOf(one->point), heightOf(best, one->validation));
        if (!steps.isEmpty())
            steps << QPointF(at.x(), steps.last().y());
        steps << at;
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(blend(frame.theme.text, frame.theme.background, 0.35), 1.2));
    painter.drawPolyline(steps);
}

std::vector<QRectF> FrontChart::takenBoxes(const QFontMetricsF &metrics,
                                           const PlotFrame &frame) const
{
    constexpr qreal kReach = 6.0;
    std::vector<QRectF> taken{dropLimitBox(metrics, frame)};
    for (std::size_t i = 0; i < m_result.candidates.size(); ++i) {
        const QPointF at = placed(frame, i);
        taken.emplace_back(at.x() - kReach, at.y() - kReach, 2.0 * kReach, 2.0 * kReach);
    }
    return taken;
}

void FrontChart::paintNames(QPainter &painter, const PlotFrame &frame) const
{
    if (m_result.candidates.empty())
        return;
    const QFontMetricsF metrics(painter.font());
    std::vector<QRectF> taken = takenBoxes(metrics, frame);
    const auto name = [&](const QString &text, QPointF at, bool below) {
        const QSizeF size(metrics.horizontalAdvance(text) + 4.0, metrics.height());
        const QRectF box = roomBeside(at, size, frame.area, taken, below);
        painter.fillRect(box, frame.theme.background);
        painter.drawText(box, Qt::AlignCenter, text);
        taken.push_back(box);
    };
    const QPointF original = placed(frame, 0), shown = placed(frame, m_shown);
    const bool isRecommended = m_shown == 0 && m_result.candidates.size() > 1;
    painter.setPen(frame.theme.text);
    name(isRecommended ? tr("original, recommended") : tr("original"), original, true);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(frame.theme.accent, 2.2));
    painter.drawEllipse(shown, 9.0, 9.0);
    if (m_shown == 0)
        return;
    painter.setPen(frame.theme.text);
    name(m_shown == m_result.chosen ? tr("recommended") : tr("your choice"), shown, false);
}

} // namespace leptune
