// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/bar_list.h"

#include "ui/shared/format.h"
#include "ui/shared/score_text.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace leptune {

BarList::BarList(QWidget *parent) : PlotCanvas(parent) {}

void BarList::setAmounts(std::vector<NamedAmount> amounts)
{
    m_amounts = std::move(amounts);
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

void BarList::paintData(QPainter &painter, const PlotFrame &frame)
{
    const QFontMetricsF metrics(painter.font());
    qreal labelWidth = 0.0;
    double low = 0.0, high = 0.0;
    for (const NamedAmount &bar : m_amounts) {
        labelWidth = std::max(labelWidth, metrics.horizontalAdvance(bar.name));
        low = std::min(low, bar.amount - bar.deviation);
        high = std::max(high, bar.amount + bar.deviation);
    }
    labelWidth = std::min(labelWidth, frame.area.width() * 0.35);
    const qreal valueWidth = metrics.horizontalAdvance(QStringLiteral("-0.000000"));
    // One number of decimals for all: the largest shows three digits.
    const double largest = std::max(high, -low);
    const int decimals =
        largest > 0.0 ? std::clamp(2 - static_cast<int>(std::floor(std::log10(largest))), 0, 9) : 0;
    const qreal left = frame.area.left() + labelWidth + 10.0;
    const qreal span = std::max(10.0, frame.area.right() - valueWidth - left);
    const double range = high > low ? high - low : 1.0;
    const auto xOf = [&](double amount) { return left + span * (amount - low) / range; };
    for (std::size_t i = 0; i < m_amounts.size(); ++i) {
        const NamedAmount &bar = m_amounts[i];
        const QRectF line(frame.area.left(),
                          frame.area.top() + static_cast<qreal>(i) * lineHeight(),
                          frame.area.width(), lineHeight());
        painter.setPen(frame.theme.text);
        painter.drawText(QRectF(line.left(), line.top(), labelWidth, line.height()),
                         Qt::AlignRight | Qt::AlignVCenter,
                         metrics.elidedText(bar.name, Qt::ElideMiddle, labelWidth));
        const QRectF body = QRectF(QPointF(xOf(0.0), line.top() + line.height() * 0.22),
                                   QPointF(xOf(bar.amount), line.bottom() - line.height() * 0.22))
                                .normalized();
        painter.fillRect(body, frame.theme.line(bar.amount < 0.0 ? 1 : 0));
        if (bar.deviation > 0.0) {
            painter.setPen(QPen(frame.theme.text, 1.2));
            painter.drawLine(QPointF(xOf(bar.amount - bar.deviation), line.center().y()),
                             QPointF(xOf(bar.amount + bar.deviation), line.center().y()));
        }
        painter.setPen(frame.theme.muted);
        painter.drawText(QRectF(line.right() - valueWidth, line.top(), valueWidth, line.height()),
                         Qt::AlignRight | Qt::AlignVCenter, scoreText(bar.amount, decimals));
    }
}

QString BarList::tipAt(const PlotFrame &frame, QPointF position) const
{
    const double line = std::floor((position.y() - frame.area.top()) / lineHeight());
    if (line < 0.0 || line >= static_cast<double>(m_amounts.size()))
        return {};
    const NamedAmount &bar = m_amounts[static_cast<std::size_t>(line)];
    return QStringLiteral("%1\n%2").arg(bar.name, scoreErrorText(bar.amount, bar.deviation));
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
