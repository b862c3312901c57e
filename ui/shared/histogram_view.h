// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/profile.h"
#include "ui/charts/chart_export.h"
#include "ui/charts/zoom_gesture.h"

#include <QStringList>
#include <QWidget>

#include <functional>
#include <vector>

namespace leptune {

/// Small bars: the distribution of a column. Numbers and dates stand upright with the two ends
/// written below; categories lie, each with its name and share. Or, in the same places, dots: a
/// figure of each part of the column. Tooltips tell every bar. Upright bars can be zoomed into, by
/// dragging, + and -, and the wheel where the keyboard is: they are then counted anew.
class HistogramView : public QWidget, public ChartSource {
    Q_OBJECT
public:
    /// Bars of what lies within [low, high].
    using BarsWithin = std::function<std::vector<HistogramBar>(double low, double high)>;

    explicit HistogramView(QWidget *parent = nullptr);
    /// What it is called where it is saved.
    void setName(const QString &name) { m_name = name; }
    /// The same bars again leave the zoom as it is.
    void setBars(std::vector<HistogramBar> bars, ColumnType type, BarsWithin within = {});
    /// One value for each of `parts`, and its text; the axis reaches from `low` to `high`.
    void setDots(std::vector<HistogramBar> parts, ColumnType type, std::vector<double> values,
                 QStringList texts, double low, double high);
    QSize sizeHint() const override;
    const std::vector<HistogramBar> &bars() const { return m_bars; }
    ChartActions &exporter() { return *m_exporter; }

    void paintChart(QPainter &painter, const QRectF &target) override;
    ChartTable chartTable() const override;
    QString chartName() const override { return m_name; }
    QString chartWords() const override { return accessibleDescription(); }
    void resetZoom() override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    bool canZoom() const;
    QRectF plotArea() const;
    void zoomAround(double share, double factor);
    void zoomTo(double low, double high);
    bool lying() const;
    /// Bars of one whole number each.
    bool counting() const;
    QRectF barRect(std::size_t index) const;
    QString endText(double value) const;
    QString tipOf(std::size_t index) const;
    QRectF placeOf(std::size_t index) const;
    bool isRest(const HistogramBar &bar) const;
    QString partText(const HistogramBar &bar) const;
    void describe();
    void paintBars(QPainter &painter) const;
    void paintEnds(QPainter &painter) const;
    void paintUpright(QPainter &painter) const;
    void paintUprightDots(QPainter &painter) const;
    void paintLying(QPainter &painter) const;

    ChartActions *m_exporter;
    QString m_name;
    BarsWithin m_within;
    ZoomDrag m_drag;
    std::vector<HistogramBar> m_all;  ///< not zoomed
    std::vector<HistogramBar> m_bars; ///< that are shown
    ColumnType m_type = ColumnType::Numeric;
    std::uint64_t m_highest = 0;
    std::uint64_t m_total = 0;    ///< of all bars
    std::vector<double> m_shares; ///< of the height, for dots
    QStringList m_texts;
};

} // namespace leptune
