// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"

#include <algorithm>
#include <vector>

namespace leptune {

/// Where the windows of a convolution read a plane with its padding.
struct PaddedPlane {
    explicit PaddedPlane(const ConvolutionShape &shape)
        : in(shape.in),
          padding(shape.padding),
          line(static_cast<std::ptrdiff_t>(shape.in.width + 2 * shape.padding) * shape.in.channels),
          size(static_cast<std::size_t>(line) *
               static_cast<std::size_t>(shape.in.height + 2 * shape.padding))
    {
    }

    Plane in;
    int padding = 0;
    std::ptrdiff_t line = 0; ///< numbers of a row of pixels
    std::size_t size = 0;

    /// Copies a plane into `to`, whose padding has its values already.
    template <typename T>
    void fill(const T *from, T *to) const
    {
        const std::ptrdiff_t width = static_cast<std::ptrdiff_t>(in.width) * in.channels;
        to += padding * line + padding * in.channels;
        for (int y = 0; y < in.height; ++y, from += width, to += line)
            std::copy_n(from, width, to);
    }
};

/// Offset of the first number that output `position` (row by row) reads of a padded plane.
inline std::ptrdiff_t windowStart(const ConvolutionShape &shape, const PaddedPlane &plane,
                                  int outWidth, int position)
{
    return position / outWidth * shape.stride * plane.line +
           static_cast<std::ptrdiff_t>(position % outWidth) * shape.stride * shape.in.channels;
}

} // namespace leptune
