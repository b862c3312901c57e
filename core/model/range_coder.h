// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/packed_bytes.h"

#include <array>

namespace leptune {

/// How likely a bit is to be 0; learns from the bits it met, quickly at first.
struct BitModel {
    static constexpr int kBits = 15;
    std::uint16_t zero = 1U << (kBits - 1);
    std::uint16_t seen = 0;

    void learn(bool bit)
    {
        constexpr std::array<std::uint8_t, 12> kShifts{2, 2, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5};
        const int shift = seen < 48 ? kShifts[seen / 4] : 6;
        seen = static_cast<std::uint16_t>(seen + (seen < 48 ? 1 : 0));
        if (bit)
            zero = static_cast<std::uint16_t>(zero - (zero >> shift));
        else
            zero = static_cast<std::uint16_t>(zero + (((1U << kBits) - zero) >> shift));
    }
};

/// Binary arithmetic coding (Martin 1979, "Range encoding"). Encoder and decoder have the same
/// functions: both take the value, which the decoder ignores, and return it, so that one
/// description serves both ways.
class RangeEncoder {
public:
    static constexpr bool kReads = false;

    bool bit(BitModel &model, bool value)
    {
        bitWith(model.zero, value);
        model.learn(value);
        return value;
    }
    /// A bit that is 0 with a probability of zero / 2^BitModel::kBits, in (0, 1).
    bool bitWith(std::uint32_t zero, bool value)
    {
        const std::uint32_t bound = (m_range >> BitModel::kBits) * zero;
        if (value) {
            m_low += bound;
            m_range -= bound;
        } else {
            m_range = bound;
        }
        normalise();
        return value;
    }
    /// `count` (at most 16) bits that nothing is known about.
    std::uint32_t plain(unsigned count, std::uint32_t value)
    {
        m_range >>= count;
        m_low += std::uint64_t{m_range} * value;
        normalise();
        return value;
    }
    /// All that was coded, but for a few zeros at the end.
    std::vector<std::uint8_t> finish();

private:
    void normalise()
    {
        for (; m_range < kLeast; m_range <<= 8)
            shift();
    }
    void shift();

    static constexpr std::uint32_t kLeast = 1U << 24;
    std::vector<std::uint8_t> m_bytes;
    std::uint64_t m_low = 0;
    std::uint32_t m_range = 0xFFFFFFFFU;
    std::uint64_t m_waiting = 0; ///< bytes 0xFF that a carry may still reach
    int m_held = -1;             ///< the byte before them
};

/// Behind the end of the bytes zeros are read, but only few: a damaged file ends in
/// Error(BadFormat).
class RangeDecoder {
public:
    static constexpr bool kReads = true;

    RangeDecoder(std::span<const std::uint8_t> bytes, const ByteReader &reader);

    bool bit(BitModel &model, bool = false)
    {
        const bool value = bitWith(model.zero);
        model.learn(value);
        return value;
    }
    bool bitWith(std::uint32_t zero, bool = false)
    {
        const std::uint32_t bound = (m_range >> BitModel::kBits) * zero;
        const bool value = m_code >= bound;
        if (value) {
            m_code -= bound;
            m_range -= bound;
        } else {
            m_range = bound;
        }
        normalise();
        return value;
    }
    std::uint32_t plain(unsigned count, std::uint32_t = 0)
    {
        m_range >>= count;
        const std::uint32_t most = (1U << count) - 1;
        const std::uint32_t value = std::min(m_code / m_range, most);
        m_code -= value * m_range;
        normalise();
        return value;
    }
    /// Throws where bytes are left.
    void finish() const;
    [[noreturn]] void damaged(const std::string &detail) const { m_reader.damaged(detail); }

private:
    void normalise()
    {
        for (; m_range < kLeast; m_range <<= 8)
            m_code = m_code << 8 | next();
    }
    std::uint32_t next()
    {
        if (m_at < m_bytes.size())
            return m_bytes[m_at++];
        return behindEnd();
    }
    std::uint32_t behindEnd();

    static constexpr std::uint32_t kLeast = 1U << 24;
    std::span<const std::uint8_t> m_bytes;
    const ByteReader &m_reader;
    std::size_t m_at = 0;
    std::uint32_t m_behind = 0;
    std::uint32_t m_range = 0xFFFFFFFFU;
    std::uint32_t m_code = 0;
};

} // namespace leptune
