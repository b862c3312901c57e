// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plot_canvas.h"

#include <QPoint>

#include <cstdint>
#include <optional>
#include <vector>

namespace leptune {

/// Truth against answer: one cell a pair of classes, shaded by its share of the true class, right
/// answers and mistakes in different colours. Of many classes a part can be zoomed into.
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
    bool zooms() const override { return true; }
    QRectF dataArea(const QRectF &paper) const override;
    Range dataRange() const override;
    void paintData(QPainter &painter, const PlotFrame &frame) override;
    QString tipAt(const PlotFrame &frame, QPointF position) const override;
    /// x = answered class, y = true class; unset beside the cells.
    std::optional<QPoint> cellOf(const PlotFrame &frame, QPointF position) const;
    /// As much of it as is shown; empty where it is not.
    QRectF rectOf(const PlotFrame &frame, QPoint cell) const;

private:
    void paintCell(QPainter &painter, const PlotFrame &frame, const QRectF &cell, int truth,
                   int answer) const;
    void paintTitles(QPainter &painter, const PlotFrame &frame) const;
    void paintLabels(QPainter &painter, const PlotFrame &frame) const;
    std::uint64_t rowsOf(int truth) const;

    QStringList m_labels;
    std::vector<std::vector<std::uint64_t>> m_counts;
};

} // namespace leptune
