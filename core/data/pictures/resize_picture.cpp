// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/pictures/resize_picture.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace leptune {

namespace {

/// The pixels that one pixel is made of, and how much each of them counts.
struct Reach {
    std::uint32_t first;
    std::uint32_t last;
    std::uint32_t firstWeight;
    std::uint32_t middleWeight; ///< of each between the first and the last
    std::uint32_t lastWeight;   ///< where it is not the first

    std::uint32_t weight(std::uint32_t source) const
    {
        return source == first ? firstWeight : source == last ? lastWeight : middleWeight;
    }
};

/// The pixels of one side. The weights of each sum up to `total`.
struct Side {
    std::vector<Reach> pixels;
    std::uint64_t total = 1;
};

/// Pixel i of `to` covers [i from, (i + 1) from) on a scale on which pixel k of `from` covers
/// [k to, (k + 1) to).
Side areaSide(std::uint64_t from, std::uint64_t to)
{
    Side side;
    side.total = from;
    for (std::uint64_t i = 0; i < to; ++i) {
        const std::uint64_t begin = i * from;
        const std::uint64_t end = begin + from;
        const std::uint64_t first = begin / to;
        const std::uint64_t last = (end - 1) / to;
        side.pixels.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last),
                               static_cast<std::uint32_t>(std::min(end, (first + 1) * to) - begin),
                               static_cast<std::uint32_t>(to),
                               static_cast<std::uint32_t>(end - last * to)});
    }
    return side;
}

/// The middle of pixel i lies at ((2 i + 1) from - to) / (2 to), counted from the middle of the
/// first.
Side linearSide(std::uint64_t from, std::uint64_t to)
{
    Side side;
    side.total = 2 * to;
    for (std::uint64_t i = 0; i < to; ++i) {
        const std::uint64_t middle = (2 * i + 1) * from;
        const std::uint64_t place = std::min(middle > to ? middle - to : 0, 2 * to * (from - 1));
        const auto left = static_cast<std::uint32_t>(place / side.total);
        const auto beyond = static_cast<std::uint32_t>(place % side.total);
        side.pixels.push_back({left, beyond > 0 ? left + 1 : left,
                               static_cast<std::uint32_t>(side.total) - beyond, 0, beyond});
    }
    return side;
}

Side sideOf(int from, int to)
{
    const auto source = static_cast<std::uint64_t>(from);
    const auto target = static_cast<std::uint64_t>(to);
    return to <= from ? areaSide(source, target) : linearSide(source, target);
}

/// Weighted sums of one row, at most 255 million: a side has at most a million pixels.
template <std::size_t kChannels>
void sumAcross(const std::uint8_t *row, const Side &side, std::uint32_t *sums)
{
    for (const Reach &reach : side.pixels) {
        std::array<std::uint32_t, kChannels> middle{};
        for (std::size_t k = reach.first + 1; k < reach.last; ++k)
            for (std::size_t c = 0; c < kChannels; ++c)
                middle[c] += row[k * kChannels + c];
        const std::uint32_t lastWeight = reach.last > reach.first ? reach.lastWeight : 0;
        for (std::size_t c = 0; c < kChannels; ++c)
            *sums++ = row[reach.first * kChannels + c] * reach.firstWeight +
                      middle[c] * reach.middleWeight + row[reach.last * kChannels + c] * lastWeight;
    }
}

/// Rows of sums across, the last two kept: neighbours share them.
template <std::size_t kChannels>
class RowSums {
public:
    RowSums(const std::uint8_t *pixels, std::size_t width, const Side &side)
        : m_pixels(pixels), m_width(width), m_side(side)
    {
        for (auto &row : m_rows)
            row.resize(side.pixels.size() * kChannels);
    }

    const std::vector<std::uint32_t> &row(std::uint32_t y)
    {
        std::vector<std::uint32_t> &row = m_rows[y % 2];
        if (m_held[y % 2] != y)
            sumAcross<kChannels>(m_pixels + y * m_width * kChannels, m_side, row.data());
        m_held[y % 2] = y;
        return row;
    }

private:
    const std::uint8_t *m_pixels;
    std::size_t m_width;
    const Side &m_side;
    std::array<std::vector<std::uint32_t>, 2> m_rows;
    std::array<std::uint32_t, 2> m_held{UINT32_MAX, UINT32_MAX};
};

/// The whole quotient, exact: a floating-point guess is at most one off. Faster than dividing.
std::uint8_t divided(std::uint64_t sum, std::uint64_t total, double inverse)
{
    auto quotient = static_cast<std::uint64_t>(static_cast<double>(sum) * inverse);
    if (quotient * total > sum)
        --quotient;
    else if ((quotient + 1) * total <= sum)
        ++quotient;
    return static_cast<std::uint8_t>(quotient);
}

