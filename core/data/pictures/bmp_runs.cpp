// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/pictures/bmp_runs.h"

#include "core/data/pictures/picture_checks.h"

namespace leptune {

namespace {

/// A pair of bytes gives at most 255 pixels; jumps may give more, but no writer lives on them, and
/// a head of a few bytes must not claim memory that its file can't fill.
constexpr std::uint64_t kMostPacking = 128;

class RunReader {
public:
    RunReader(const BmpHead &head, std::string_view rest, const std::string &name)
        : m_rest(rest),
          m_name(name),
          m_height(static_cast<std::size_t>(head.shape.height)),
          m_width(static_cast<std::size_t>(head.shape.width)),
          m_nibbles(head.packing == BmpPacking::Runs4)
    {
        if (m_height * m_width / kMostPacking > rest.size())
            endsEarly(name, 0, m_height);
        m_indices.resize(m_height * m_width);
    }

    std::vector<std::uint8_t> run()
    {
        while (!m_done && m_y < m_height) {
            const unsigned count = next();
            const unsigned value = next();
            if (count > 0)
                repeat(count, value);
            else if (value > 2)
                copy(value);
            else
                move(value);
        }
        return std::move(m_indices);
    }

private:
    unsigned next()
    {
        if (m_rest.empty()) {
            // Whole rows need no end mark.
            if (m_y + 1 == m_height && m_x >= m_width) {
                m_done = true;
                return 0;
            }
            endsEarly(m_name, m_y, m_height);
        }
        const auto byte = static_cast<unsigned char>(m_rest.front());
        m_rest.remove_prefix(1);
        return byte;
    }

    void put(unsigned index)
    {
        if (m_x < m_width && m_y < m_height)
            m_indices[m_y * m_width + m_x] = static_cast<std::uint8_t>(index);
        ++m_x;
    }

    void repeat(unsigned count, unsigned value)
    {
        for (unsigned i = 0; i < count; ++i)
            put(m_nibbles ? nibble(value, i) : value);
    }

    void copy(unsigned count)
    {
        unsigned value = 0;
        for (unsigned i = 0; i < count; ++i) {
            if (!m_nibbles || i % 2 == 0)
                value = next();
            put(m_nibbles ? nibble(value, i) : value);
        }
        const unsigned bytes = m_nibbles ? (count + 1) / 2 : count;
        if (bytes % 2 == 1 && !m_rest.empty())
            m_rest.remove_prefix(1);
    }

    /// 0 ends the row, 1 the picture, 2 jumps right and up.
    void move(unsigned what)
    {
        if (what == 1) {
            m_done = true;
        } else if (what == 0) {
            m_x = 0;
            ++m_y;
        } else {
            m_x += next();
            m_y += next();
        }
    }

    static unsigned nibble(unsigned byte, unsigned i)
    {
        return i % 2 == 0 ? byte >> 4 : byte & 15U;
    }

    std::string_view m_rest;
    const std::string &m_name;
    std::size_t m_height;
    std::size_t m_width;
    bool m_nibbles;
    std::vector<std::uint8_t> m_indices;
    std::size_t m_x = 0;
    std::size_t m_y = 0;
    bool m_done = false;
};

} // namespace

std::vector<std::uint8_t> unpackBmpRuns(const BmpHead &head, std::string_view bytes,
                                        const std::string &name)
{
    return RunReader(head, bytes.substr(head.pixels), name).run();
}

} // namespace leptune
