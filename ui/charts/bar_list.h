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
    /// One bar is the current one: a click or the arrow keys choose it. setAmounts() keeps the
    /// place.
    void setSelectable(bool selectable);
    int current() const { return m_current; } ///< -1 = none
    void setCurrent(int place);

    ChartTable chartTable() const override;
    QString chartWords() const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// By the user or setCurrent().
    void currentChanged(int place);

protected:
    bool isEmpty() const override { return m_amounts.empty(); }
    bool hasAxes() const override { return false; }
    bool hasYAxis() const override { return false; }
    bool zooms() const override { return true; }
    QRectF dataArea(const QRectF &paper) const override;
    Range dataRange() const override;
    void paintData(QPainter &painter, const PlotFrame &frame) override;
    QString tipAt(const PlotFrame &frame, QPointF position) const override;
    /// Without Ctrl the wheel is for what the list scrolls in.
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    qreal lineHeight() const;
    /// The place of the bar there; -1 = none.
    int placeAt(const PlotFrame &frame, QPointF position) const;
    qreal labelWidth(const QRectF &paper) const;
    qreal valueWidth() const;
    int decimals() const;
    QRectF lineAt(const PlotFrame &frame, int place) const;
    void paintWords(QPainter &painter, const PlotFrame &frame, int place, int decimals) const;
    void paintBar(QPainter &painter, const PlotFrame &frame, int place) const;

    std::vector<NamedAmount> m_amounts;
    QString m_amountTitle;
    int m_current = -1;
    bool m_selectable = false;
};

} // namespace leptune