/// Exact sums across and down, divided and rounded once.
template <std::size_t kChannels>
std::vector<std::uint8_t> scaled(const std::uint8_t *pixels, std::size_t width, const Side &down,
                                 const Side &across)
{
    const std::uint64_t total = down.total * across.total;
    const double inverse = 1.0 / static_cast<double>(total);
    RowSums<kChannels> rows(pixels, width, across);
    std::vector<std::uint64_t> sums(across.pixels.size() * kChannels);
    std::vector<std::uint8_t> result;
    result.reserve(down.pixels.size() * sums.size());
    for (const Reach &reach : down.pixels) {
        std::fill(sums.begin(), sums.end(), total / 2);
        for (std::uint32_t y = reach.first; y <= reach.last; ++y) {
            const std::vector<std::uint32_t> &row = rows.row(y);
            const std::uint64_t weight = reach.weight(y);
            for (std::size_t i = 0; i < sums.size(); ++i)
                sums[i] += row[i] * weight;
        }
        for (const std::uint64_t sum : sums)
            result.push_back(divided(sum, total, inverse));
    }
    return result;
}

/// Rec. 601 in 16 bits, as Pillow weighs it.
std::uint8_t greyOf(const std::uint8_t *color)
{
    return static_cast<std::uint8_t>(
        (color[0] * 19595U + color[1] * 38470U + color[2] * 7471U + 0x8000U) >> 16);
}

std::vector<std::uint8_t> withChannels(std::vector<std::uint8_t> pixels, int from, int to)
{
    if (from == to)
        return pixels;
    const std::size_t count = pixels.size() / static_cast<std::size_t>(from);
    std::vector<std::uint8_t> result(count * static_cast<std::size_t>(to));
    for (std::size_t i = 0; i < count; ++i) {
        if (to == 1)
            result[i] = greyOf(pixels.data() + 3 * i);
        else
            std::fill_n(result.data() + 3 * i, 3, pixels[i]);
    }
    return result;
}

std::uint8_t borderMean(const std::vector<std::uint8_t> &pixels, PictureShape shape,
                        std::size_t channel)
{
    const auto height = static_cast<std::size_t>(shape.height);
    const auto width = static_cast<std::size_t>(shape.width);
    const auto channels = static_cast<std::size_t>(shape.channels);
    std::uint64_t sum = 0;
    std::uint64_t count = 0;
    for (std::size_t y = 0; y < height; ++y) {
        const bool whole = y == 0 || y == height - 1;
        const std::size_t step = whole ? 1 : std::max<std::size_t>(1, width - 1);
        for (std::size_t x = 0; x < width; x += step, ++count)
            sum += pixels[(y * width + x) * channels + channel];
    }
    return static_cast<std::uint8_t>((sum + count / 2) / count);
}

void fillWith(const std::vector<std::uint8_t> &pixels, PictureShape inner, PictureShape to,
              std::span<std::uint8_t> target)
{
    std::array<std::uint8_t, 3> color{};
    const auto channels = static_cast<std::size_t>(to.channels);
    for (std::size_t c = 0; c < channels; ++c)
        color[c] = borderMean(pixels, inner, c);
    for (std::size_t i = 0; i < target.size(); i += channels)
        std::copy_n(color.data(), channels, target.data() + i);
}

void place(const std::vector<std::uint8_t> &pixels, PictureShape inner, PictureShape to,
           std::span<std::uint8_t> target)
{
    const auto rows = static_cast<std::size_t>(inner.height);
    const std::size_t length = inner.bytes() / rows;
    const std::size_t stride = to.bytes() / static_cast<std::size_t>(to.height);
    const auto top = static_cast<std::size_t>((to.height - inner.height) / 2);
    const auto left = static_cast<std::size_t>((to.width - inner.width) / 2);
    const std::size_t first = top * stride + left * static_cast<std::size_t>(to.channels);
    for (std::size_t y = 0; y < rows; ++y)
        std::copy_n(pixels.data() + y * length, length, target.data() + first + y * stride);
}

} // namespace

PictureShape fittedShape(PictureShape from, PictureShape to)
{
    const std::int64_t tall = std::int64_t{from.height} * to.width;
    const std::int64_t wide = std::int64_t{from.width} * to.height;
    if (tall >= wide)
        return {to.height,
                static_cast<int>(std::max<std::int64_t>(1, (wide + from.height / 2) / from.height)),
                to.channels};
    return {static_cast<int>(std::max<std::int64_t>(1, (tall + from.width / 2) / from.width)),
            to.width, to.channels};
}

void resizePixels(std::span<const std::uint8_t> pixels, PictureShape from, PictureShape to,
                  std::span<std::uint8_t> target)
{
    if (from == to) {
        std::copy(pixels.begin(), pixels.end(), target.begin());
        return;
    }
    const PictureShape inner = fittedShape(from, to);
    const Side down = sideOf(from.height, inner.height);
    const Side across = sideOf(from.width, inner.width);
    const auto width = static_cast<std::size_t>(from.width);
    const std::vector<std::uint8_t> fitted =
        withChannels(from.channels == 1 ? scaled<1>(pixels.data(), width, down, across)
                                        : scaled<3>(pixels.data(), width, down, across),
                     from.channels, to.channels);
    if (inner != to)
        fillWith(fitted, inner, to, target);
    place(fitted, inner, to, target);
}

Picture resizePicture(const Picture &picture, PictureShape to)
{
    Picture result{to, std::vector<std::uint8_t>(to.bytes()), picture.shrunk};
    resizePixels(picture.pixels, picture.shape, to, result.pixels);
    return result;
}

} // namespace leptune
