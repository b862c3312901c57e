// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plot_canvas.h"

#include <cstdint>
#include <vector>

namespace leptune {

/// Truth against answer: one cell a pair of classes, shaded by its share of the true class, right
/// answers and mistakes in different colours.
class ConfusionMatrixView : public PlotCanvas {
    Q_OBJECT
public:
    explicit ConfusionMatrixView(QWidget *parent = nullptr);
    /// counts[truth][answer], as many rows and columns as labels.
    void setMatrix(QStringList labels, std::vector<std::vector<std::uint64_t>> counts);
    std::uint64_t count(int truth, int answer) const;
    const QStringList &labels() const { return m_labels; }

    ChartTable chartTable() const override;
    QString chartWords() const override;
    QSize sizeHint() const override { return {380, 340}; }

protected:
    bool isEmpty() const override { return m_labels.isEmpty(); }
    bool hasAxes() const override { return false; }
    void paintData(QPainter &painter, const PlotFrame &frame) override;
    QString tipAt(const PlotFrame &frame, QPointF position) const override;
    struct Layout {
        QRectF cells;
        qreal side = 0.0; ///< height of a cell
        qreal across = 0.0;
    };
    Layout layoutIn(const QRectF &area) const;

private:
    void paintCell(QPainter &painter, const PlotFrame &frame, const QRectF &cell, int truth,
                   int answer) const;
    void paintLabels(QPainter &painter, const PlotFrame &frame, const Layout &layout) const;
    std::uint64_t rowsOf(int truth) const;

    QStringList m_labels;
    std::vector<std::vector<std::uint64_t>> m_counts;
};

} // namespace leptune
