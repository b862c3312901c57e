// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"

#include <QImage>
#include <QSize>

namespace leptune {

/// The first column of pictures, or null.
const Column *pictureColumn(const Table &table);
/// "28 × 28 pixels", "grey" or "colour".
QString pictureSidesText(PictureShape shape);
QString pictureColoursText(PictureShape shape);

/// Where a picture goes inside a box: enlarged by a whole number where it is smaller, so that
/// its pixels stay crisp, else made smaller with its proportions kept.
QSize thumbnailSize(PictureShape shape, QSize box);
/// A copy of the picture in that size; may be called on any thread. `index` below block.count().
QImage thumbnail(const PictureBlock &block, std::size_t index, QSize box);

} // namespace leptune
