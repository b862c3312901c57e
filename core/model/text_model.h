// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/coding.h"
#include "core/model/mixed_bit.h"
#include "core/model/symbol_models.h"

#include <string>
#include <vector>

namespace leptune {

/// Spellings one after another: length, then bytes, each bit in four contexts (the byte so far;
/// with the byte before; with the two before; with the byte at its place in the spelling before,
/// which sorted ones share starts with), mixed.
class TextModel {
public:
    TextModel() : m_single(kTree), m_double(kTree * 256), m_triple(kHashed), m_above(kTree * 256) {}

    /// `text` is what is written, or empty; gives what was read.
    template <typename Coding>
    std::string code(const Coding &coding, const std::string &text)
    {
        constexpr bool kReads = std::remove_reference_t<decltype(coding.coder)>::kReads;
        const std::uint32_t length =
            m_lengths.code(coding.coder, static_cast<std::uint32_t>(text.size()));
        std::string result;
        for (std::uint32_t i = 0; i < length; ++i) {
            if constexpr (kReads)
                coding.take(1);
            const std::uint32_t one = i > 0 ? byteAt(result, i - 1) : 0;
            const std::uint32_t two = i > 1 ? byteAt(result, i - 2) : 0;
            const std::uint32_t above = i < m_last.size() ? byteAt(m_last, i) : 0;
            result.push_back(static_cast<char>(
                codeByte(coding.coder, one, two, above, kReads ? 0 : byteAt(text, i))));
        }
        m_last = result;
        return result;
    }

private:
    static constexpr std::size_t kTree = 256;
    static constexpr std::size_t kHashed = std::size_t{1} << 16;

    static std::uint32_t byteAt(const std::string &text, std::size_t i)
    {
        return static_cast<unsigned char>(text[i]);
    }

    template <typename Coder>
    std::uint32_t codeByte(Coder &coder, std::uint32_t one, std::uint32_t two, std::uint32_t above,
                           std::uint32_t value)
    {
        std::uint32_t at = 1; // the bits so far behind a 1
        for (int bit = 7; bit >= 0; --bit) {
            const std::uint32_t hash = ((two << 16 | one << 8 | at) * 0x9E3779B1U) >> 16;
            const std::array<BitModel *, 4> models{&m_single[at], &m_double[one << 8 | at],
                                                   &m_triple[hash], &m_above[above << 8 | at]};
            at = at << 1 | static_cast<std::uint32_t>(
                               m_mixed[at].code(coder, models, (value >> bit & 1U) != 0));
        }
        return at & 0xFFU;
    }

    NumberModel m_lengths;
    std::vector<BitModel> m_single, m_double, m_triple, m_above;
    std::array<MixedBit<4>, kTree> m_mixed;
    std::string m_last;
};

} // namespace leptune
