// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/pictures/picture.h"

namespace leptune {

/// JPEG through libjpeg-turbo: grey, colour, CMYK and YCCK (inverted, as Adobe writes them),
/// baseline and progressive, turned as EXIF says. Data that is missing or damaged is an error,
/// never grey rows. What picture.h says of errors and of the hint holds for each.
bool isJpeg(std::string_view bytes);
PictureShape jpegShape(std::string_view bytes, const std::string &name);
Picture decodeJpeg(std::string_view bytes, const std::string &name, PictureShape enough);

} // namespace leptune
