// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QPainter>

#include <array>

/// A drawn thing in noise on a picture of its own size: 0 = ring, 1 = bar, 2 = cross.
inline QImage drawnPicture(int kind, unsigned seed)
{
    unsigned state = seed * 2654435761U + 12345U;
    const auto draw = [&state](unsigned below) {
        return static_cast<int>(((state = state * 1664525U + 1013904223U) >> 8) % below);
    };
    QImage picture(12 + draw(10), 12 + draw(10), QImage::Format_RGB888);
    picture.fill(QColor(60 + draw(60), 60 + draw(60), 60 + draw(60)));
    QPainter painter(&picture);
    painter.setPen(QPen(QColor(180 + draw(75), 180 + draw(75), draw(255)), 2));
    const QRect box = picture.rect().adjusted(2, 2, -3, -3).translated(draw(3) - 1, draw(3) - 1);
    if (kind == 0)
        painter.drawEllipse(box);
    else if (kind == 1)
        painter.drawLine(box.left(), box.center().y(), box.right(), box.center().y());
    if (kind == 2) {
        painter.drawLine(box.topLeft(), box.bottomRight());
        painter.drawLine(box.bottomLeft(), box.topRight());
    }
    return picture;
}

/// A folder for each of ring, bar and cross, PNG and BMP by turns; one picture in 25 lies in a
/// wrong folder, so that no model can be right always.
inline bool writePictureFolder(const QString &folder, int perClass)
{
    const std::array names{"ring", "bar", "cross"};
    unsigned seed = 1;
    for (int kind = 0; kind < 3; ++kind) {
        const QString path = folder + u'/' + QLatin1String(names[static_cast<std::size_t>(kind)]);
        if (!QDir().mkpath(path))
            return false;
        for (int i = 0; i < perClass; ++i, ++seed) {
            const QString ending = i % 2 == 0 ? QStringLiteral("png") : QStringLiteral("bmp");
            const int drawn = i % 25 == 7 ? (kind + 1) % 3 : kind;
            if (!drawnPicture(drawn, seed)
                     .save(QStringLiteral("%1/%2.%3").arg(path).arg(i).arg(ending)))
                return false;
        }
    }
    return true;
}

/// NAME-images-idx3-ubyte and NAME-labels-idx1-ubyte: grey squares whose brightness tells the
/// class.
inline QString writeIdx(const QString &folder, int count, int side)
{
    const auto number = [](int value) {
        QByteArray bytes;
        for (const int shift : {24, 16, 8, 0})
            bytes.append(static_cast<char>(value >> shift));
        return bytes;
    };
    QByteArray pictures =
        QByteArray("\0\0\x08\x03", 4) + number(count) + number(side) + number(side);
    QByteArray labels = QByteArray("\0\0\x08\x01", 4) + number(count);
    for (int i = 0; i < count; ++i) {
        pictures += QByteArray(side * side, static_cast<char>(20 * (i % 10) + i % 7));
        labels.append(static_cast<char>(i % 10));
    }
    const QString path = folder + QStringLiteral("/few-images-idx3-ubyte");
    QFile first(path), second(folder + QStringLiteral("/few-labels-idx1-ubyte"));
    const bool written = first.open(QIODevice::WriteOnly) && second.open(QIODevice::WriteOnly) &&
                         first.write(pictures) == pictures.size() &&
                         second.write(labels) == labels.size();
    return written ? path : QString();
}

/// Grey pictures of 2 x 2, all of one value that grows from 0; classes "a", "b", "c" by turns.
inline leptune::Table greyTable(std::size_t rows)
{
    auto block = std::make_shared<leptune::PictureBlock>();
    block->shape = {2, 2, 1};
    std::vector<std::int32_t> codes, labels;
    for (std::size_t row = 0; row < rows; ++row) {
        block->pixels.insert(block->pixels.end(), 4, static_cast<std::uint8_t>(row % 256));
        codes.push_back(static_cast<std::int32_t>(row));
        labels.push_back(static_cast<std::int32_t>(row % 3));
    }
    return leptune::Table({leptune::Column::pictures("picture", codes, block),
                           leptune::Column::coded("class", leptune::ColumnType::Categorical, labels,
                                                  {"a", "b", "c"})});
}
