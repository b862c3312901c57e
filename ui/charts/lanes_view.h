// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plot_canvas.h"

#include <string>
#include <vector>

namespace leptune {

/// One trial on one worker, in seconds of the study. `end` is NaN while it runs.
struct LaneBar {
    int worker = 0;
    int trial = 0;
    double begin = 0.0;
    double end = 0.0;
    std::string family;
    QString name;
    bool failed = false;
};

/// What each worker did when: one lane a worker, one bar a trial, by family colour; failed ones
/// hatched.
class LanesView : public PlotCanvas {
    Q_OBJECT
public:
    explicit LanesView(QWidget *parent = nullptr);
    /// `now`: where running bars end and the time axis at least reaches.
    void setLanes(int workers, std::vector<LaneBar> bars, double now);
    const std::vector<LaneBar> &bars() const { return m_bars; }

    ChartTable chartTable() const override;

protected:
    bool isEmpty() const override { return m_bars.empty(); }
    bool hasYAxis() const override { return false; }
    Range dataRange() const override;
    void paintData(QPainter &painter, const PlotFrame &frame) override;
    QString tipAt(const PlotFrame &frame, QPointF position) const override;

private:
    QRectF rectOf(const PlotFrame &frame, const LaneBar &bar) const;

    int m_workers = 1;
    double m_now = 0.0;
    std::vector<LaneBar> m_bars;
};

} // namespace leptune
