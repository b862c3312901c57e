// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/pictures/picture.h"

namespace leptune {

/// BMP by our own decoder: 1, 4, 8, 16, 24 and 32 bits, run lengths, colour masks, top-down and
/// bottom-up; an alpha mask is followed unless every pixel is transparent (writers leave it zero).
/// What picture.h says of errors holds for each.
bool isBmp(std::string_view bytes);
PictureShape bmpShape(std::string_view bytes, const std::string &name);
Picture decodeBmp(std::string_view bytes, const std::string &name);

} // namespace leptune
