// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace leptune {

/// Sides of a picture in pixels; 1 channel is grey, 3 are red, green and blue.
struct PictureShape {
    int height = 0;
    int width = 0;
    int channels = 1;
    std::size_t bytes() const
    {
        return static_cast<std::size_t>(height) * static_cast<std::size_t>(width) *
               static_cast<std::size_t>(channels);
    }
    bool operator==(const PictureShape &) const = default;
};

/// Whether pictures may have it: hostile files ask for others.
inline bool isPictureShape(const PictureShape &shape)
{
    constexpr int kMostSide = 16384;
    const auto isSide = [](int side) { return side >= 1 && side <= kMostSide; };
    return isSide(shape.height) && isSide(shape.width) &&
           (shape.channels == 1 || shape.channels == 3);
}

/// Pictures of one shape, as a picture column holds them.
struct PictureBlock {
    PictureShape shape;
    std::vector<std::string> names;   ///< where each came from; empty = nothing is known
    std::vector<std::uint8_t> pixels; ///< [count, height, width, channels]

    std::size_t count() const { return shape.bytes() == 0 ? 0 : pixels.size() / shape.bytes(); }
    std::span<const std::uint8_t> picture(std::size_t index) const
    {
        return {pixels.data() + index * shape.bytes(), shape.bytes()};
    }
};

} // namespace leptune
