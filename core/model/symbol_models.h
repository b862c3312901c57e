// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/range_coder.h"

#include <bit>

/// Models of whole symbols, made of bits. Every code() takes the value and returns it, see
/// RangeEncoder.
namespace leptune {

/// Numbers below 2^Bits, most significant bit first, every bit in the context of those before.
template <unsigned Bits>
struct BitTree {
    std::array<BitModel, std::size_t{1} << Bits> models;

    template <typename Coder>
    std::uint32_t code(Coder &coder, std::uint32_t value = 0)
    {
        std::uint32_t at = 1;
        for (unsigned bit = Bits; bit-- > 0;)
            at = at << 1 | static_cast<std::uint32_t>(coder.bit(models[at], value >> bit & 1U));
        return at - (1U << Bits);
    }
};

/// Any 32-bit number: its length as a symbol, then its bits, the first three in context.
struct NumberModel {
    BitTree<6> length;
    std::array<BitTree<3>, 33> first;

    template <typename Coder>
    std::uint32_t code(Coder &coder, std::uint32_t value = 0)
    {
        const unsigned bits = length.code(coder, static_cast<std::uint32_t>(std::bit_width(value)));
        if (bits < 2)
            return bits;
        if (bits > 32)
            return 0;
        unsigned rest = bits - 1;
        std::uint32_t result = 1;
        if (rest < 3) {
            // The tree's high bits are 0 then.
            return result << rest |
                   (first[bits].code(coder, value & ((1U << rest) - 1)) & ((1U << rest) - 1));
        }
        rest -= 3;
        result = result << 3 | first[bits].code(coder, value >> rest & 7U);
        for (; rest > 0;) {
            const unsigned now = rest < 16 ? rest : 16;
            rest -= now;
            result = result << now | coder.plain(now, value >> rest & ((1U << now) - 1));
        }
        return result;
    }
};

/// Small numbers of either sign, near zero mostly.
struct SignedModel {
    NumberModel folded;

    template <typename Coder>
    std::int32_t code(Coder &coder, std::int32_t value = 0)
    {
        const auto wide = static_cast<std::uint32_t>(value);
        const std::uint32_t zigzag = folded.code(coder, wide << 1 ^ (value < 0 ? ~0U : 0U));
        return static_cast<std::int32_t>(zigzag >> 1 ^ (zigzag & 1U ? ~0U : 0U));
    }
};

/// Numbers up to a most that is known to both sides. What the interval of possible values decides
/// is not coded; the first twelve bits learn.
class PlaceModel {
public:
    explicit PlaceModel(std::uint32_t most = 0)
        : m_bits(static_cast<unsigned>(std::bit_width(most))),
          m_models(std::size_t{1} << std::min(m_bits, kLearned))
    {
    }

    /// A value in [low, high], which lies in [0, most].
    template <typename Coder>
    std::uint32_t code(Coder &coder, std::uint32_t low, std::uint32_t high, std::uint32_t value = 0)
    {
        std::uint32_t at = 1, begin = 0;
        for (unsigned bit = m_bits; bit-- > 0;) {
            const std::uint32_t middle = begin + (1U << bit);
            bool right = middle <= low;
            if (!right && middle <= high)
                right = at < m_models.size() ? coder.bit(m_models[at], value >= middle)
                                             : coder.plain(1, value >= middle) != 0;
            if (right)
                begin = middle;
            at = at << 1 | static_cast<std::uint32_t>(right);
        }
        return begin;
    }

private:
    static constexpr unsigned kLearned = 12;
    unsigned m_bits;
    std::vector<BitModel> m_models;
};

/// 32 bits as they are.
template <typename Coder>
std::uint32_t codeWord(Coder &coder, std::uint32_t value = 0)
{
    const std::uint32_t high = coder.plain(16, value >> 16);
    return high << 16 | coder.plain(16, value & 0xFFFFU);
}

} // namespace leptune
