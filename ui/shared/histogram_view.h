// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/profile.h"

#include <QWidget>

#include <vector>

namespace leptune {

/// Small bars: the distribution of a column. Numbers and dates stand upright with the two ends
/// written below; categories lie, each with its name and share. Tooltips tell every bar.
class HistogramView : public QWidget {
    Q_OBJECT
public:
    explicit HistogramView(QWidget *parent = nullptr);
    void setBars(std::vector<HistogramBar> bars, ColumnType type);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    bool lying() const;
    QRectF barRect(std::size_t index) const;
    QString endText(double value) const;
    QString barText(const HistogramBar &bar) const;
    void paintUpright(QPainter &painter) const;
    void paintLying(QPainter &painter) const;

    std::vector<HistogramBar> m_bars;
    ColumnType m_type = ColumnType::Numeric;
    std::uint64_t m_highest = 0;
    std::uint64_t m_total = 0;
};

} // namespace leptune
