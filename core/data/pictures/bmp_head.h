// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/pictures/picture.h"

#include <array>
#include <cstdint>

namespace leptune {

/// How one colour lies in a 16 or 32 bit pixel, and what 8-bit value each of its levels has.
struct BmpMask {
    std::uint32_t mask = 0; ///< 0: the colour is absent
    int shift = 0;
    std::array<std::uint8_t, 256> levels{};

    std::uint8_t operator()(std::uint32_t pixel) const { return levels[(pixel & mask) >> shift]; }
};

enum class BmpPacking { None, Runs8, Runs4 };

/// The head of a BMP file (Windows' BITMAPFILEHEADER and BITMAPCOREHEADER to BITMAPV5HEADER, OS/2's
/// longer head).
struct BmpHead {
    PictureShape shape;
    bool topDown = false;
    unsigned bits = 0; ///< a pixel: 1, 4, 8, 16, 24 or 32
    BmpPacking packing = BmpPacking::None;
    std::size_t pixels = 0;                                 ///< where they start in the file
    std::array<std::array<std::uint8_t, 3>, 256> palette{}; ///< red, green, blue; black where unset
    std::array<BmpMask, 4> masks;                           ///< red, green, blue, alpha

    /// Throws Error(BadFormat); the file may end after its head.
    static BmpHead read(std::string_view bytes, const std::string &name);
};

/// Little-endian number of 1 to 4 bytes; the caller knows that it is there.
std::uint32_t littleEndian(std::string_view bytes, std::size_t at, std::size_t length);

} // namespace leptune
