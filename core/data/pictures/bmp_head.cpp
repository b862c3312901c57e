// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/pictures/bmp_head.h"

#include "core/data/pictures/picture_checks.h"

#include <algorithm>
#include <bit>

namespace leptune {

namespace {

constexpr std::size_t kFileHead = 14;
constexpr std::uint32_t kCoreHead = 12;
constexpr std::uint32_t kInfoHead = 40;
/// From this length on the head itself holds the colour masks, and from the next the alpha mask.
constexpr std::uint32_t kHeadWithMasks = 52;
constexpr std::uint32_t kHeadWithAlpha = 56;
constexpr std::uint32_t kOs2Head = 64;

enum Compression : std::uint32_t {
    kPlain = 0,
    kRuns8 = 1,
    kRuns4 = 2,
    kMasks = 3,
    kAlphaMasks = 6
};

class HeadReader {
public:
    HeadReader(std::string_view bytes, const std::string &name) : m_bytes(bytes), m_name(name) {}

    BmpHead read()
    {
        m_length = number(kFileHead, 4);
        m_end = kFileHead + m_length;
        m_head.pixels = number(10, 4);
        if (m_length == kCoreHead)
            readSides(number(18, 2), number(20, 2), 22);
        else
            readSides(number(18, 4), number(22, 4), 26);
        readCompression();
        if (m_head.bits <= 8)
            readPalette();
        else if (m_head.bits != 24)
            readMasks();
        return m_head;
    }

private:
    std::uint32_t number(std::size_t at, std::size_t length) const
    {
        if (at + length > m_bytes.size())
            damagedPicture(m_name, "BMP", "it ends inside its head");
        return littleEndian(m_bytes, at, length);
    }

    void readSides(std::uint32_t width, std::uint32_t height, std::size_t planes)
    {
        m_head.topDown = m_length != kCoreHead && height >= 0x80000000U;
        if (m_head.topDown)
            height = 0U - height;
        requireSides(m_name, height, width);
        m_head.shape = {static_cast<int>(height), static_cast<int>(width), 3};
        m_head.bits = number(planes + 2, 2);
        for (const unsigned known : {1U, 4U, 8U, 16U, 24U, 32U})
            if (m_head.bits == known)
                return;
        damagedPicture(m_name, "BMP", "pixels of " + std::to_string(m_head.bits) + " bits");
    }

    void readCompression()
    {
        m_compression = m_length >= 20 ? number(30, 4) : std::uint32_t{kPlain};
        if (m_compression == kRuns8 && m_head.bits == 8)
            m_head.packing = BmpPacking::Runs8;
        else if (m_compression == kRuns4 && m_head.bits == 4)
            m_head.packing = BmpPacking::Runs4;
        else if (m_compression != kPlain && !(usesMasks() && m_head.bits % 16 == 0))
            damagedPicture(m_name, "BMP",
                           "compression " + std::to_string(m_compression) + " at " +
                               std::to_string(m_head.bits) + " bits is not known");
    }

    bool usesMasks() const { return m_compression == kMasks || m_compression == kAlphaMasks; }

    void readPalette()
    {
        const std::size_t entry = m_length == kCoreHead ? 3 : 4;
        const std::size_t most = std::size_t{1} << m_head.bits;
        std::size_t count = m_length >= 36 ? number(46, 4) : 0;
        if (count == 0 || count > most)
            count = most;
        if (m_head.pixels > m_end)
            count = std::min(count, (m_head.pixels - m_end) / entry);
        bool grey = true;
        for (std::size_t i = 0; i < count; ++i) {
            const std::uint32_t color = number(m_end + i * entry, 3);
            auto &[red, green, blue] = m_head.palette[i];
            blue = color & 0xFFU;
            green = color >> 8 & 0xFFU;
            red = color >> 16 & 0xFFU;
            grey = grey && red == green && red == blue;
        }
        if (grey)
            m_head.shape.channels = 1;
    }

    void readMasks()
    {
        std::array<std::uint32_t, 4> masks =
            m_head.bits == 16 ? std::array<std::uint32_t, 4>{0x7C00, 0x03E0, 0x001F, 0}
                              : std::array<std::uint32_t, 4>{0xFF0000, 0xFF00, 0xFF, 0};
        if (usesMasks()) {
            const bool alpha = m_compression == kAlphaMasks ||
                               (m_length >= kHeadWithAlpha && m_length != kOs2Head);
            for (std::size_t c = 0; c < 4; ++c)
                masks[c] = c < 3 || alpha ? number(kFileHead + kInfoHead + 4 * c, 4) : 0;
        }
        for (std::size_t c = 0; c < 4; ++c)
            m_head.masks[c] = maskOf(masks[c]);
    }

    BmpMask maskOf(std::uint32_t mask) const
    {
        BmpMask result{mask, 0, {}};
        if (mask == 0)
            return result;
        const int low = std::countr_zero(mask);
        const int width = std::popcount(mask);
        if (std::countr_one(mask >> low) != width)
            damagedPicture(m_name, "BMP", "a colour mask with gaps");
        const int kept = std::min(width, 8);
        result.shift = low + width - kept;
        result.mask = ((1U << kept) - 1U) << result.shift;
        const unsigned most = (1U << kept) - 1U;
        for (unsigned level = 0; level <= most; ++level)
            result.levels[level] = static_cast<std::uint8_t>(level * 255U / most);
        return result;
    }

    std::string_view m_bytes;
    const std::string &m_name;
    BmpHead m_head;
    std::uint32_t m_length = 0; ///< of the head after the file head
    std::size_t m_end = 0;
    std::uint32_t m_compression = kPlain;
};

static_assert(kInfoHead + 12 == kHeadWithMasks && kHeadWithMasks + 4 == kHeadWithAlpha,
              "masks lie at the same place inside a long head and after a short one");

} // namespace

std::uint32_t littleEndian(std::string_view bytes, std::size_t at, std::size_t length)
{
    std::uint32_t value = 0;
    for (std::size_t i = length; i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

BmpHead BmpHead::read(std::string_view bytes, const std::string &name)
{
    return HeadReader(bytes, name).read();
}

} // namespace leptune
