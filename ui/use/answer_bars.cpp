// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/use/answer_bars.h"

#include "ui/shared/format.h"
#include "ui/words/sentences.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr std::size_t kMostClasses = 12;
constexpr double kUnchanged = 0.0005; // a tenth of a point is shown

} // namespace

QString pointsText(double difference)
{
    if (!(std::abs(difference) >= kUnchanged))
        return AnswerBars::tr("unchanged");
    const QString size = formatPercent(std::abs(difference));
    const QString number = size.left(size.lastIndexOf(QChar(QChar::Nbsp)));
    return (difference > 0.0 ? AnswerBars::tr("+%1 points") : AnswerBars::tr("−%1 points"))
        .arg(number);
}

AnswerBars::AnswerBars(QWidget *parent) : PlotCanvas(parent) {}

void AnswerBars::setShares(std::vector<AnswerShare> shares, bool compares)
{
    std::stable_sort(shares.begin(), shares.end(),
                     [](const AnswerShare &a, const AnswerShare &b) { return a.share > b.share; });
    shares.resize(std::min(shares.size(), kMostClasses));
    m_shares = std::move(shares);
    m_compares = compares;
    updateGeometry();
    update();
}

qreal AnswerBars::lineHeight() const
{
    return std::round(QFontMetricsF(font()).height() * 1.6);
}

QSize AnswerBars::sizeHint() const
{
    const auto lines = static_cast<double>(std::max<std::size_t>(2, m_shares.size()));
    const int width = fontMetrics().averageCharWidth() * 44;
    return {width, static_cast<int>(lines * lineHeight()) + 16};
}

void AnswerBars::paintLine(QPainter &painter, const PlotFrame &frame, const QRectF &line,
                           const AnswerShare &share, qreal nameWidth) const
{
    const QFontMetricsF metrics(painter.font());
    const qreal gap = metrics.averageCharWidth();
    const qreal valueWidth = metrics.horizontalAdvance(formatPercent(1.0)) + gap;
    const qreal changeWidth = m_compares ? metrics.horizontalAdvance(pointsText(-1.0)) + gap : 0.0;
    painter.setPen(frame.theme.text);
    painter.drawText(QRectF(line.left(), line.top(), nameWidth, line.height()),
                     Qt::AlignRight | Qt::AlignVCenter,
                     metrics.elidedText(share.name, Qt::ElideMiddle, nameWidth));
    const qreal left = line.left() + nameWidth + gap;
    const qreal span = std::max(gap, line.right() - valueWidth - changeWidth - left);
    const QRectF whole(left, line.top() + line.height() * 0.22, span, line.height() * 0.56);
    painter.fillRect(whole, frame.theme.grid);
    painter.fillRect(QRectF(whole.topLeft(), QSizeF(span * share.share, whole.height())),
                     frame.theme.accent);
    if (m_compares) {
        painter.setPen(QPen(frame.theme.text, 2.0));
        const qreal x = left + span * share.before;
        painter.drawLine(QPointF(x, line.top() + line.height() * 0.1),
                         QPointF(x, line.bottom() - line.height() * 0.1));
    }
    painter.setPen(frame.theme.text);
    painter.drawText(QRectF(whole.right(), line.top(), valueWidth, line.height()),
                     Qt::AlignRight | Qt::AlignVCenter, formatPercent(share.share));
    if (!m_compares)
        return;
    painter.setPen(frame.theme.muted);
    painter.drawText(QRectF(line.right() - changeWidth, line.top(), changeWidth, line.height()),
                     Qt::AlignRight | Qt::AlignVCenter, pointsText(share.share - share.before));
}

void AnswerBars::paintData(QPainter &painter, const PlotFrame &frame)
{
    qreal nameWidth = 0.0;
    for (const AnswerShare &share : m_shares)
        nameWidth =
            std::max(nameWidth, QFontMetricsF(painter.font()).horizontalAdvance(share.name));
    nameWidth = std::min(nameWidth, frame.area.width() * 0.3);
    for (std::size_t i = 0; i < m_shares.size(); ++i)
        paintLine(painter, frame,
                  QRectF(frame.area.left(), frame.area.top() + static_cast<qreal>(i) * lineHeight(),
                         frame.area.width(), lineHeight()),
                  m_shares[i], nameWidth);
}

QString AnswerBars::tipAt(const PlotFrame &frame, QPointF position) const
{
    const double line = std::floor((position.y() - frame.area.top()) / lineHeight());
    if (line < 0.0 || line >= static_cast<double>(m_shares.size()))
        return {};
    const AnswerShare &share = m_shares[static_cast<std::size_t>(line)];
    QString text = tr("%1: %2").arg(share.name, formatPercent(share.share));
    if (m_compares)
        text += u'\n' + tr("%1 for the row that was started from").arg(formatPercent(share.before));
    return text;
}

QString AnswerBars::chartWords() const
{
    QStringList words;
    for (const AnswerShare &share : m_shares)
        words.append(share.name + u' ' + formatPercent(share.share));
    return joinList(words);
}

ChartTable AnswerBars::chartTable() const
{
    ChartTable table;
    table.header = {tr("class"), tr("probability"), tr("before")};
    for (const AnswerShare &share : m_shares)
        table.rows.push_back({share.name, QString::number(share.share, 'g', 9),
                              QString::number(share.before, 'g', 9)});
    return table;
}

} // namespace leptune
