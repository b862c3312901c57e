// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/bar_list.h"

#include "ui/shared/format.h"
#include "ui/shared/score_text.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr qreal kLabelGap = 10.0; ///< between names and bars

} // namespace

BarList::BarList(QWidget *parent) : PlotCanvas(parent) {}

void BarList::setAmounts(std::vector<NamedAmount> amounts)
{
    m_amounts = std::move(amounts);
    m_current = std::min(m_current, static_cast<int>(m_amounts.size()) - 1);
    updateGeometry();
    update();
}

qreal BarList::lineHeight() const
{
    return std::round(QFontMetricsF(font()).height() * 1.5);
}

QSize BarList::sizeHint() const
{
    const auto lines = static_cast<double>(std::max<std::size_t>(4, m_amounts.size()));
    return {420, static_cast<int>(lines * lineHeight()) + 16};
}

QSize BarList::minimumSizeHint() const
{
    return {200, m_amounts.empty() ? 60 : sizeHint().height()};
}

qreal BarList::labelWidth(const QRectF &paper) const
{
    const QFontMetricsF metrics(font());
    qreal widest = 0.0;
    for (const NamedAmount &bar : m_amounts)
        widest = std::max(widest, metrics.horizontalAdvance(bar.name));
    return std::min(widest, paper.width() * 0.35);
}

qreal BarList::valueWidth() const
{
    return QFontMetricsF(font()).horizontalAdvance(QStringLiteral("-0.000000"));
}

/// One number for all: the largest shows three digits.
int BarList::decimals() const
{
    const Range range = dataRange();
    const double largest = std::max(range.xHigh, -range.xLow);
    return largest > 0.0 ? std::clamp(2 - static_cast<int>(std::floor(std::log10(largest))), 0, 9)
                         : 0;
}

QRectF BarList::dataArea(const QRectF &paper) const
{
    QRectF area = paper;
    area.setLeft(paper.left() + labelWidth(paper) + kLabelGap);
    area.setWidth(std::max(10.0, paper.right() - valueWidth() - area.left()));
    return area;
}

PlotCanvas::Range BarList::dataRange() const
{
    Range range{0.0, 0.0, 0.0, 1.0};
    for (const NamedAmount &bar : m_amounts) {
        range.xLow = std::min(range.xLow, bar.amount - bar.deviation);
        range.xHigh = std::max(range.xHigh, bar.amount + bar.deviation);
    }
    if (!(range.xHigh > range.xLow))
        range.xHigh = range.xLow + 1.0;
    return range;
}

QRectF BarList::lineAt(const PlotFrame &frame, int place) const
{
    return {frame.paper.left(), frame.paper.top() + place * lineHeight(), frame.paper.width(),
            lineHeight()};
}

void BarList::paintData(QPainter &painter, const PlotFrame &frame)
{
    const int lines = static_cast<int>(m_amounts.size());
    const int shown = decimals();
    for (int place = 0; place < lines; ++place)
        paintWords(painter, frame, place, shown);
    painter.setClipRect(frame.area);
    for (int place = 0; place < lines; ++place)
        paintBar(painter, frame, place);
    painter.setClipping(false);
}

void BarList::paintWords(QPainter &painter, const PlotFrame &frame, int place, int decimals) const
{
    const QFontMetricsF metrics(painter.font());
    const NamedAmount &bar = m_amounts[static_cast<std::size_t>(place)];
    const QRectF line = lineAt(frame, place);
    if (place == m_current) {
        QColor ground = frame.theme.accent;
        ground.setAlphaF(0.18F);
        painter.fillRect(line.adjusted(-4.0, 0.0, 4.0, 0.0), ground);
    }
    const qreal width = frame.area.left() - kLabelGap - frame.paper.left();
    painter.setPen(frame.theme.text);
    painter.drawText(QRectF(line.left(), line.top(), width, line.height()),
                     Qt::AlignRight | Qt::AlignVCenter,
                     metrics.elidedText(bar.name, Qt::ElideMiddle, width));
    painter.setPen(frame.theme.muted);
    painter.drawText(QRectF(line.right() - valueWidth(), line.top(), valueWidth(), line.height()),
                     Qt::AlignRight | Qt::AlignVCenter, scoreText(bar.amount, decimals));
}

void BarList::paintBar(QPainter &painter, const PlotFrame &frame, int place) const
{
    const NamedAmount &bar = m_amounts[static_cast<std::size_t>(place)];
    const QRectF line = lineAt(frame, place);
    const auto at = [&frame](double amount) { return frame.at(amount, 0.0).x(); };
    const QRectF body = QRectF(QPointF(at(0.0), line.top() + line.height() * 0.22),
                               QPointF(at(bar.amount), line.bottom() - line.height() * 0.22))
                            .normalized();
    painter.fillRect(body, frame.theme.line(bar.amount < 0.0 ? 1 : 0));
    if (bar.deviation > 0.0) {
        painter.setPen(QPen(frame.theme.text, 1.2));
        painter.drawLine(QPointF(at(bar.amount - bar.deviation), line.center().y()),
                         QPointF(at(bar.amount + bar.deviation), line.center().y()));
    }
}

void BarList::setSelectable(bool selectable)
{
    m_selectable = selectable;
}

void BarList::setCurrent(int place)
{
    place = std::clamp(place, -1, static_cast<int>(m_amounts.size()) - 1);
    if (place == m_current)
        return;
    m_current = place;
    update();
    Q_EMIT currentChanged(place);
}

int BarList::placeAt(const PlotFrame &frame, QPointF position) const
{
    const double line = std::floor((position.y() - frame.paper.top()) / lineHeight());
    return line < 0.0 || line >= static_cast<double>(m_amounts.size()) ? -1
                                                                       : static_cast<int>(line);
}

void BarList::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers() & Qt::ControlModifier)
        PlotCanvas::wheelEvent(event);
    else
        QWidget::wheelEvent(event);
}

void BarList::mousePressEvent(QMouseEvent *event)
{
    const int place = placeAt(frame(), event->position());
    if (m_selectable && event->button() == Qt::LeftButton && place >= 0)
        setCurrent(place);
    PlotCanvas::mousePressEvent(event);
}

void BarList::keyPressEvent(QKeyEvent *event)
{
    const bool up = event->key() == Qt::Key_Up, down = event->key() == Qt::Key_Down;
    if (m_selectable && (up || down))
        setCurrent(std::max(0, m_current + (down ? 1 : -1)));
    else
        PlotCanvas::keyPressEvent(event);
}

QString BarList::tipAt(const PlotFrame &frame, QPointF position) const
{
    const int place = placeAt(frame, position);
    if (place < 0)
        return {};
    const NamedAmount &bar = m_amounts[static_cast<std::size_t>(place)];
    return QStringLiteral("%1\n%2").arg(bar.name, scoreErrorText(bar.amount, bar.deviation));
}

QString BarList::chartWords() const
{
    const auto largest = std::ranges::max_element(
        m_amounts, {}, [](const NamedAmount &bar) { return std::abs(bar.amount); });
    const QString words = PlotCanvas::chartWords();
    return largest == m_amounts.end()
               ? words
               : tr("%1; largest: %2, %3").arg(words, largest->name, formatNumber(largest->amount));
}

ChartTable BarList::chartTable() const
{
    ChartTable table;
    table.header = {tr("name"), m_amountTitle, tr("deviation")};
    for (const NamedAmount &bar : m_amounts) {
        table.rows.push_back({bar.name, QString::number(bar.amount, 'g', 9),
                              QString::number(bar.deviation, 'g', 9)});
    }
    return table;
}

} // namespace leptune
