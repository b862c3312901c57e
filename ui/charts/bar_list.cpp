// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/bar_list.h"

#include "ui/shared/format.h"
#include "ui/shared/score_text.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace leptune {

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

BarList::Scale BarList::scaleFor(const QFontMetricsF &metrics, const PlotFrame &frame) const
{
    Scale scale;
    double high = 0.0;
    for (const NamedAmount &bar : m_amounts) {
        scale.labelWidth = std::max(scale.labelWidth, metrics.horizontalAdvance(bar.name));
        scale.low = std::min(scale.low, bar.amount - bar.deviation);
        high = std::max(high, bar.amount + bar.deviation);
    }
    scale.labelWidth = std::min(scale.labelWidth, frame.area.width() * 0.35);
    scale.valueWidth = metrics.horizontalAdvance(QStringLiteral("-0.000000"));
    // One number of decimals for all: the largest shows three digits.
    const double largest = std::max(high, -scale.low);
    scale.decimals =
        largest > 0.0 ? std::clamp(2 - static_cast<int>(std::floor(std::log10(largest))), 0, 9) : 0;
    scale.left = frame.area.left() + scale.labelWidth + 10.0;
    scale.span = std::max(10.0, frame.area.right() - scale.valueWidth - scale.left);
    scale.range = high > scale.low ? high - scale.low : 1.0;
    return scale;
}

void BarList::paintData(QPainter &painter, const PlotFrame &frame)
{
    const Scale scale = scaleFor(QFontMetricsF(painter.font()), frame);
    for (int place = 0; place < static_cast<int>(m_amounts.size()); ++place)
        paintBar(painter, frame, scale, place);
}

void BarList::paintBar(QPainter &painter, const PlotFrame &frame, const Scale &scale, int place)
{
    const QFontMetricsF metrics(painter.font());
    const NamedAmount &bar = m_amounts[static_cast<std::size_t>(place)];
    const QRectF line(frame.area.left(), frame.area.top() + place * lineHeight(),
                      frame.area.width(), lineHeight());
    if (place == m_current) {
        QColor ground = frame.theme.accent;
        ground.setAlphaF(0.18F);
        painter.fillRect(line.adjusted(-4.0, 0.0, 4.0, 0.0), ground);
    }
    painter.setPen(frame.theme.text);
    painter.drawText(QRectF(line.left(), line.top(), scale.labelWidth, line.height()),
                     Qt::AlignRight | Qt::AlignVCenter,
                     metrics.elidedText(bar.name, Qt::ElideMiddle, scale.labelWidth));
    const QRectF body = QRectF(QPointF(scale.at(0.0), line.top() + line.height() * 0.22),
                               QPointF(scale.at(bar.amount), line.bottom() - line.height() * 0.22))
                            .normalized();
    painter.fillRect(body, frame.theme.line(bar.amount < 0.0 ? 1 : 0));
    if (bar.deviation > 0.0) {
        painter.setPen(QPen(frame.theme.text, 1.2));
        painter.drawLine(QPointF(scale.at(bar.amount - bar.deviation), line.center().y()),
                         QPointF(scale.at(bar.amount + bar.deviation), line.center().y()));
    }
    painter.setPen(frame.theme.muted);
    painter.drawText(
        QRectF(line.right() - scale.valueWidth, line.top(), scale.valueWidth, line.height()),
        Qt::AlignRight | Qt::AlignVCenter, scoreText(bar.amount, scale.decimals));
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
    const double line = std::floor((position.y() - frame.area.top()) / lineHeight());
    return line < 0.0 || line >= static_cast<double>(m_amounts.size()) ? -1
                                                                       : static_cast<int>(line);
}

void BarList::mousePressEvent(QMouseEvent *event)
{
    const int place = placeAt(frame(), event->position());
    if (m_selectable && event->button() == Qt::LeftButton && place >= 0)
        setCurrent(place);
    else
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
