// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart_export.h"
#include "ui/charts/chart_theme.h"
#include "ui/charts/zoom_gesture.h"

#include <QRectF>
#include <QWidget>

#include <optional>

namespace leptune {

/// Where data lie on the paper: data ranges (x may be logarithmic) mapped onto `area` in pixels.
struct PlotFrame {
    QRectF paper; ///< with room for words beside `area`
    QRectF area;
    double xLow = 0.0, xHigh = 1.0, yLow = 0.0, yHigh = 1.0;
    bool logX = false;
    ChartTheme theme;

    QPointF at(double x, double y) const;
    double xOf(qreal pixel) const;
    double yOf(qreal pixel) const;
};

/// Base of the charts that we paint ourselves: ground, axes with round ticks, titles, zoom (wheel,
/// drag, +/-, 0 or double click resets), tooltips, copy and export, palette changes. A subclass
/// draws the data.
class PlotCanvas : public QWidget, public ChartSource {
    Q_OBJECT
public:
    explicit PlotCanvas(QWidget *parent = nullptr);

    void setName(const QString &name);
    void setAxisTitles(const QString &x, const QString &y);
    void setLogX(bool log);
    /// What to show, and how to get it, where there are no data.
    void setEmptyText(const QString &text);
    ChartActions &exporter() { return *m_exporter; }

    void paintChart(QPainter &painter, const QRectF &target) override;
    QString chartName() const override { return m_name; }
    QString chartWords() const override;
    QSize sizeHint() const override { return {320, 220}; }
    QSize minimumSizeHint() const override { return {160, 110}; }

    void resetZoom() override;

protected:
    struct Range {
        double xLow = 0.0, xHigh = 1.0, yLow = 0.0, yHigh = 1.0;
        bool operator==(const Range &) const = default;
    };
    virtual bool isEmpty() const = 0;
    virtual void paintData(QPainter &painter, const PlotFrame &frame) = 0;
    /// Room for the data; asked where there are axes.
    virtual Range dataRange() const { return {}; }
    virtual QString tipAt(const PlotFrame &, QPointF) const { return {}; }
    virtual bool hasAxes() const { return true; }
    virtual bool hasYAxis() const { return true; }
    /// Charts without axes that can show a part of dataRange(), never more than that.
    virtual bool zooms() const { return hasAxes(); }
    /// Where a chart without axes draws dataRange() on its paper.
    virtual QRectF dataArea(const QRectF &paper) const { return paper; }
    /// Pixels above the plot area, for a legend.
    virtual qreal headHeight() const { return 0.0; }

    PlotFrame frameFor(const QRectF &target) const;
    bool frameIsLog() const { return m_logX; }
    const QString &xTitle() const { return m_xTitle; }
    const QString &yTitle() const { return m_yTitle; }
    /// The frame on the screen now.
    PlotFrame frame() const { return frameFor(QRectF(rect())); }

    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void paintAxes(QPainter &painter, const PlotFrame &frame) const;
    void zoomTo(Range range);
    void zoomAround(QPointF center, double factor);

    ChartActions *m_exporter;
    QString m_name, m_xTitle, m_yTitle, m_emptyText;
    bool m_logX = false;
    std::optional<Range> m_zoom;
    ZoomDrag m_drag;
};

} // namespace leptune
