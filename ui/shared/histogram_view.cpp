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
constexpr double kFigureCharacters = 8;

} // namespace

HistogramView::HistogramView(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("histogram"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void HistogramView::setBars(std::vector<HistogramBar> bars, ColumnType type)
{
    m_bars = std::move(bars);
    m_type = type;
    m_highest = 0;
    m_total = 0;
    QStringList words;
    for (const HistogramBar &bar : m_bars) {
        m_highest = std::max(m_highest, bar.count);
        m_total += bar.count;
        words.append(barText(bar));
    }
    setAccessibleName(tr("Distribution"));
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

bool HistogramView::lying() const
{
    return m_type != ColumnType::Numeric && m_type != ColumnType::DateTime;
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

QString HistogramView::barText(const HistogramBar &bar) const
{
    const QString where = lying() ? QString::fromStdString(bar.label)
                                  : tr("%1 to %2").arg(endText(bar.low), endText(bar.high));
    const double share =
        m_total > 0 ? static_cast<double>(bar.count) / static_cast<double>(m_total) : 0.0;
    return tr("%1: %2 rows (%3)").arg(where, formatCount(bar.count), formatPercent(share));
}

QRectF HistogramView::barRect(std::size_t index) const
{
    const double share =
        m_highest > 0 ? static_cast<double>(m_bars[index].count) / static_cast<double>(m_highest)
                      : 0.0;
    const double line = fontMetrics().height();
    if (lying()) {
        const double left = width() * kNameShare;
        const double room = width() - left - fontMetrics().averageCharWidth() * kFigureCharacters;
        return {left, static_cast<double>(index) * (line + 4) + 2, std::max(1.0, room * share),
                line};
    }
    const double room = height() - line - 4;
    const double step = static_cast<double>(width()) / static_cast<double>(m_bars.size());
    const double tall = m_bars[index].count > 0 ? std::max(1.0, room * share) : 0.0;
    return {static_cast<double>(index) * step + 0.5, room - tall, std::max(1.0, step - 1.0), tall};
}

void HistogramView::paintEvent(QPaintEvent *)
{
    if (m_bars.empty())
        return;
    QPainter painter(this);
    lying() ? paintLying(painter) : paintUpright(painter);
}

void HistogramView::paintUpright(QPainter &painter) const
{
    const QColor bar = palette().color(QPalette::Link);
    for (std::size_t i = 0; i < m_bars.size(); ++i)
        painter.fillRect(barRect(i), bar);
    const int line = fontMetrics().height();
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawLine(0, height() - line - 4, width(), height() - line - 4);
    painter.setPen(palette().color(QPalette::WindowText));
    const QRect below(0, height() - line - 1, width(), line + 1);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignBottom, endText(m_bars.front().low));
    painter.drawText(below, Qt::AlignRight | Qt::AlignBottom, endText(m_bars.back().high));
}

void HistogramView::paintLying(QPainter &painter) const
{
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        const QRectF bar = barRect(i);
        painter.fillRect(bar, palette().color(QPalette::Link));
        painter.setPen(palette().color(QPalette::WindowText));
        const QString name =
            fontMetrics().elidedText(QString::fromStdString(m_bars[i].label), Qt::ElideRight,
                                     static_cast<int>(bar.left()) - 8);
        painter.drawText(QRectF(0, bar.top(), bar.left() - 8, bar.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, name);
        const double share = static_cast<double>(m_bars[i].count) / static_cast<double>(m_total);
        painter.drawText(
            QRectF(bar.right() + 4, bar.top(), width() - bar.right() - 4, bar.height()),
            Qt::AlignLeft | Qt::AlignVCenter, formatPercent(share));
    }
}

bool HistogramView::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        const QRectF bar = barRect(i);
        const bool hit = lying() ? bar.top() <= help->pos().y() && help->pos().y() <= bar.bottom()
                                 : bar.left() <= help->pos().x() && help->pos().x() <= bar.right();
        if (hit) {
            QToolTip::showText(help->globalPos(), barText(m_bars[i]), this);
            return true;
        }
    }
    QToolTip::hideText();
    return true;
}

} // namespace leptune
