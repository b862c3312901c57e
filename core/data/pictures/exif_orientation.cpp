// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/pictures/exif_orientation.h"

#include <cstddef>
#include <utility>

namespace leptune {

namespace {

/// Whole numbers in a TIFF block, 0 beyond its end.
class TiffBlock {
public:
    explicit TiffBlock(std::string_view bytes)
        : m_bytes(bytes), m_bigEndian(bytes.substr(0, 2) == "MM")
    {
    }

    bool isTiff() const { return (m_bigEndian || m_bytes.substr(0, 2) == "II") && at(2, 2) == 42; }
    std::size_t at(std::size_t place, std::size_t length) const
    {
        if (place + length > m_bytes.size())
            return 0;
        std::size_t value = 0;
        for (std::size_t i = 0; i < length; ++i)
            value = value << 8 |
                    static_cast<unsigned char>(m_bytes[place + (m_bigEndian ? i : length - 1 - i)]);
        return value;
    }

private:
    std::string_view m_bytes;
    bool m_bigEndian;
};

/// Where a turned picture's pixel (y, x) comes from: first + y * down + x * right.
struct Walk {
    std::ptrdiff_t first;
    std::ptrdiff_t down;
    std::ptrdiff_t right;
};

Walk walkOf(PictureShape from, int orientation)
{
    const std::ptrdiff_t width = from.width;
    const bool fromBottom =
        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    const bool fromRight =
        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const std::ptrdiff_t row = fromBottom ? -width : width;
    const std::ptrdiff_t column = fromRight ? -1 : 1;
    const std::ptrdiff_t first =
        (fromBottom ? (from.height - 1) * width : 0) + (fromRight ? width - 1 : 0);
    return swapsSides(orientation) ? Walk{first, column, row} : Walk{first, row, column};
}

} // namespace

int exifOrientation(std::string_view block)
{
    constexpr std::string_view kMark("Exif\0\0", 6);
    if (block.substr(0, kMark.size()) != kMark)
        return 1;
    const TiffBlock tiff(block.substr(kMark.size()));
    if (!tiff.isTiff())
        return 1;
    const std::size_t directory = tiff.at(4, 4);
    const std::size_t entries = tiff.at(directory, 2);
    for (std::size_t i = 0; i < entries; ++i) {
        const std::size_t entry = directory + 2 + 12 * i;
        if (tiff.at(entry, 2) != 0x0112)
            continue;
        const std::size_t value = tiff.at(entry + 8, 2);
        return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
    }
    return 1;
}

bool swapsSides(int orientation)
{
    return orientation >= 5;
}

Picture turned(Picture picture, int orientation)
{
    if (orientation <= 1)
        return picture;
    const Walk walk = walkOf(picture.shape, orientation);
    Picture result{picture.shape, {}, picture.shrunk};
    if (swapsSides(orientation))
        std::swap(result.shape.height, result.shape.width);
    result.pixels.reserve(picture.pixels.size());
    for (std::ptrdiff_t y = 0; y < result.shape.height; ++y) {
        for (std::ptrdiff_t x = 0; x < result.shape.width; ++x) {
            const std::ptrdiff_t pixel = walk.first + y * walk.down + x * walk.right;
            const std::uint8_t *source = picture.pixels.data() + pixel * picture.shape.channels;
            result.pixels.insert(result.pixels.end(), source, source + picture.shape.channels);
        }
    }
    return result;
}

} // namespace leptune
