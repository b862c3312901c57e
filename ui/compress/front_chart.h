// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/compression_result.h"
#include "ui/charts/scatter_plot.h"

namespace leptune {

/// What was made of a Model: what each costs in score against its size, time or operations, with
/// the front as steps, what is dominated pale, the original and the one that is shown marked. Lines
/// of the limits can be dragged, or moved by the arrow keys; a click picks a candidate, Page Up and
/// Page Down the next larger and smaller one.
class FrontChart : public ScatterPlot {
    Q_OBJECT
public:
    enum class Across { Size, Time, Operations };
    enum class Up { Drop, Score };

    explicit FrontChart(QWidget *parent = nullptr);
    void setResult(const CompressionResult &result);
    void setLimits(const FrontLimits &limits);
    /// The candidate of this place is the one that is spoken of.
    void setShown(std::size_t place);
    void setAxes(Across across, Up up);

    /// Where a candidate and the lines of the limits stand on the widget; x of no limit: the right
    /// end.
    QPointF placeOf(std::size_t candidate) const;
    QPointF limitPlace() const;
    QString chartWords() const override;

Q_SIGNALS:
    void limitsChanged(const leptune::FrontLimits &limits);
    void candidatePicked(int place);

protected:
    Range dataRange() const override;
    void paintData(QPainter &painter, const PlotFrame &frame) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Line { None, Cost, Drop };
    void refresh();
    double costOf(const FrontPoint &point) const;
    double heightOf(double drop, double validation) const;
    double limitHeight() const;
    double costLimit() const;
    /// Operations are shown, but no limit is set on them.
    bool limitsCost() const { return m_across != Across::Operations; }
    void setCostLimit(double cost);
    double mostCost() const;
    Range naturalRange() const;
    QPointF placed(const PlotFrame &frame, std::size_t candidate) const;
    Line lineAt(QPointF at) const;
    void dragTo(QPointF at);
    void pickAt(QPointF at);
    void pickBeside(bool larger);
    void paintLimits(QPainter &painter, const PlotFrame &frame) const;
    void paintFront(QPainter &painter, const PlotFrame &frame) const;
    void paintNames(QPainter &painter, const PlotFrame &frame) const;
    /// The words at the line of the loss.
    QString dropLimitText() const;
    QRectF dropLimitBox(const QFontMetricsF &metrics, const PlotFrame &frame) const;
    bool isWorseAbove() const { return m_up == Up::Drop || !higherIsBetter(m_result.metric); }
    /// What names are not written over: points, and the words of the line.
    std::vector<QRectF> takenBoxes(const QFontMetricsF &metrics, const PlotFrame &frame) const;
    QString tipOf(const CompressedCandidate &candidate) const;
    QString costLimitText() const;

    CompressionResult m_result;
    FrontLimits m_limits;
    std::size_t m_shown = 0;
    Across m_across = Across::Size;
    Up m_up = Up::Drop;
    Line m_dragged = Line::None;
    QPointF m_pressed;
    std::optional<Range> m_held; ///< axes stand still under a line that is dragged
};

} // namespace leptune
