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
    void paintData(QPainter &painter, const PlotFrame &frame) override;
    QString tipAt(const PlotFrame &frame, QPointF position) const override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    qreal lineHeight() const;
    /// The place of the bar there; -1 = none.
    int placeAt(const PlotFrame &frame, QPointF position) const;
    /// How amounts lie on the paper.
    struct Scale {
        qreal labelWidth = 0.0, valueWidth = 0.0, left = 0.0, span = 0.0;
        double low = 0.0, range = 1.0;
        int decimals = 0;
        qreal at(double amount) const { return left + span * (amount - low) / range; }
    };
    Scale scaleFor(const QFontMetricsF &metrics, const PlotFrame &frame) const;
    void paintBar(QPainter &painter, const PlotFrame &frame, const Scale &scale, int place);

    std::vector<NamedAmount> m_amounts;
    QString m_amountTitle;
    int m_current = -1;
    bool m_selectable = false;
};

} // namespace leptune
