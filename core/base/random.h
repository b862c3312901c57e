// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace leptune {

/// A stream of random numbers that is the same on every machine and compiler (xoshiro256++, seeded
/// by SplitMix64; Blackman & Vigna 2019). Streams made from different keys are independent, so the
/// numbers of (seed, trial, fold) never depend on what other threads drew.
class RandomStream {
public:
    explicit RandomStream(std::uint64_t seed, std::uint64_t trial = 0, std::uint64_t fold = 0);

    std::uint64_t next();
    /// Uniform in [0, 1), 53 bits.
    double uniform();
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// Uniform integer in [0, bound); bound > 0. Unbiased (Lemire 2019).
    std::uint64_t below(std::uint64_t bound);
    /// Standard normal (polar method).
    double normal();

    /// Fisher-Yates.
    template <typename T>
    void shuffle(std::span<T> values)
    {
        for (std::size_t i = values.size(); i > 1; --i)
            std::swap(values[i - 1], values[below(i)]);
    }
    /// `count` different numbers from [0, total), ascending; count <= total.
    std::vector<std::uint32_t> sample(std::uint32_t total, std::uint32_t count);

private:
    std::uint64_t m_state[4];
    double m_spare = 0.0;
    bool m_hasSpare = false;
};

/// Mixes two keys into one (SplitMix64 finaliser); for seeds derived from seeds.
std::uint64_t mixSeeds(std::uint64_t a, std::uint64_t b);

} // namespace leptune
