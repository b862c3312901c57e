// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tune/epoch_plot.h"

#include "ui/charts/curve_points.h"
#include "ui/charts/family_style.h"
#include "ui/shared/format.h"
#include "ui/shared/score_text.h"
#include "ui/words/core_words.h"
#include "ui/words/sentences.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace leptune {

namespace {

constexpr qreal kBetween = 5.0; ///< strips
constexpr qreal kCrossRadius = 5.0;
constexpr qreal kCaptionMark = 18.0, kCaptionGap = 14.0; ///< beside a caption
constexpr qreal kTickRoom = 26.0;                        ///< a grid line needs so many pixels
constexpr double kMostLabelShare = 0.4; ///< of the width, for the numbers at the grid
constexpr int kMostTicks = 7;
constexpr double kPercent = 100.0, kMostBits = 8.0;

/// The value at an iteration, NaN where nothing was told of it.
double valueAt(const QList<QPointF> &line, double x)
{
    const auto found = std::lower_bound(line.begin(), line.end(), x,
                                        [](QPointF p, double value) { return p.x() < value; });
    return found != line.end() && found->x() == x ? found->y()
                                                  : std::numeric_limits<double>::quiet_NaN();
}

QString bitsText(double bits)
{
    return bits > 0.0 ? EpochPlot::tr("%1 bits").arg(static_cast<int>(bits))
                      : EpochPlot::tr("not rounded yet");
}

struct ByteUnit {
    const char *name;
    double bytes;
};

/// One unit for all numbers at a grid: that of the largest.
ByteUnit byteUnitOf(const QList<QPointF> &line)
{
    double largest = 0.0;
    for (const QPointF &point : line)
        largest = std::max(largest, point.y());
    return largest < 1e3   ? ByteUnit{" B", 1.0}
           : largest < 1e6 ? ByteUnit{" kB", 1e3}
                           : ByteUnit{" MB", 1e6};
}

bool shrinks(const LearningCurve &curve)
{
    const auto above0 = [](QPointF point) { return point.y() > 0.0; };
    return std::any_of(curve.sparsity.begin(), curve.sparsity.end(), above0) ||
           std::any_of(curve.bits.begin(), curve.bits.end(), above0);
}

} // namespace

EpochPlot::EpochPlot(QWidget *parent) : PlotCanvas(parent)
{
    setAxisTitles(tr("round or epoch"), {});
}

void EpochPlot::setCurve(LearningCurve curve, const QString &metric)
{
    if (curve.trial != m_curve.trial)
        resetZoom();
    m_curve = std::move(curve);
    m_metric = metric;
    const bool epochs = familyStyle(m_curve.family).learnsInEpochs;
    setAxisTitles(epochs ? tr("epoch") : tr("round"), {});
}

std::vector<EpochPlot::Strip> EpochPlot::strips() const
{
    std::vector<Strip> all;
    Strip losses;
    const auto last = [](const QList<QPointF> &line) { return figureText(line.last().y()); };
    if (!m_curve.train.isEmpty())
        losses.lines.push_back({&m_curve.train, tr("training %1").arg(last(m_curve.train)), 0});
    if (!m_curve.validation.isEmpty()) {
        QString caption = tr("validation %1").arg(last(m_curve.validation));
        if (!m_curve.metric.isEmpty())
            caption += tr(", %1 %2").arg(m_metric, scoreText(m_curve.metric.last().y()));
        losses.lines.push_back({&m_curve.validation, caption, 1, true});
    }
    all.push_back(losses);
    if (m_curve.bytes.isEmpty())
        return all;
    all.back().share = 2.0;
    if (shrinks(m_curve)) {
        const double zeros = m_curve.sparsity.last().y();
        Strip shares{{}, 1.0, 0.0, kPercent, QStringLiteral(" %")};
        shares.lines.push_back(
            {&m_curve.sparsity, tr("%1 zeros").arg(formatPercent(zeros, 0)), 2, true, kPercent});
        shares.lines.push_back(
            {&m_curve.bits, bitsText(m_curve.bits.last().y()), 3, false, kPercent / kMostBits});
        all.push_back(std::move(shares));
    }
    const ByteUnit unit = byteUnitOf(m_curve.bytes);
    Strip sizes{{}, 1.0, 0.0, 0.0, QLatin1String(unit.name)};
    sizes.lines.push_back({&m_curve.bytes,
                           tr("weights alone about %1").arg(formatBytes(m_curve.bytes.last().y())),
                           0, true, 1.0 / unit.bytes});
    all.push_back(std::move(sizes));
    return all;
}

