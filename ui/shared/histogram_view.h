// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/profile.h"

#include <QStringList>
#include <QWidget>

#include <vector>

namespace leptune {

/// Small bars: the distribution of a column. Numbers and dates stand upright with the two ends
/// written below; categories lie, each with its name and share. Or, in the same places, dots: a
/// figure of each part of the column. Tooltips tell every bar.
class HistogramView : public QWidget {
    Q_OBJECT
public:
    explicit HistogramView(QWidget *parent = nullptr);
    void setBars(std::vector<HistogramBar> bars, ColumnType type);
    /// One value for each of `parts`, and its text; the axis reaches from `low` to `high`.
    void setDots(std::vector<HistogramBar> parts, ColumnType type, std::vector<double> values,
                 QStringList texts, double low, double high);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    bool lying() const;
    /// Bars of one whole number each.
    bool counting() const;
    QRectF barRect(std::size_t index) const;
    QString endText(double value) const;
    QString tipOf(std::size_t index) const;
    QRectF placeOf(std::size_t index) const;
    bool isRest(const HistogramBar &bar) const;
    QString partText(const HistogramBar &bar) const;
    void describe();
    void paintEnds(QPainter &painter) const;
    void paintUpright(QPainter &painter) const;
    void paintUprightDots(QPainter &painter) const;
    void paintLying(QPainter &painter) const;

    std::vector<HistogramBar> m_bars;
    ColumnType m_type = ColumnType::Numeric;
    std::uint64_t m_highest = 0;
    std::uint64_t m_total = 0;
    std::vector<double> m_shares; ///< of the height, for dots
    QStringList m_texts;
};

} // namespace leptune
