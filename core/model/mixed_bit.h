// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/range_coder.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace leptune {

/// Logarithms of odds as integers, 256 = 1, between -2047 and 2047; probabilities of 12 bits.
/// Integers only, so that files mean the same on every machine.
namespace odds {

constexpr int kMost = 2047;

/// 4096 / (1 + exp(-x / 256)), by straight lines between 33 points.
constexpr int probability(int x)
{
    constexpr std::array<std::int16_t, 33> kPoints{
        1,    2,    3,    6,    10,   16,   27,   45,   73,   120,  194,
        310,  488,  747,  1101, 1546, 2047, 2549, 2994, 3348, 3607, 3785,
        3901, 3975, 4022, 4050, 4068, 4079, 4085, 4089, 4092, 4093, 4094};
    if (x > kMost)
        return 4095;
    if (x < -kMost)
        return 1;
    const int between = x & 127;
    const auto at = static_cast<std::size_t>((x >> 7) + 16);
    return (kPoints[at] * (128 - between) + kPoints[at + 1] * between + 64) >> 7;
}

/// The inverse, for each probability of 12 bits.
constexpr std::array<std::int16_t, 4096> makeLogarithms()
{
    std::array<std::int16_t, 4096> table{};
    int p = 0;
    for (int x = -kMost; x <= kMost; ++x)
        for (const int reached = probability(x); p <= reached; ++p)
            table[static_cast<std::size_t>(p)] = static_cast<std::int16_t>(x);
    for (; p < 4096; ++p)
        table[static_cast<std::size_t>(p)] = kMost;
    return table;
}
inline constexpr std::array<std::int16_t, 4096> kLogarithms = makeLogarithms();

} // namespace odds

/// A bit in several contexts at once: what their models expect is mixed by weights that learn which
/// of them to trust (Mahoney 2005, "Adaptive weighing of context models for lossless compression").
template <std::size_t Contexts>
class MixedBit {
public:
    MixedBit() { m_weights.fill(65536 * 6 / (5 * static_cast<int>(Contexts))); }

    /// As RangeEncoder::bit(); `models`: that of each context. They and the weights learn.
    template <typename Coder>
    bool code(Coder &coder, const std::array<BitModel *, Contexts> &models, bool value = false)
    {
        std::array<int, Contexts> expected{};
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < Contexts; ++i) {
            const int one = (1 << BitModel::kBits) - models[i]->zero;
            expected[i] =
                odds::kLogarithms[static_cast<std::size_t>(one >> (BitModel::kBits - 12))];
            sum += std::int64_t{m_weights[i]} * expected[i];
        }
        const int one = odds::probability(static_cast<int>(sum >> 16));
        value =
            coder.bitWith(static_cast<std::uint32_t>(4096 - one) << (BitModel::kBits - 12), value);
        const int error = ((value ? 4095 : 0) - one) * kRate;
        for (std::size_t i = 0; i < Contexts; ++i) {
            m_weights[i] += (expected[i] * error + 0x8000) >> 16;
            models[i]->learn(value);
        }
        return value;
    }

private:
    static constexpr int kRate = 10;
    std::array<std::int32_t, Contexts> m_weights; ///< 65536 = 1
};

} // namespace leptune
