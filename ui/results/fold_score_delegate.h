// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

#include <map>
#include <string>
#include <vector>

namespace leptune {

/// Draws a sparkline of the folds' scores left of a score: how much it owes to the cut of the rows.
/// All lines share one scale. The tooltip says the scores.
class FoldScoreDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    /// By the names in the view's first column.
    void setScores(std::map<std::string, std::vector<double>> scores);
    const std::map<std::string, std::vector<double>> &scores() const { return m_scores; }
    /// Room that the drawing takes beside the text.
    static int width(const QFontMetrics &metrics);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

private:
    const std::vector<double> *scoresAt(const QModelIndex &index) const;

    std::map<std::string, std::vector<double>> m_scores;
    double m_low = 0.0, m_high = 1.0;
};

} // namespace leptune
