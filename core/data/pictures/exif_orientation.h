// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/pictures/picture.h"

namespace leptune {

/// The orientation 1 to 8 that an EXIF block ("Exif", two zeros, a TIFF head) asks for: tag 0x0112
/// of its first directory (EXIF 2.3, 4.6.4). 1, as it lies, where there is none or it is damaged.
int exifOrientation(std::string_view block);

/// Whether height and width change places.
bool swapsSides(int orientation);

/// The picture as it is meant to be seen.
Picture turned(Picture picture, int orientation);

} // namespace leptune
