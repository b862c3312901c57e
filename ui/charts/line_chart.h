// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/axis_ticks.h"
#include "ui/charts/chart_export.h"
#include "ui/charts/zoom_gesture.h"

#include <QChartView>
#include <QColor>
#include <QTimer>

#include <functional>
#include <optional>
#include <string>
#include <vector>

class QLineSeries;
class QValueAxis;

namespace leptune {

/// One line: points by ascending x. An invalid colour is the theme's for its place.
struct ChartLine {
    /// A dashed line is a reference: the axes do not reach out for it.
    enum class Form { Plain, Thick, Dashed };
    QString name;
    QList<QPointF> points;
    Form form = Form::Plain;
    QColor color;
    bool steps = false; ///< holds its value until the next point
};

/// A marker of a family on a line chart ("" = a ring in the accent colour, of what is chosen), with
/// what its tooltip says.
struct ChartMark {
    QPointF at;
    std::string family;
    QString tip;
    int key = -1;          ///< what the owner knows it by; -1 = it can't be picked
    bool isHollow = false; ///< what it stands for was not finished
    bool isPale = false;   ///< less important than the others
};

/// Lines drawn by Qt Charts, labelled at their ends, with family markers above them. setLines() and
/// setMarks() only store; one timer hands the newest values to the chart, by replace() and thinned
/// to 2,000 points a line, once the chart can be seen. Wheel, a dragged box, + and - zoom; 0 and a
/// double click show everything.
class LineChart : public QChartView, public ChartSource {
    Q_OBJECT
public:
    static constexpr int kMostPoints = 2000;
    static constexpr int kRedrawMilliseconds = 60;

    explicit LineChart(QWidget *parent = nullptr);

    void setName(const QString &name);
    void setAxisTitles(const QString &x, const QString &y);
    void setEmptyText(const QString &text);
    /// Axes that only grow until resetAxes(), so that a live chart does not jump.
    void setGrowing(bool growing) { m_growing = growing; }
    void resetAxes();
    /// Fixed ends of both axes, for curves in the unit square.
    void setUnitSquare();

    void setLines(std::vector<ChartLine> lines);
    /// Marks outside the lines' range (a trial much worse than the rest) stand at the edge, hollow.
    void setMarks(std::vector<ChartMark> marks);
    const std::vector<ChartLine> &lines() const { return m_lines; }
    const std::vector<ChartMark> &marks() const { return m_marks; }
    /// Tells what the tip of a mark with a key says, where it has none of its own.
    void setTips(std::function<QString(int key)> tips) { m_tips = std::move(tips); }
    /// Marks that are ringed.
    void setPicked(std::vector<int> keys);
    ChartActions &exporter() { return *m_exporter; }
    /// Draws what is stored without waiting for the timer.
    void redraw();

    void paintChart(QPainter &painter, const QRectF &target) override;
    ChartTable chartTable() const override;
    QString chartName() const override { return m_name; }
    QString chartWords() const override;
    void resetZoom() override;
    QSize sizeHint() const override { return {360, 220}; }
    QSize minimumSizeHint() const override { return {180, 120}; }

Q_SIGNALS:
    /// A click on a mark that has a key.
    void markPicked(int key);

protected:
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void applyTheme();
    void fitAxes();
    void growRanges();
    bool isEmpty() const;
    int xTickCount() const;
    QRectF plotArea() const;
    QPointF valueAt(QPointF scene) const;
    void zoomTo(const QRectF &box);
    QString tipAt(QPointF scene) const;
    const ChartMark *nearestMark(QPointF scene, qreal &reach) const;
    void fitMargins();
    void scheduleRedraw();
    QColor colorOf(std::size_t line) const;
    QPointF onScreen(QPointF value) const;
    QPointF placeIn(const QRectF &area, QPointF value) const;
    void paintMarks(QPainter &painter) const;
    void paintLabels(QPainter &painter) const;

    ChartActions *m_exporter;
    QTimer m_timer;
    QValueAxis *m_x;
    QValueAxis *m_y;
    std::vector<ChartLine> m_lines;
    std::vector<ChartMark> m_marks;
    std::function<QString(int key)> m_tips;
    std::vector<int> m_picked;
    QPointF m_pressed;
    std::vector<QLineSeries *> m_series;
    std::optional<AxisRange> m_xRange, m_yRange;
    std::optional<QRectF> m_zoom; ///< in values; its top is the lower y
    ZoomDrag m_drag;
    QString m_name, m_emptyText;
    bool m_growing = false;
    bool m_onlyReferences = false; ///< so far the lines are dashed
    bool m_unitSquare = false;
    bool m_isStale = false; ///< something is to be drawn when it is shown
};

} // namespace leptune
