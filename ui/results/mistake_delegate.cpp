// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/mistake_delegate.h"

#include "ui/results/mistake_model.h"

#include <QApplication>
#include <QPainter>

namespace leptune {

namespace {

constexpr int kRoom = 6;
constexpr int kWidthInLetters = 15;

int sideOf(const QFontMetrics &metrics)
{
    return metrics.averageCharWidth() * kWidthInLetters;
}

/// One line where it fits, else the classes above the probability.
QString wordsOf(const QModelIndex &index, const QFontMetrics &metrics, int width)
{
    const QString line = index.data().toString();
    if (metrics.horizontalAdvance(line) <= width)
        return line;
    return metrics.elidedText(index.data(MistakeModel::ClassesRole).toString(), Qt::ElideMiddle,
                              width) +
           QStringLiteral("\n(%1)").arg(index.data(MistakeModel::ConfidenceRole).toString());
}

} // namespace

void MistakeDelegate::setPictures(std::shared_ptr<const PictureBlock> pictures)
{
    m_cache.setPictures(std::move(pictures));
}

QSize MistakeDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const int side = sideOf(option.fontMetrics);
    return {side + 2 * kRoom, side + 2 * option.fontMetrics.height() + 3 * kRoom};
}

void MistakeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    const int side = sideOf(option.fontMetrics);
    const QRect box(option.rect.left() + (option.rect.width() - side) / 2,
                    option.rect.top() + kRoom, side, side);
    const QPixmap picture = m_cache.thumbnail(index.data(MistakeModel::PictureRole).toInt(),
                                              box.size(), painter->device()->devicePixelRatioF());
    QRect place(QPoint(), (QSizeF(picture.size()) / picture.devicePixelRatioF()).toSize());
    place.moveCenter(box.center());
    painter->drawPixmap(place, picture);
    const QRect words(option.rect.left() + kRoom / 2, box.bottom() + kRoom,
                      option.rect.width() - kRoom, 2 * option.fontMetrics.height());
    const bool selected = option.state & QStyle::State_Selected;
    painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    painter->drawText(words, Qt::AlignHCenter | Qt::AlignTop,
                      wordsOf(index, option.fontMetrics, words.width()));
}

} // namespace leptune
