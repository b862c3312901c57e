// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/pareto_front.h"
#include "ui/charts/scatter_plot.h"

namespace leptune {

class TrialHistory;

/// Accuracy against size, filling in live: every Model by its size and score, the front as steps,
/// and lines of the limits that the user has set.
class SizeChart : public ScatterPlot {
    Q_OBJECT
public:
    explicit SizeChart(QWidget *parent = nullptr);
    /// `pale`: trials that are left out by the user for now. `limits`: 0 = none; a drop of 0, too.
    void draw(const TrialHistory &history, std::vector<ScatterPoint> points,
              const FrontLimits &limits);
    const QList<QPointF> &front() const { return m_front; }
    /// Of the limit of the drop: the least score that it allows; NaN = there is none.
    double leastScore() const { return m_leastScore; }
    QString chartWords() const override;

protected:
    Range dataRange() const override;
    void paintData(QPainter &painter, const PlotFrame &frame) override;

private:
    void paintLimits(QPainter &painter, const PlotFrame &frame) const;

    QList<QPointF> m_front;
    double m_mostSize = 0.0; ///< kB; 0 = no limit
    double m_leastScore;
};

} // namespace leptune
