// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/picture_block.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace leptune {

/// One decoded picture. `shrunk`: it came smaller than the file holds it, as the hint allowed.
struct Picture {
    PictureShape shape;
    std::vector<std::uint8_t> pixels; ///< [height, width, channels]
    bool shrunk = false;
};

/// Whether the bytes start like a PNG, JPEG or BMP file; 32 of them are enough to tell.
bool isPictureFile(std::string_view bytes);

/// What decodePicture() without a hint would return the shape of, from the head of the file alone:
/// `bytes` may end after it. Throws Error(BadFormat) with `name` as its subject.
PictureShape pictureShape(std::string_view bytes, const std::string &name);

/// Decodes a PNG, JPEG or BMP file, told apart by content: grey stays grey (a palette of greys
/// included), all else becomes RGB with 8 bits; what is transparent lies over white; the EXIF
/// orientation of a JPEG is followed. Colour profiles and gamma are ignored.
/// Hint: a picture that will be fitted into `enough` (channels do not matter) may come at 1/2, 1/4
/// or 1/8 of its size, as long as one side is no shorter than there; {} = full size.
/// Throws Error(BadFormat) with `name` as its subject and a sentence: another format, damage, an
/// early end, more than 100 megapixels.
Picture decodePicture(std::string_view bytes, const std::string &name, PictureShape enough = {});

} // namespace leptune
