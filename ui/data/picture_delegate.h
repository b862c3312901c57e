// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/thumbnail_cache.h"

#include <QStyledItemDelegate>

namespace leptune {

/// Draws a cell that TableModel::PictureRole gives a picture for: the thumbnail with the name
/// beside it. Only cells on the screen are ever asked for.
class PictureDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void setPictures(std::shared_ptr<const PictureBlock> pictures);
    /// What every thumbnail fits into, in logical pixels.
    void setBox(QSize box) { m_box = box; }
    /// A thumbnail as it is drawn, with the room around it.
    QSize roomForThumbnail() const;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    mutable ThumbnailCache m_cache;
    QSize m_box{64, 64};
};

} // namespace leptune
