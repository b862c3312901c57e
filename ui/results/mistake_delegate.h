// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shared/thumbnail_cache.h"

#include <QStyledItemDelegate>

namespace leptune {

/// Draws one mistake: the picture, and under it "true → answered (probability)" in one line or two.
class MistakeDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void setPictures(std::shared_ptr<const PictureBlock> pictures);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    mutable ThumbnailCache m_cache;
};

} // namespace leptune
