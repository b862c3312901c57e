// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plot_canvas.h"

#include <functional>
#include <string>
#include <vector>

namespace leptune {

struct ScatterPoint {
    double x = 0.0, y = 0.0;
    std::string family; ///< "" = one plain dot, for residuals
    QString tip;
    bool isPale = false; ///< less important than the others
    int key = -1;        ///< what the owner knows it by; -1 = it can't be picked
};

/// Points by family colour and shape, with the families named above; or plain dots against a
/// reference line.
class ScatterPlot : public PlotCanvas {
    Q_OBJECT
public:
    enum class Reference { None, Diagonal, Zero };

    explicit ScatterPlot(QWidget *parent = nullptr);
    /// Points with a value that is not finite are left out.
    void setPoints(std::vector<ScatterPoint> points);
    void setReference(Reference reference);
    /// Marks what lies within so much of the reference, up and down; 0 = nothing.
    void setBand(double halfWidth);
    /// Tells what the tip of a point with a key says, where it has none of its own.
    void setTips(std::function<QString(int key)> tips) { m_tips = std::move(tips); }
    /// Points that are ringed.
    void setPicked(std::vector<int> keys);
    const std::vector<ScatterPoint> &points() const { return m_points; }

    ChartTable chartTable() const override;

Q_SIGNALS:
    /// A click on a point that has a key.
    void pointPicked(int key);

protected:
    bool isEmpty() const override { return m_points.empty(); }
    Range dataRange() const override;
    void paintData(QPainter &painter, const PlotFrame &frame) override;
    QString tipAt(const PlotFrame &frame, QPointF position) const override;
    qreal headHeight() const override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    void paintReference(QPainter &painter, const PlotFrame &frame) const;
    void paintLegend(QPainter &painter, const PlotFrame &frame) const;
    std::vector<QPointF> legendPlaces() const;
    const ScatterPoint *nearest(const PlotFrame &frame, QPointF position) const;
    void paintRings(QPainter &painter, const PlotFrame &frame) const;

    std::function<QString(int key)> m_tips;
    std::vector<int> m_picked;
    QPointF m_pressed;
    void measure();

    std::vector<ScatterPoint> m_points;
    std::vector<std::string> m_families; ///< in order
    Range m_extent;                      ///< of the points, without hopeless ones
    Reference m_reference = Reference::None;
    double m_band = 0.0;
};

} // namespace leptune
