// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/pictures/bmp_decoder.h"

#include "core/data/pictures/bmp_head.h"
#include "core/data/pictures/bmp_runs.h"
#include "core/data/pictures/picture_checks.h"

#include <algorithm>

namespace leptune {

namespace {

class BmpReader {
public:
    BmpReader(std::string_view bytes, const std::string &name)
        : m_bytes(bytes),
          m_name(name),
          m_head(BmpHead::read(bytes, name)),
          m_width(static_cast<std::size_t>(m_head.shape.width)),
          m_height(static_cast<std::size_t>(m_head.shape.height)),
          m_channels(static_cast<std::size_t>(m_head.shape.channels))
    {
        if (m_head.pixels > bytes.size())
            endsEarly(name, 0, m_height);
    }

    Picture read() { return m_head.packing == BmpPacking::None ? readRows() : readRuns(); }

private:
    Picture emptyPicture() const
    {
        Picture picture;
        picture.shape = m_head.shape;
        picture.pixels.resize(m_head.shape.bytes());
        return picture;
    }

    std::uint8_t *row(Picture &picture, std::size_t stored) const
    {
        const std::size_t y = m_head.topDown ? stored : m_height - 1 - stored;
        return picture.pixels.data() + y * m_width * m_channels;
    }

    Picture readRows()
    {
        const std::size_t stride = (m_width * m_head.bits + 31) / 32 * 4;
        const std::size_t used = (m_width * m_head.bits + 7) / 8;
        const std::string_view rest = m_bytes.substr(m_head.pixels);
        if (rest.size() < stride * (m_height - 1) + used)
            endsEarly(m_name, std::min(rest.size() / stride, m_height - 1), m_height);
        Picture picture = emptyPicture();
        m_opaque = m_head.masks[3].mask == 0 || !hasAlpha(rest, stride);
        for (std::size_t stored = 0; stored < m_height; ++stored)
            readRow(rest.data() + stored * stride, row(picture, stored));
        return picture;
    }

    Picture readRuns()
    {
        const std::vector<std::uint8_t> indices = unpackBmpRuns(m_head, m_bytes, m_name);
        Picture picture = emptyPicture();
        for (std::size_t stored = 0; stored < m_height; ++stored) {
            std::uint8_t *target = row(picture, stored);
            for (std::size_t x = 0; x < m_width; ++x)
                target = putColor(target, indices[stored * m_width + x]);
        }
        return picture;
    }

    void readRow(const char *source, std::uint8_t *target) const
    {
        if (m_head.bits <= 8)
            readIndices(source, target);
        else if (m_head.bits == 24)
            readColors(source, target);
        else
            readMasked(source, target);
    }

    void readIndices(const char *source, std::uint8_t *target) const
    {
        const unsigned mask = (1U << m_head.bits) - 1U;
        for (std::size_t x = 0; x < m_width; ++x) {
            const std::size_t bit = x * m_head.bits;
            const auto byte = static_cast<unsigned char>(source[bit / 8]);
            target = putColor(target, byte >> (8 - m_head.bits - bit % 8) & mask);
        }
    }

    std::uint8_t *putColor(std::uint8_t *target, std::size_t index) const
    {
        return std::copy_n(m_head.palette[index].data(), m_channels, target);
    }

    void readColors(const char *source, std::uint8_t *target) const
    {
        for (std::size_t x = 0; x < m_width; ++x, source += 3, target += 3)
            std::reverse_copy(source, source + 3, target);
    }

    std::uint32_t pixel(const char *source) const
    {
        return littleEndian({source, m_head.bits / 8}, 0, m_head.bits / 8);
    }

    void readMasked(const char *source, std::uint8_t *target) const
    {
        for (std::size_t x = 0; x < m_width; ++x, source += m_head.bits / 8) {
            const std::uint32_t value = pixel(source);
            const unsigned alpha = m_opaque ? 255U : m_head.masks[3](value);
            for (std::size_t c = 0; c < 3; ++c)
                *target++ = overWhite(m_head.masks[c](value), alpha);
        }
    }

    bool hasAlpha(std::string_view rest, std::size_t stride) const
    {
        for (std::size_t y = 0; y < m_height; ++y)
            for (std::size_t x = 0; x < m_width; ++x)
                if (m_head.masks[3](pixel(rest.data() + y * stride + x * m_head.bits / 8)) != 0)
                    return true;
        return false;
    }

    std::string_view m_bytes;
    const std::string &m_name;
    BmpHead m_head;
    std::size_t m_width;
    std::size_t m_height;
    std::size_t m_channels;
    bool m_opaque = true;
};

} // namespace

bool isBmp(std::string_view bytes)
{
    if (bytes.size() < 18 || bytes.substr(0, 2) != "BM")
        return false;
    // Two letters alone could start a table.
    const std::uint32_t head = littleEndian(bytes, 14, 4);
    for (const std::uint32_t known : {12U, 16U, 40U, 52U, 56U, 64U, 108U, 124U})
        if (head == known)
            return true;
    return false;
}

PictureShape bmpShape(std::string_view bytes, const std::string &name)
{
    return BmpHead::read(bytes, name).shape;
}

Picture decodeBmp(std::string_view bytes, const std::string &name)
{
    return BmpReader(bytes, name).read();
}

} // namespace leptune
