// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plot_canvas.h"

#include <QPixmap>
#include <QTimer>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace leptune {

/// An axis of parallel coordinates, upright. Of an axis of choices a value is the place of its
/// choice.
struct ParallelAxis {
    QString title;
    double low = 0.0, high = 1.0;
    bool log = false;
    QStringList choices;

    /// Place from 0 (low) to 1 (high), NaN of NaN; and back.
    double unitOf(double value) const;
    double valueAt(double unit) const;
    QString textOf(double value) const;
};

/// One thing across all axes; NaN where it has no such value.
struct ParallelLine {
    int key = -1;
    std::vector<double> values;
};

/// Parallel coordinates (Inselberg 1985): one line a trial across one axis a setting, with its
/// score on the last one, which colours it. Ranges are marked on axes by dragging, or with the
/// keys: left and right choose an axis, up and down move its range, with Shift they resize it,
/// Delete gives it up, 0 gives up all. Lines outside of a range turn pale. The wheel above an axis,
/// or + and -, shows a part of it, until 0 or a double click.
class ParallelPlot : public PlotCanvas {
    Q_OBJECT
public:
    static constexpr std::size_t kMostDrawn = 1000;

    explicit ParallelPlot(QWidget *parent = nullptr);
    /// Ranges stay on axes whose titles stay. `isHighBest`: of the last axis.
    void setPlot(std::vector<ParallelAxis> axes, std::vector<ParallelLine> lines, bool isHighBest);
    void setPicked(std::vector<int> keys);
    /// What the tip of a line says.
    void setTips(std::function<QString(int key)> tips) { m_tips = std::move(tips); }

    const std::vector<ParallelAxis> &axes() const { return m_axes; }
    const std::vector<ParallelLine> &lines() const { return m_lines; }
    /// Of an axis, in its values; `range` low to high, nothing = all.
    void setRange(std::size_t axis, std::optional<std::pair<double, double>> range);
    bool hasRanges() const;
    void clearRanges();
    /// Of the lines within all ranges.
    std::vector<int> keysWithin() const;
    /// Where an axis stands, and a value on it, on the widget.
    QPointF placeOf(std::size_t axis, double value) const;

    /// Shows `factor` times as much of an axis as now, around one of its values, which stays in its
    /// place; never more than all. Axes of choices stay whole.
    void zoomAxis(std::size_t axis, double value, double factor);
    void resetZoom() override;

    ChartTable chartTable() const override;
    QString chartWords() const override;

Q_SIGNALS:
    void rangesChanged();
    /// A click on a line.
    void linePicked(int key);

protected:
    bool isEmpty() const override { return m_lines.empty() || m_axes.size() < 2; }
    bool hasAxes() const override { return false; }
    void paintData(QPainter &painter, const PlotFrame &frame) override;
    QString tipAt(const PlotFrame &frame, QPointF position) const override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    /// A marked part of an axis, in units.
    struct Range {
        double low = 0.0, high = 1.0;
    };
    enum class Grip { None, New, Move, Low, High };
    struct Ends {
        double low = 0.0, high = 1.0;
        bool operator==(const Ends &) const = default;
    };
    /// What is marked stays so.
    void showPart(std::size_t axis, Ends ends);
    /// Where axes stand: of the area below the titles.
    struct Layout {
        QRectF area;
        qreal left = 0.0, distance = 0.0;
        qreal xOf(std::size_t axis) const { return left + distance * static_cast<qreal>(axis); }
        qreal yOf(double unit) const { return area.bottom() - unit * area.height(); }
        double unitOf(qreal y) const { return (area.bottom() - y) / area.height(); }
    };
    Layout layoutOf(const PlotFrame &frame) const;
    void chooseDrawn();
    double goodness(const ParallelLine &line) const;
    bool isWithin(const ParallelLine &line) const;
    bool isPicked(const ParallelLine &line) const;
    std::optional<std::size_t> axisAt(const Layout &layout, QPointF at) const;
    Grip gripAt(const Layout &layout, std::size_t axis, qreal y) const;
    void dragTo(double unit);
    void setUnits(std::size_t axis, std::optional<Range> range);
    void moveByKey(int key, bool resizes);
    const ParallelLine *lineAt(const Layout &layout, QPointF at) const;
    /// Lines as they are drawn one upon the other, as far as they have come.
    struct Layer {
        QPixmap pixmap;
        std::vector<std::size_t> order; ///< places of lines
        std::size_t next = 0;           ///< of `order`
        bool isDone() const { return next == order.size(); }
    };
    std::vector<std::size_t> drawingOrder() const;
    void startLayer();
    void continueLayer();
    /// The lines `order[next...]`, some of them at least, until the time is over; moves `next`.
    void paintLines(QPainter &painter, const PlotFrame &frame, Layer &layer,
                    double milliseconds) const;
    void paintLine(QPainter &painter, const Layout &layout, const ParallelLine &line) const;
    void paintPicked(QPainter &painter, const PlotFrame &frame, const Layout &layout) const;
    void paintAxis(QPainter &painter, const PlotFrame &frame, const Layout &layout,
                   std::size_t axis) const;
    void refresh();

    std::vector<ParallelAxis> m_axes; ///< as they are shown
    std::vector<Ends> m_whole;        ///< of the axes
    ParallelAxis m_score;             ///< the last one, whole
    std::vector<ParallelLine> m_lines;
    std::vector<std::size_t> m_drawn; ///< places of lines, the best last
    std::vector<std::optional<Range>> m_ranges;
    std::vector<int> m_picked;
    std::function<QString(int key)> m_tips;
    bool m_isHighBest = true;
    std::size_t m_current = 0; ///< axis of the keys
    Grip m_grip = Grip::None;
    double m_pressedUnit = 0.0;
    QPointF m_pressed;
    Range m_before;
    QPixmap m_layer;       ///< the lines, as they were last drawn to the end
    Layer m_work;          ///< the next layer; no pixmap: none is wanted
    bool m_isStale = true; ///< lines have changed since the work began
    QTimer m_drawing;      ///< goes on with the work
};

} // namespace leptune
