// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/pictures/picture_data.h"

namespace leptune {

/// "64 x 48, colour": width before height, as users know it.
std::string pictureShapeText(PictureShape shape);

/// "1,204 of 3,670", and "1,204" where all are meant.
std::string countedText(std::uint64_t part, std::uint64_t all);
std::string countText(std::uint64_t count);

/// The longer side at most `limit`, proportions kept, at least one pixel.
PictureShape shrunkToLimit(PictureShape shape, int limit);

/// Throws Error(OutOfMemory) where `count` pictures of this shape would leave no room to learn.
void requireRoom(const std::string &path, std::uint64_t count, PictureShape shape);

/// What both kinds of source say: rows, columns, the shape, how many were resized.
ImportReport pictureReport(const char *format, const PictureData &data, std::uint64_t resized);

} // namespace leptune
