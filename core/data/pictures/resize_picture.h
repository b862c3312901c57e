// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/pictures/picture.h"

#include <span>

namespace leptune {

/// Height and width that a picture has inside `to` when it keeps its proportions and is as large as
/// fits (rounded, at least 1); channels those of `to`.
PictureShape fittedShape(PictureShape from, PictureShape to);

/// Brings a picture to a shape: the whole of it, proportions kept, in the middle; what stays free
/// gets the mean colour of its border. Each side is averaged by area where it shrinks and
/// interpolated linearly where it grows, both at once in whole numbers with one rounding: the same
/// bits everywhere. Grey becomes three equal channels, colour becomes grey by Rec. 601. Sides at
/// least 1; `pixels` and `target` as long as their shapes say.
void resizePixels(std::span<const std::uint8_t> pixels, PictureShape from, PictureShape to,
                  std::span<std::uint8_t> target);
Picture resizePicture(const Picture &picture, PictureShape to);

} // namespace leptune
