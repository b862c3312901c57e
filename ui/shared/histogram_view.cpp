// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/histogram_view.h"

#include "ui/shared/format.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr double kNameShare = 0.38; ///< of the width, for names of categories
constexpr double kFigureCharacters = 10;
constexpr double kDot = 2.5; ///< radius

bool isSame(const HistogramBar &a, const HistogramBar &b)
{
    return a.low == b.low && a.high == b.high && a.label == b.label && a.count == b.count;
}

} // namespace

HistogramView::HistogramView(QWidget *parent)
    : QWidget(parent), m_exporter(new ChartActions(this, this)), m_name(tr("Distribution"))
{
    setObjectName(QStringLiteral("histogram"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    describe();
}

void HistogramView::setBars(std::vector<HistogramBar> bars, ColumnType type, BarsWithin within)
{
    m_within = std::move(within);
    if (m_shares.empty() && type == m_type && std::ranges::equal(bars, m_all, isSame))
        return;
    m_shares.clear();
    m_texts.clear();
    m_all = m_bars = std::move(bars);
    m_type = type;
    describe();
}

void HistogramView::setDots(std::vector<HistogramBar> parts, ColumnType type,
                            std::vector<double> values, QStringList texts, double low, double high)
{
    m_within = {};
    m_all = m_bars = std::move(parts);
    m_type = type;
    m_texts = std::move(texts);
    m_shares.clear();
    for (const double value : values)
        m_shares.push_back(high > low ? std::clamp((value - low) / (high - low), 0.0, 1.0) : 0.5);
    describe();
}

void HistogramView::describe()
{
    m_highest = 0;
    m_total = 0;
    for (const HistogramBar &bar : m_bars)
        m_highest = std::max(m_highest, bar.count);
    for (const HistogramBar &bar : m_all)
        m_total += bar.count;
    setFocusPolicy(m_bars.empty() ? Qt::NoFocus : Qt::StrongFocus);
    QStringList words;
    for (std::size_t i = 0; i < m_bars.size(); ++i)
        words.append(tipOf(i));
    setAccessibleName(m_shares.empty() ? tr("Distribution") : tr("Link with the target"));
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

bool HistogramView::lying() const
{
    return m_type != ColumnType::Numeric && m_type != ColumnType::DateTime;
}

bool HistogramView::counting() const
{
    return m_shares.empty() && m_type == ColumnType::Numeric &&
           std::ranges::all_of(m_bars, [](const HistogramBar &bar) {
               return bar.low == std::floor(bar.low) && bar.high - bar.low == 1.0;
           });
}

QSize HistogramView::sizeHint() const
{
    const int line = fontMetrics().height();
    if (m_bars.empty())
        return {line * 10, 0};
    return {line * 14, lying() ? static_cast<int>(m_bars.size()) * (line + 4) : line * 6};
}

QString HistogramView::endText(double value) const
{
    return m_type == ColumnType::DateTime ? QString::fromStdString(dateText(std::floor(value)))
                                          : formatNumber(value);
}

/// What a profile puts behind the commonest categories, and names itself.
bool HistogramView::isRest(const HistogramBar &bar) const
{
    constexpr std::size_t kCommonest = 10;
    return m_bars.size() > kCommonest && &bar == &m_bars.back() && bar.label == "other";
}

QString HistogramView::partText(const HistogramBar &bar) const
{
    if (lying())
        return isRest(bar) ? tr("all others") : QString::fromStdString(bar.label);
    return bar.low == bar.high || counting()
               ? endText(bar.low)
               : tr("%1 to %2").arg(endText(bar.low), endText(bar.high));
}

QString HistogramView::tipOf(std::size_t index) const
{
    const HistogramBar &bar = m_bars[index];
    if (!m_shares.empty())
        return tr("%1: %2 (%3 rows)")
            .arg(partText(bar), m_texts[static_cast<qsizetype>(index)], formatCount(bar.count));
    const double share =
        m_total > 0 ? static_cast<double>(bar.count) / static_cast<double>(m_total) : 0.0;
    return tr("%1: %2 rows (%3)").arg(partText(bar), formatCount(bar.count), formatPercent(share));
}

QRectF HistogramView::placeOf(std::size_t index) const
{
    const double line = fontMetrics().height();
    if (lying()) {
        const double left = width() * kNameShare;
        const double room = width() - left - fontMetrics().averageCharWidth() * kFigureCharacters;
        return {left, static_cast<double>(index) * (line + 4) + 2, room, line};
    }
    const double step = static_cast<double>(width()) / static_cast<double>(m_bars.size());
    return {static_cast<double>(index) * step, 0.0, step, height() - line - 4};
}

QRectF HistogramView::barRect(std::size_t index) const
{
    const double share =
        m_highest > 0 ? static_cast<double>(m_bars[index].count) / static_cast<double>(m_highest)
                      : 0.0;
    QRectF bar = placeOf(index);
    if (lying()) {
        bar.setWidth(std::max(1.0, bar.width() * share));
        return bar;
    }
    const double tall = m_bars[index].count > 0 ? std::max(1.0, bar.height() * share) : 0.0;
    bar.setTop(bar.bottom() - tall);
    return bar.adjusted(0.5, 0.0, -0.5, 0.0);
}

void HistogramView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintBars(painter);
    const QColor accent = palette().color(QPalette::Highlight);
    m_drag.paint(painter, accent);
    if (hasFocus()) {
        painter.setPen(accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void HistogramView::paintBars(QPainter &painter) const
{
    if (m_bars.empty())
        return;
    painter.setRenderHint(QPainter::Antialiasing, !m_shares.empty());
    if (lying())
        paintLying(painter);
    else if (m_shares.empty())
        paintUpright(painter);
    else
        paintUprightDots(painter);
}

void HistogramView::paintChart(QPainter &painter, const QRectF &target)
{
    painter.save();
    painter.setFont(font());
    painter.fillRect(target, palette().color(QPalette::Window));
    painter.translate(target.topLeft());
    paintBars(painter);
    painter.restore();
}

ChartTable HistogramView::chartTable() const
{
    ChartTable table;
    table.header = lying() ? QStringList{tr("Value")} : QStringList{tr("From"), tr("To")};
    table.header << tr("Rows");
    if (!m_texts.isEmpty())
        table.header << tr("Of the target");
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        const HistogramBar &bar = m_bars[i];
        QStringList line =
            lying() ? QStringList{partText(bar)}
                    : QStringList{QString::number(bar.low, 'g', 10),
                                  QString::number(counting() ? bar.low : bar.high, 'g', 10)};
        line << QString::number(bar.count);
        if (!m_texts.isEmpty())
            line << m_texts[static_cast<qsizetype>(i)];
        table.rows.push_back(line);
    }
    return table;
}

void HistogramView::paintEnds(QPainter &painter) const
{
    const int line = fontMetrics().height();
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawLine(0, height() - line - 4, width(), height() - line - 4);
    painter.setPen(palette().color(QPalette::WindowText));
    const QRect below(0, height() - line - 1, width(), line + 1);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignBottom, endText(m_bars.front().low));
    painter.drawText(below, Qt::AlignRight | Qt::AlignBottom,
                     endText(counting() ? m_bars.back().low : m_bars.back().high));
}

void HistogramView::paintUpright(QPainter &painter) const
{
    const QColor bar = palette().color(QPalette::Link);
    for (std::size_t i = 0; i < m_bars.size(); ++i)
        painter.fillRect(barRect(i), bar);
    paintEnds(painter);
}

/// The highest and the lowest dot say their value.
void HistogramView::paintUprightDots(QPainter &painter) const
{
    const double line = fontMetrics().height();
    QPolygonF dots;
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        const QRectF place = placeOf(i).adjusted(0.0, line + kDot, 0.0, -line - kDot);
        dots << QPointF(place.center().x(), place.bottom() - m_shares[i] * place.height());
    }
    paintEnds(painter);
    painter.setPen(QPen(palette().color(QPalette::Link), 1.4));
    painter.drawPolyline(dots);
    painter.setBrush(palette().color(QPalette::Link));
    for (const QPointF &dot : dots)
        painter.drawEllipse(dot, kDot, kDot);
    painter.setPen(palette().color(QPalette::WindowText));
    const auto [low, high] = std::minmax_element(m_shares.begin(), m_shares.end());
    const auto label = [&](std::size_t index, double above) {
        const QString &text = m_texts[static_cast<qsizetype>(index)];
        const double wide = fontMetrics().horizontalAdvance(text);
        const double x = std::clamp(dots[static_cast<qsizetype>(index)].x() - wide / 2, 0.0,
                                    std::max(0.0, width() - wide));
        painter.drawText(QPointF(x, dots[static_cast<qsizetype>(index)].y() + above), text);
    };
    label(static_cast<std::size_t>(high - m_shares.begin()), -kDot - 3.0);
    if (*low < *high)
        label(static_cast<std::size_t>(low - m_shares.begin()), kDot + fontMetrics().ascent());
}

void HistogramView::paintLying(QPainter &painter) const
{
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        const QRectF place = placeOf(i);
        painter.setPen(palette().color(QPalette::WindowText));
        const QString name = fontMetrics().elidedText(partText(m_bars[i]), Qt::ElideRight,
                                                      static_cast<int>(place.left()) - 8);
        painter.drawText(QRectF(0, place.top(), place.left() - 8, place.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, name);
        QRectF mark = barRect(i);
        if (m_shares.empty()) {
            painter.fillRect(mark, palette().color(QPalette::Link));
        } else {
            painter.setPen(palette().color(QPalette::Mid));
            painter.drawLine(QPointF(place.left(), place.center().y()),
                             QPointF(place.right(), place.center().y()));
            painter.setPen(Qt::NoPen);
            painter.setBrush(palette().color(QPalette::Link));
            const double x = place.left() + kDot + m_shares[i] * (place.width() - 2.0 * kDot);
            painter.drawEllipse(QPointF(x, place.center().y()), kDot + 1.0, kDot + 1.0);
            mark = place;
        }
        painter.setPen(palette().color(QPalette::WindowText));
        const double share = static_cast<double>(m_bars[i].count) / static_cast<double>(m_total);
        painter.drawText(
            QRectF(mark.right() + 4, mark.top(), width() - mark.right() - 4, mark.height()),
            Qt::AlignLeft | Qt::AlignVCenter,
            m_shares.empty() ? formatPercent(share) : m_texts[static_cast<qsizetype>(i)]);
    }
}

bool HistogramView::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        const QRectF bar = placeOf(i);
        const bool hit = lying() ? bar.top() <= help->pos().y() && help->pos().y() <= bar.bottom()
                                 : bar.left() <= help->pos().x() && help->pos().x() <= bar.right();
        if (hit) {
            QToolTip::showText(help->globalPos(), tipOf(i), this);
            return true;
        }
    }
    QToolTip::hideText();
    return true;
}

} // namespace leptune
