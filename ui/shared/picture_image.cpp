// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/picture_image.h"

#include <QCoreApplication>

#include <algorithm>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PictureWords)
};

} // namespace

const Column *pictureColumn(const Table &table)
{
    for (std::size_t i = 0; i < table.columns(); ++i)
        if (table.column(i).type() == ColumnType::Picture)
            return &table.column(i);
    return nullptr;
}

QString pictureSidesText(PictureShape shape)
{
    return Words::tr("%1 × %2 pixels").arg(shape.width).arg(shape.height);
}

QString pictureColoursText(PictureShape shape)
{
    return shape.channels == 1 ? Words::tr("grey") : Words::tr("colour");
}

QSize thumbnailSize(PictureShape shape, QSize box)
{
    const QSize size(shape.width, shape.height);
    if (size.isEmpty() || box.isEmpty())
        return {};
    const int times = std::min(box.width() / size.width(), box.height() / size.height());
    return times >= 1 ? size * times : size.scaled(box, Qt::KeepAspectRatio).expandedTo({1, 1});
}

QImage thumbnail(const PictureBlock &block, std::size_t index, QSize box)
{
    const PictureShape &shape = block.shape;
    const QImage whole(block.picture(index).data(), shape.width, shape.height,
                       qsizetype{shape.width} * shape.channels,
                       shape.channels == 1 ? QImage::Format_Grayscale8 : QImage::Format_RGB888);
    const QSize size = thumbnailSize(shape, box);
    if (size == whole.size())
        return whole.copy(); // the block may be gone before the image
    const bool grows = size.width() > shape.width;
    return whole.scaled(size, Qt::IgnoreAspectRatio,
                        grows ? Qt::FastTransformation : Qt::SmoothTransformation);
}

} // namespace leptune
