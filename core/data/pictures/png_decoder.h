// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/pictures/picture.h"

namespace leptune {

/// PNG through libpng: all depths (16 bits rounded to 8), palettes, transparency, interlacing.
/// What picture.h says of errors holds for each.
bool isPng(std::string_view bytes);
PictureShape pngShape(std::string_view bytes, const std::string &name);
Picture decodePng(std::string_view bytes, const std::string &name);

} // namespace leptune