QStringList EpochPlot::captions() const
{
    QStringList texts;
    for (const Strip &strip : strips()) {
        QStringList parts;
        for (const Line &line : strip.lines)
            parts << line.caption;
        texts << parts.join(QStringLiteral(" · "));
    }
    return texts;
}

/// To the planned end, so that the axis does not jump while the curve grows; before 0 stand the
/// numbers of the strips.
PlotCanvas::Range EpochPlot::dataRange() const
{
    double last = m_curve.total;
    for (const QList<QPointF> *line : {&m_curve.train, &m_curve.validation})
        if (!line->isEmpty())
            last = std::max(last, line->last().x());
    last = std::max(1.0, last);
    const QFontMetricsF metrics(font());
    const QString widest =
        m_curve.bytes.isEmpty() ? QStringLiteral("0.000") : QStringLiteral("1,000 MB");
    const qreal label = metrics.horizontalAdvance(widest) + 12.0;
    const double share =
        std::min(kMostLabelShare, label / std::max(1.0, static_cast<double>(width())));
    return {-share / (1.0 - share) * last, last, 0.0, 1.0};
}

int EpochPlot::tickCount(const Strip &strip, const PlotFrame &frame)
{
    const int fewest = strip.unit.isEmpty() ? 3 : 2; // losses far above 0 need more than 0 and 1
    return std::clamp(static_cast<int>(frame.area.height() / kTickRoom), fewest, kMostTicks);
}

AxisRange EpochPlot::rangeOf(const Strip &strip, const PlotFrame &frame)
{
    const int ticks = tickCount(strip, frame);
    if (strip.high > strip.low)
        return niceRange(strip.low, strip.high, ticks);
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const Line &line : strip.lines)
        for (const QPointF &point : *line.points)
            if (point.x() >= frame.xLow && point.x() <= frame.xHigh) {
                low = std::min(low, line.scale * point.y());
                high = std::max(high, line.scale * point.y());
            }
    return low <= high ? niceRange(strip.unit.isEmpty() ? low : 0.0, high, ticks) : AxisRange{};
}

void EpochPlot::paintData(QPainter &painter, const PlotFrame &frame)
{
    const std::vector<Strip> all = strips();
    const qreal line = QFontMetricsF(painter.font()).height() + 2.0;
    double shares = 0.0;
    qreal captions = 0.0;
    for (const Strip &strip : all) {
        shares += strip.share;
        captions += line * captionRows(painter, strip, frame);
    }
    const auto count = static_cast<double>(all.size());
    const qreal room = frame.area.height() - captions - (count - 1.0) * kBetween;
    qreal top = frame.area.top();
    for (const Strip &strip : all) {
        PlotFrame own = frame;
        const qreal caption = line * captionRows(painter, strip, frame);
        const qreal height = std::max(4.0, room * strip.share / shares);
        own.area = QRectF(frame.area.left(), top + caption, frame.area.width(), height);
        const AxisRange range = rangeOf(strip, own);
        own.yLow = range.low;
        own.yHigh = range.high;
        paintCaption(painter, strip, own, {own.area.left(), top});
        paintGrid(painter, strip, own);
        paintLines(painter, strip, own);
        if (&strip == &all.front())
            paintEnd(painter, own);
        top += caption + height + kBetween;
    }
}

