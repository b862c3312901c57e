// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/pictures/bmp_head.h"

namespace leptune {

/// Unpacks BI_RLE8 and BI_RLE4 (Windows' "Bitmap Compression"): one palette index a pixel, rows in
/// the file's order; pixels that are jumped over are 0. Throws Error(BadFormat) where the file ends
/// before its picture.
std::vector<std::uint8_t> unpackBmpRuns(const BmpHead &head, std::string_view bytes,
                                        const std::string &name);

} // namespace leptune
