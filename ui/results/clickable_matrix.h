// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/confusion_matrix_view.h"

#include <optional>

namespace leptune {

/// A confusion matrix whose cells can be clicked.
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

private:
    QPointF m_pressed;
};

} // namespace leptune