void EpochPlot::paintCaption(QPainter &painter, const Strip &strip, const PlotFrame &frame,
                             QPointF at)
{
    const QFontMetricsF metrics(painter.font());
    // The grid of the axis runs behind it.
    painter.fillRect(QRectF(at, QPointF(frame.area.right() + 1.0, frame.area.top() - 1.0)),
                     frame.theme.background);
    const qreal left = at.x();
    for (const Line &line : strip.lines) {
        const qreal width = kCaptionMark + metrics.horizontalAdvance(line.caption);
        if (at.x() > left && at.x() + width > frame.area.right())
            at = {left, at.y() + metrics.height() + 2.0};
        const qreal base = at.y() + metrics.ascent();
        const QColor color = frame.theme.line(line.color);
        painter.setPen(QPen(color, line.thick ? 3.0 : 1.8));
        const qreal middle = base - metrics.xHeight() / 2.0;
        painter.drawLine(QPointF(at.x() + 2.0, middle), QPointF(at.x() + 14.0, middle));
        painter.setPen(frame.theme.text);
        painter.drawText(QPointF(at.x() + kCaptionMark, base),
                         metrics.elidedText(line.caption, Qt::ElideRight,
                                            frame.area.right() - at.x() - kCaptionMark));
        at.rx() += width + kCaptionGap;
    }
}

/// Rows that the captions of a strip take; as paintCaption() breaks them.
int EpochPlot::captionRows(const QPainter &painter, const Strip &strip, const PlotFrame &frame)
{
    const QFontMetricsF metrics(painter.font());
    int rows = 1;
    qreal used = 0.0;
    for (const Line &line : strip.lines) {
        const qreal width = kCaptionMark + metrics.horizontalAdvance(line.caption);
        if (used > 0.0 && used + width > frame.area.width()) {
            ++rows;
            used = 0.0;
        }
        used += width + kCaptionGap;
    }
    return rows;
}

void EpochPlot::paintGrid(QPainter &painter, const Strip &strip, const PlotFrame &frame)
{
    const QFontMetricsF metrics(painter.font());
    const int count = tickCount(strip, frame);
    const double step = tickStep(frame.yLow, frame.yHigh, count);
    const qreal left = std::max(frame.area.left(), frame.at(0.0, 0.0).x());
    for (const double tick : niceTicks(frame.yLow, frame.yHigh, count)) {
        const qreal y = frame.at(frame.xLow, tick).y();
        painter.setPen(QPen(frame.theme.grid, 1.0));
        painter.drawLine(QPointF(left, y), QPointF(frame.area.right(), y));
        const bool isLowest = tick < frame.yLow + 0.5 * step;
        if (isLowest && frame.area.height() < 2.0 * metrics.height())
            continue;
        const QString text = tickText(tick, step) + strip.unit;
        const qreal x = left - metrics.horizontalAdvance(text) - 5.0;
        const qreal base =
            std::clamp(y + metrics.ascent() / 2.0 - 1.0, frame.area.top() + metrics.ascent() - 2.0,
                       frame.area.bottom());
        painter.setPen(frame.theme.muted);
        painter.drawText(QPointF(std::max(frame.area.left() + 1.0, x), base), text);
    }
}

