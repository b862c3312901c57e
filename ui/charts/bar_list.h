// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plot_canvas.h"

#include <vector>

namespace leptune {

/// A named amount with its standard deviation (0 = none).
struct NamedAmount {
    QString name;
    double amount = 0.0;
    double deviation = 0.0;
};

/// Horizontal bars, one a line, label left and value right: what matters most.
class BarList : public PlotCanvas {
    Q_OBJECT
public:
    explicit BarList(QWidget *parent = nullptr);
    /// In the order to show. The widget grows with their number (put it into a scroll area).
    void setAmounts(std::vector<NamedAmount> amounts);
    const std::vector<NamedAmount> &amounts() const { return m_amounts; }
    void setAmountTitle(const QString &title) { m_amountTitle = title; }

    ChartTable chartTable() const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool isEmpty() const override { return m_amounts.empty(); }
    bool hasAxes() const override { return false; }
    void paintData(QPainter &painter, const PlotFrame &frame) override;
    QString tipAt(const PlotFrame &frame, QPointF position) const override;

private:
    qreal lineHeight() const;
    std::vector<NamedAmount> m_amounts;
    QString m_amountTitle;
};

} // namespace leptune
