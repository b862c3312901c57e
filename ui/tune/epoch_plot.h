// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/axis_ticks.h"
#include "ui/charts/plot_canvas.h"
#include "ui/tune/trial_curves.h"

#include <vector>

namespace leptune {

/// A learning curve, strip above strip on one axis of rounds or epochs: losses; of a network that
/// shrinks the share of its weights that are 0 and the bits of the others; of a network its size.
/// Each strip names its lines above it, with their newest values.
class EpochPlot : public PlotCanvas {
    Q_OBJECT
public:
    explicit EpochPlot(QWidget *parent = nullptr);
    /// `metric`: what its numbers are called.
    void setCurve(LearningCurve curve, const QString &metric);
    const LearningCurve &curve() const { return m_curve; }
    /// What stands above the strips, one text a strip.
    QStringList captions() const;

    ChartTable chartTable() const override;
    QString chartWords() const override;

protected:
    bool isEmpty() const override { return m_curve.isEmpty(); }
    bool hasYAxis() const override { return false; }
    Range dataRange() const override;
    void paintData(QPainter &painter, const PlotFrame &frame) override;
    QString tipAt(const PlotFrame &frame, QPointF position) const override;

private:
    struct Line {
        const QList<QPointF> *points;
        QString caption;
        int color; ///< of the theme
        bool thick = false;
        double scale = 1.0; ///< of its values, to those of the strip
    };
    struct Strip {
        std::vector<Line> lines;
        double share = 1.0;           ///< of the height
        double low = 0.0, high = 0.0; ///< fixed ends; equal: by what is visible
        QString unit;                 ///< behind the numbers at the grid
    };
    std::vector<Strip> strips() const;
    static int tickCount(const Strip &strip, const PlotFrame &frame);
    static AxisRange rangeOf(const Strip &strip, const PlotFrame &frame);
    static int captionRows(const QPainter &painter, const Strip &strip, const PlotFrame &frame);
    static void paintCaption(QPainter &painter, const Strip &strip, const PlotFrame &frame,
                             QPointF at);
    static void paintGrid(QPainter &painter, const Strip &strip, const PlotFrame &frame);
    static void paintLines(QPainter &painter, const Strip &strip, const PlotFrame &frame);
    void paintEnd(QPainter &painter, const PlotFrame &frame) const;
    bool wasEndedEarly() const;

    LearningCurve m_curve;
    QString m_metric;
};

} // namespace leptune
