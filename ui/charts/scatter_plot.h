// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plot_canvas.h"

#include <string>
#include <vector>

namespace leptune {

struct ScatterPoint {
    double x = 0.0, y = 0.0;
    std::string family; ///< "" = one plain dot, for residuals
    QString tip;
    bool isPale = false; ///< less important than the others
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
    const std::vector<ScatterPoint> &points() const { return m_points; }

    ChartTable chartTable() const override;

protected:
    bool isEmpty() const override { return m_points.empty(); }
    Range dataRange() const override;
    void paintData(QPainter &painter, const PlotFrame &frame) override;
    QString tipAt(const PlotFrame &frame, QPointF position) const override;
    qreal headHeight() const override;

private:
    void paintReference(QPainter &painter, const PlotFrame &frame) const;
    void paintLegend(QPainter &painter, const PlotFrame &frame) const;
    std::vector<QPointF> legendPlaces() const;
    std::vector<std::string> families() const;

    std::vector<ScatterPoint> m_points;
    Reference m_reference = Reference::None;
    double m_band = 0.0;
};

} // namespace leptune