void EpochPlot::paintLines(QPainter &painter, const Strip &strip, const PlotFrame &frame)
{
    painter.save();
    painter.setClipRect(frame.area.adjusted(0.0, -2.0, 0.0, 2.0));
    for (const Line &line : strip.lines) {
        QPolygonF shape;
        for (const QPointF &point : thinned(*line.points, TrialCurves::kMostPoints))
            shape.append(frame.at(point.x(), line.scale * point.y()));
        const QColor color = frame.theme.line(line.color);
        painter.setPen(
            QPen(color, line.thick ? 2.6 : 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        if (shape.size() == 1)
            painter.drawEllipse(shape.first(), 1.5, 1.5);
        else
            painter.drawPolyline(shape);
    }
    painter.restore();
}

bool EpochPlot::wasEndedEarly() const
{
    return m_curve.end && m_curve.end->state != EntryState::Done;
}

/// A cross where a fit was given up, with a word for what became of it.
void EpochPlot::paintEnd(QPainter &painter, const PlotFrame &frame) const
{
    const QList<QPointF> &line = m_curve.validation.isEmpty() ? m_curve.train : m_curve.validation;
    if (!wasEndedEarly() || line.isEmpty())
        return;
    const QPointF at = frame.at(line.last().x(), line.last().y());
    if (!frame.area.adjusted(-2.0, -2.0, 2.0, 2.0).contains(at))
        return;
    drawMarker(painter, Marker::Cross, at, kCrossRadius, frame.theme.text, frame.theme.text);
    const QString word =
        m_curve.end->state == EntryState::Failed ? tr("failed") : tr("ended early");
    const QFontMetricsF metrics(painter.font());
    const qreal width = metrics.horizontalAdvance(word);
    const bool fits = at.x() + kCrossRadius + 4.0 + width < frame.area.right();
    const qreal left = fits ? at.x() + kCrossRadius + 4.0 : at.x() - kCrossRadius - 4.0 - width;
    const qreal base = std::clamp(at.y() - kCrossRadius, frame.area.top() + metrics.ascent(),
                                  frame.area.bottom() - metrics.descent());
    painter.setPen(frame.theme.text);
    painter.drawText(QPointF(left, base), word);
}

QString EpochPlot::tipAt(const PlotFrame &frame, QPointF position) const
{
    const QList<QPointF> &line = m_curve.validation.isEmpty() ? m_curve.train : m_curve.validation;
    if (line.isEmpty() || !frame.area.contains(position))
        return {};
    const double wanted = frame.xOf(position.x());
    const auto nearest = std::min_element(line.begin(), line.end(), [&](QPointF a, QPointF b) {
        return std::abs(a.x() - wanted) < std::abs(b.x() - wanted);
    });
    const double x = nearest->x();
    QStringList rows{(familyStyle(m_curve.family).learnsInEpochs ? tr("epoch %1") : tr("round %1"))
                         .arg(static_cast<int>(x))};
    const auto add = [&](const QList<QPointF> &points, const auto &text) {
        if (const double value = valueAt(points, x); std::isfinite(value))
            rows << text(value);
    };
    add(m_curve.train, [](double v) { return tr("training loss %1").arg(figureText(v, 4)); });
    add(m_curve.validation,
        [](double v) { return tr("validation loss %1").arg(figureText(v, 4)); });
    add(m_curve.metric, [this](double v) { return tr("%1 %2").arg(m_metric, scoreText(v)); });
    if (shrinks(m_curve)) {
        add(m_curve.sparsity, [](double v) { return tr("%1 zeros").arg(formatPercent(v)); });
        add(m_curve.bits, bitsText);
    }
    add(m_curve.bytes, [](double v) { return tr("weights alone about %1").arg(formatBytes(v)); });
    if (wasEndedEarly() && x == line.last().x() && !m_curve.end->reason.empty())
        rows << coreWords(m_curve.end->reason);
    return rows.join(u'\n');
}

QString EpochPlot::chartWords() const
{
    return tr("%1; newest: %2").arg(PlotCanvas::chartWords(), joinList(captions()));
}

ChartTable EpochPlot::chartTable() const
{
    const QList<QPointF> *columns[] = {&m_curve.train,    &m_curve.validation, &m_curve.metric,
                                       &m_curve.sparsity, &m_curve.bits,       &m_curve.bytes};
    ChartTable table;
    table.header = {tr("iteration"), tr("training loss"), tr("validation loss"),
                    m_metric,        tr("sparsity"),      tr("bits"),
                    tr("bytes")};
    std::map<double, QStringList> rows;
    for (const QList<QPointF> *column : columns)
        for (const QPointF &point : *column)
            rows[point.x()];
    for (auto &[x, cells] : rows) {
        cells << QString::number(x);
        for (const QList<QPointF> *column : columns) {
            const double value = valueAt(*column, x);
            cells << (std::isfinite(value) ? QString::number(value, 'g', 9) : QString());
        }
        table.rows.push_back(cells);
    }
    return table;
}

} // namespace leptune
