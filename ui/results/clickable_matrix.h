// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/confusion_matrix_view.h"

#include <optional>

namespace leptune {

/// A confusion matrix whose cells can be clicked; arrow keys walk from cell to cell, Enter clicks.
class ClickableMatrix : public ConfusionMatrixView {
    Q_OBJECT
public:
    using ConfusionMatrixView::ConfusionMatrixView;
    /// x = answered class, y = true class; unset outside the cells.
    std::optional<QPoint> cellAt(QPointF position) const;

Q_SIGNALS:
    void cellClicked(QPoint cell);

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintData(QPainter &painter, const PlotFrame &frame) override;

private:
    QPointF m_pressed;
    QPoint m_cell; ///< where the keys are
};

} // namespace leptune
