// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/results/picture_mistakes.h"

#include <QAbstractListModel>
#include <QPoint>

#include <optional>

namespace leptune {

/// Pictures that were answered wrongly, as a list: all, or those of one true and one answered
/// class; the first 300 of them.
class MistakeModel : public QAbstractListModel {
    Q_OBJECT
public:
    /// PictureRole: place in the block of pictures; ConfidenceRole: "97.1 %"; ClassesRole: "4 → 9".
    enum Role { PictureRole = Qt::UserRole, ClassesRole, ConfidenceRole };
    static constexpr int kMost = 300;

    using QAbstractListModel::QAbstractListModel;
    void setMistakes(const PictureMistakes &mistakes);
    /// x = answered class, y = true class; unset: all.
    void setCell(std::optional<QPoint> cell);
    std::optional<QPoint> cell() const { return m_cell; }
    const PictureMistakes &mistakes() const { return m_mistakes; }
    /// How many there are, shown or not.
    std::size_t matching() const { return m_matching; }
    QString className(int index) const;
    /// Shown ones as CSV: picture, true class, answered class, probability.
    QByteArray csv() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    void choose();
    QString nameOf(const PictureMistake &mistake) const;
    QString classesOf(const PictureMistake &mistake) const;

    PictureMistakes m_mistakes;
    std::optional<QPoint> m_cell;
    std::vector<std::size_t> m_shown;
    std::size_t m_matching = 0;
};

} // namespace leptune
