// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/picture_delegate.h"

#include "ui/models/table_model.h"
#include "ui/shared/picture_image.h"

#include <QApplication>
#include <QPainter>

#include <utility>

namespace leptune {

namespace {

constexpr int kRoom = 6; ///< before the thumbnail, between it and the name, and after that

} // namespace

void PictureDelegate::setPictures(std::shared_ptr<const PictureBlock> pictures)
{
    m_cache.setPictures(std::move(pictures));
}

QSize PictureDelegate::roomForThumbnail() const
{
    if (!m_cache.pictures())
        return {0, 0};
    return thumbnailSize(m_cache.pictures()->shape, m_box) + QSize(3 * kRoom, kRoom);
}

void PictureDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const QVariant place = index.data(TableModel::PictureRole); // none in other columns
    const QPixmap picture = m_cache.thumbnail(place.isValid() ? place.toInt() : -1, m_box,
                                              painter->device()->devicePixelRatioF());
    if (picture.isNull()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QString name = std::exchange(cell.text, {});
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
    const QSize size = (QSizeF(picture.size()) / picture.devicePixelRatioF()).toSize();
    const QRect &rect = cell.rect;
    painter->drawPixmap(rect.left() + kRoom, rect.top() + (rect.height() - size.height()) / 2,
                        picture);
    const QRect words = rect.adjusted(size.width() + 2 * kRoom, 0, -kRoom, 0);
    const bool selected = cell.state & QStyle::State_Selected;
    painter->setPen(
        cell.palette.color(selected ? QPalette::HighlightedText : QPalette::PlaceholderText));
    painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                      cell.fontMetrics.elidedText(name, Qt::ElideMiddle, words.width()));
}

} // namespace leptune
