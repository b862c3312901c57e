// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/confusion_matrix_view.h"

#include "ui/shared/format.h"

#include <QPainter>

#include <algorithm>
#include <numeric>

namespace leptune {

ConfusionMatrixView::ConfusionMatrixView(QWidget *parent) : PlotCanvas(parent) {}

void ConfusionMatrixView::setMatrix(QStringList labels,
                                    std::vector<std::vector<std::uint64_t>> counts)
{
    m_labels = std::move(labels);
    m_counts = std::move(counts);
    update();
}

std::uint64_t ConfusionMatrixView::count(int truth, int answer) const
{
    return m_counts[static_cast<std::size_t>(truth)][static_cast<std::size_t>(answer)];
}

std::uint64_t ConfusionMatrixView::rowsOf(int truth) const
{
    const auto &row = m_counts[static_cast<std::size_t>(truth)];
    return std::accumulate(row.begin(), row.end(), std::uint64_t{0});
}

ConfusionMatrixView::Layout ConfusionMatrixView::layoutIn(const QRectF &area) const
{
    const QFontMetricsF metrics(font());
    qreal widest = 0.0;
    for (const QString &label : m_labels)
        widest = std::max(widest, metrics.horizontalAdvance(label));
    const qreal left = std::min(widest, area.width() / 4.0) + metrics.height() + 14.0;
    const qreal top = 2.0 * metrics.height() + 10.0;
    const auto n = static_cast<qreal>(m_labels.size());
    Layout layout;
    layout.side = std::min((area.height() - top) / n, 170.0);
    layout.across = std::min((area.width() - left) / n, std::max(layout.side * 1.6, 64.0));
    layout.cells = QRectF(area.left() + left, area.top() + top, layout.across * n, layout.side * n);
    return layout;
}

void ConfusionMatrixView::paintCell(QPainter &painter, const PlotFrame &frame, const QRectF &cell,
                                    int truth, int answer) const
{
    const std::uint64_t rows = rowsOf(truth);
    const std::uint64_t n = count(truth, answer);
    const double share = rows > 0 ? static_cast<double>(n) / static_cast<double>(rows) : 0.0;
    const QColor full = truth == answer ? frame.theme.line(0) : frame.theme.line(1);
    const QColor fill = blend(full, frame.theme.background, 0.06 + 0.84 * share);
    painter.fillRect(cell.adjusted(1, 1, -1, -1), fill);
    const QFontMetricsF metrics(painter.font());
    const QString text = formatCount(n);
    if (cell.height() < metrics.height() || cell.width() < metrics.horizontalAdvance(text) + 2.0)
        return;
    painter.setPen(fill.lightnessF() < 0.52F ? QColor(Qt::white) : QColor(Qt::black));
    const bool both = cell.height() > 2.3 * metrics.height() &&
                      cell.width() > metrics.horizontalAdvance(u'0') * 7;
    painter.drawText(cell, Qt::AlignCenter,
                     both ? text + QLatin1Char('\n') + formatPercent(share) : text);
}

void ConfusionMatrixView::paintLabels(QPainter &painter, const PlotFrame &frame,
                                      const Layout &layout) const
{
    const QFontMetricsF metrics(painter.font());
    const QRectF &cells = layout.cells;
    painter.setPen(frame.theme.muted);
    painter.drawText(
        QRectF(cells.left(), frame.area.top(), std::max(cells.width(), 120.0), metrics.height()),
        Qt::AlignLeft | Qt::AlignVCenter, tr("answered"));
    painter.save();
    painter.translate(frame.area.left(), cells.center().y());
    painter.rotate(-90.0);
    painter.drawText(QRectF(-cells.height() / 2, 0, cells.height(), metrics.height()),
                     Qt::AlignCenter, tr("truth"));
    painter.restore();
    painter.setPen(frame.theme.text);
    const qreal labelWidth = cells.left() - frame.area.left() - metrics.height() - 12.0;
    for (qsizetype i = 0; i < m_labels.size(); ++i) {
        const auto place = static_cast<qreal>(i);
        if (layout.side >= metrics.height() * 0.9) {
            painter.drawText(QRectF(cells.left() - labelWidth - 6.0,
                                    cells.top() + place * layout.side, labelWidth, layout.side),
                             Qt::AlignRight | Qt::AlignVCenter,
                             metrics.elidedText(m_labels[i], Qt::ElideRight, labelWidth));
        }
        painter.drawText(
            QRectF(cells.left() + place * layout.across, cells.top() - metrics.height() - 4.0,
                   layout.across, metrics.height()),
            Qt::AlignCenter, metrics.elidedText(m_labels[i], Qt::ElideRight, layout.across - 4.0));
    }
}

void ConfusionMatrixView::paintData(QPainter &painter, const PlotFrame &frame)
{
    const Layout layout = layoutIn(frame.area);
    for (int truth = 0; truth < m_labels.size(); ++truth) {
        for (int answer = 0; answer < m_labels.size(); ++answer) {
            paintCell(painter, frame,
                      QRectF(layout.cells.left() + answer * layout.across,
                             layout.cells.top() + truth * layout.side, layout.across, layout.side),
                      truth, answer);
        }
    }
    paintLabels(painter, frame, layout);
}

QString ConfusionMatrixView::tipAt(const PlotFrame &frame, QPointF position) const
{
    const Layout layout = layoutIn(frame.area);
    if (!layout.cells.contains(position))
        return {};
    const int last = static_cast<int>(m_labels.size()) - 1;
    const int truth =
        std::min(last, static_cast<int>((position.y() - layout.cells.top()) / layout.side));
    const int answer =
        std::min(last, static_cast<int>((position.x() - layout.cells.left()) / layout.across));
    const std::uint64_t rows = std::max<std::uint64_t>(1, rowsOf(truth));
    const double share = static_cast<double>(count(truth, answer)) / static_cast<double>(rows);
    return tr("truth: %1\nanswered: %2\n%3 rows, %4 of this class")
        .arg(m_labels[truth], m_labels[answer], formatCount(count(truth, answer)),
             formatPercent(share));
}

QString ConfusionMatrixView::chartWords() const
{
    std::uint64_t rows = 0, right = 0;
    for (int truth = 0; truth < m_labels.size(); ++truth) {
        rows += rowsOf(truth);
        right += count(truth, truth);
    }
    return tr("%1 classes, %2 rows, %3 of them answered rightly")
        .arg(formatCount(static_cast<std::uint64_t>(m_labels.size())), formatCount(rows),
             formatCount(right));
}

ChartTable ConfusionMatrixView::chartTable() const
{
    ChartTable table;
    table.header << tr("truth \\ answered") << m_labels;
    for (int truth = 0; truth < m_labels.size(); ++truth) {
        QStringList row{m_labels[truth]};
        for (int answer = 0; answer < m_labels.size(); ++answer)
            row << QString::number(count(truth, answer));
        table.rows.push_back(row);
    }
    return table;
}

} // namespace leptune
