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
    if (labels != m_labels)
        resetZoom();
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

QRectF ConfusionMatrixView::dataArea(const QRectF &paper) const
{
    const QFontMetricsF metrics(font());
    qreal widest = 0.0;
    for (const QString &label : m_labels)
        widest = std::max(widest, metrics.horizontalAdvance(label));
    const qreal left = std::min(widest, paper.width() / 3.0) + metrics.height() + 14.0;
    const qreal top = 2.0 * metrics.height() + 10.0;
    const auto n = static_cast<qreal>(std::max<qsizetype>(1, m_labels.size()));
    const qreal down = std::min((paper.height() - top) / n, 170.0);
    const qreal across = std::min((paper.width() - left) / n, std::max(down * 1.6, 64.0));
    return {paper.left() + left, paper.top() + top, across * n, down * n};
}

/// A unit a class; the first one is on top.
PlotCanvas::Range ConfusionMatrixView::dataRange() const
{
    const auto n = static_cast<double>(std::max<qsizetype>(1, m_labels.size()));
    return {0.0, n, -n, 0.0};
}

QRectF ConfusionMatrixView::rectOf(const PlotFrame &frame, QPoint cell) const
{
    return QRectF(frame.at(cell.x(), -cell.y()), frame.at(cell.x() + 1, -cell.y() - 1)) &
           frame.area;
}

std::optional<QPoint> ConfusionMatrixView::cellOf(const PlotFrame &frame, QPointF position) const
{
    if (isEmpty() || !frame.area.contains(position))
        return std::nullopt;
    const int last = static_cast<int>(m_labels.size()) - 1;
    const auto place = [last](double at) { return std::clamp(static_cast<int>(at), 0, last); };
    return QPoint(place(frame.xOf(position.x())), place(-frame.yOf(position.y())));
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

void ConfusionMatrixView::paintTitles(QPainter &painter, const PlotFrame &frame) const
{
    const QRectF &cells = frame.area;
    const qreal line = QFontMetricsF(painter.font()).height();
    painter.setPen(frame.theme.muted);
    painter.drawText(QRectF(cells.left(), frame.paper.top(), std::max(cells.width(), 120.0), line),
                     Qt::AlignLeft | Qt::AlignVCenter, tr("answered"));
    painter.save();
    painter.translate(frame.paper.left(), cells.center().y());
    painter.rotate(-90.0);
    painter.drawText(QRectF(-cells.height() / 2, 0, cells.height(), line), Qt::AlignCenter,
                     tr("truth"));
    painter.restore();
}

void ConfusionMatrixView::paintLabels(QPainter &painter, const PlotFrame &frame) const
{
    const QFontMetricsF metrics(painter.font());
    const QRectF &cells = frame.area;
    const qreal width = cells.left() - frame.paper.left() - metrics.height() - 12.0;
    painter.setPen(frame.theme.text);
    for (int i = 0; i < static_cast<int>(m_labels.size()); ++i) {
        const QRectF row(frame.at(0, -i), frame.at(1, -i - 1));
        const qreal top = std::max(row.top(), cells.top());
        const qreal bottom = std::min(row.bottom(), cells.bottom());
        if (bottom - top >= metrics.height() * 0.9) {
            painter.drawText(QRectF(cells.left() - width - 6.0, top, width, bottom - top),
                             Qt::AlignRight | Qt::AlignVCenter,
                             metrics.elidedText(m_labels[i], Qt::ElideMiddle, width));
        }
        const qreal left = std::max(frame.at(i, 0).x(), cells.left());
        const qreal across = std::min(frame.at(i + 1, 0).x(), cells.right()) - left;
        if (across <= 4.0)
            continue;
        painter.drawText(
            QRectF(left, cells.top() - metrics.height() - 4.0, across, metrics.height()),
            Qt::AlignCenter, metrics.elidedText(m_labels[i], Qt::ElideMiddle, across - 4.0));
    }
}

void ConfusionMatrixView::paintData(QPainter &painter, const PlotFrame &frame)
{
    const int classes = static_cast<int>(m_labels.size());
    for (int truth = 0; truth < classes; ++truth) {
        for (int answer = 0; answer < classes; ++answer) {
            const QRectF cell = rectOf(frame, {answer, truth});
            if (cell.width() > 0.0 && cell.height() > 0.0)
                paintCell(painter, frame, cell, truth, answer);
        }
    }
    paintTitles(painter, frame);
    paintLabels(painter, frame);
}

QString ConfusionMatrixView::tipAt(const PlotFrame &frame, QPointF position) const
{
    const auto cell = cellOf(frame, position);
    if (!cell)
        return {};
    const int truth = cell->y(), answer = cell->x();
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
