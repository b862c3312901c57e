// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/range_coder.h"

namespace leptune {

namespace {

/// Zeros at the end that the encoder does not write.
constexpr std::uint32_t kMostLeftOut = 4;
/// The decoder holds four bytes in advance.
constexpr std::uint32_t kMostBehind = kMostLeftOut + 4;

} // namespace

void RangeEncoder::shift()
{
    const bool carry = m_low >> 32 != 0;
    if (carry || m_low < 0xFF000000U) {
        if (m_held >= 0)
            m_bytes.push_back(static_cast<std::uint8_t>(m_held + (carry ? 1 : 0)));
        for (; m_waiting > 0; --m_waiting)
            m_bytes.push_back(carry ? 0x00 : 0xFF);
        m_held = static_cast<int>((m_low >> 24) & 0xFF);
    } else {
        ++m_waiting;
    }
    m_low = (m_low & 0x00FFFFFFU) << 8;
}

std::vector<std::uint8_t> RangeEncoder::finish()
{
    // The value in the last interval that ends in the most zeros.
    for (int bits = 31; bits >= 0; --bits) {
        const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
        const std::uint64_t rounded = (m_low + mask) & ~mask;
        if (rounded - m_low < m_range) {
            m_low = rounded;
            break;
        }
    }
    for (int i = 0; i < 5; ++i)
        shift();
    for (std::uint32_t i = 0; i < kMostLeftOut && !m_bytes.empty() && m_bytes.back() == 0; ++i)
        m_bytes.pop_back();
    return std::move(m_bytes);
}

RangeDecoder::RangeDecoder(std::span<const std::uint8_t> bytes, const ByteReader &reader)
    : m_bytes(bytes), m_reader(reader)
{
    for (int i = 0; i < 4; ++i)
        m_code = m_code << 8 | next();
}

void RangeDecoder::finish() const
{
    if (m_at < m_bytes.size())
        damaged("a part of it is longer than its contents");
}

std::uint32_t RangeDecoder::behindEnd()
{
    if (++m_behind > kMostBehind)
        damaged("a part of it ends too early");
    return 0;
}

} // namespace leptune
