// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plot_canvas.h"

#include <vector>

namespace leptune {

/// How sure the model is of a class, and how sure it was of it for the row that was started from.
struct AnswerShare {
    QString name;
    double share = 0.0;
    double before = 0.0;
};

/// Probabilities as bars from 0 to 100 %, the likeliest first; a line marks where each was before.
class AnswerBars : public PlotCanvas {
    Q_OBJECT
public:
    explicit AnswerBars(QWidget *parent = nullptr);
    /// `compares`: whether what was before is shown.
    void setShares(std::vector<AnswerShare> shares, bool compares);
    const std::vector<AnswerShare> &shares() const { return m_shares; }

    ChartTable chartTable() const override;
    QString chartWords() const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool isEmpty() const override { return m_shares.empty(); }
    bool hasAxes() const override { return false; }
    void paintData(QPainter &painter, const PlotFrame &frame) override;
    QString tipAt(const PlotFrame &frame, QPointF position) const override;

private:
    qreal lineHeight() const;
    void paintLine(QPainter &painter, const PlotFrame &frame, const QRectF &line,
                   const AnswerShare &share, qreal nameWidth) const;

    std::vector<AnswerShare> m_shares;
    bool m_compares = false;
};

/// "+12.3 points", "−0.4 points", "unchanged": a difference of shares.
QString pointsText(double difference);

} // namespace leptune
