// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/symbol_models.h"

namespace leptune {

/// Bits of a float in an order that is that of numbers.
std::uint32_t orderedBits(float value);
float fromOrderedBits(std::uint32_t bits);

/// Lists of distinct floats in the order of numbers (-0 before 0), none empty: differences of
/// neighbours without the zeros that they end in, of which whole numbers and their midpoints have
/// many.
struct AscendingFloats {
    NumberModel sizes;
    BitTree<5> trailingZeros;
    NumberModel gaps;

    /// `bytesEach`: what a number takes where the list is read, with what belongs to it.
    template <typename Coding>
    void code(const Coding &coding, std::vector<float> &list, std::size_t bytesEach)
    {
        constexpr bool kReads = std::remove_reference_t<decltype(coding.coder)>::kReads;
        const std::uint32_t count =
            sizes.code(coding.coder, static_cast<std::uint32_t>(list.size()));
        if (count == 0)
            coding.damaged("a list of numbers is empty");
        std::uint32_t last = 0;
        for (std::uint32_t i = 0; i < count; ++i) {
            const std::uint32_t gap = kReads ? 1 : orderedBits(list[i]) - last;
            const std::uint32_t zeros = trailingZeros.code(
                coding.coder, static_cast<std::uint32_t>(std::countr_zero(gap)) & 31U);
            last += gaps.code(coding.coder, gap >> zeros) << zeros;
            if constexpr (kReads) {
                coding.take(bytesEach);
                if (!list.empty() && orderedBits(list.back()) >= last)
                    coding.damaged("a list of numbers is not in order");
                list.push_back(fromOrderedBits(last));
            }
        }
    }
};

} // namespace leptune
