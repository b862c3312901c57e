// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace leptune {

namespace {

std::uint64_t splitMix(std::uint64_t &state)
{
    state += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

} // namespace

std::uint64_t mixSeeds(std::uint64_t a, std::uint64_t b)
{
    std::uint64_t state = a;
    const std::uint64_t first = splitMix(state);
    state = first ^ std::rotl(b, 32);
    return splitMix(state);
}

RandomStream::RandomStream(std::uint64_t seed, std::uint64_t trial, std::uint64_t fold)
{
    std::uint64_t state = mixSeeds(mixSeeds(seed, trial), fold);
    for (std::uint64_t &word : m_state)
        word = splitMix(state);
}

std::uint64_t RandomStream::next()
{
    std::uint64_t *s = m_state;
    const std::uint64_t result = std::rotl(s[0] + s[3], 23) + s[0];
    const std::uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = std::rotl(s[3], 45);
    return result;
}

double RandomStream::uniform()
{
    return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

std::uint64_t RandomStream::below(std::uint64_t bound)
{
    // __int128 keeps the high half of the product; -pedantic builds accept the extension keyword.
    __extension__ using Wide = unsigned __int128;
    Wide product = static_cast<Wide>(next()) * bound;
    auto low = static_cast<std::uint64_t>(product);
    if (low < bound) {
        const std::uint64_t threshold = (0 - bound) % bound;
        while (low < threshold) {
            product = static_cast<Wide>(next()) * bound;
            low = static_cast<std::uint64_t>(product);
        }
    }
    return static_cast<std::uint64_t>(product >> 64);
}

double RandomStream::normal()
{
    if (m_hasSpare) {
        m_hasSpare = false;
        return m_spare;
    }
    double u, v, square;
    do {
        u = uniform(-1.0, 1.0);
        v = uniform(-1.0, 1.0);
        square = u * u + v * v;
    } while (square >= 1.0 || square == 0.0);
    const double factor = std::sqrt(-2.0 * std::log(square) / square);
    m_spare = v * factor;
    m_hasSpare = true;
    return u * factor;
}

std::vector<std::uint32_t> RandomStream::sample(std::uint32_t total, std::uint32_t count)
{
    std::vector<std::uint32_t> all(total);
    std::iota(all.begin(), all.end(), 0U);
    for (std::uint32_t i = 0; i < count; ++i)
        std::swap(all[i], all[i + below(total - i)]);
    all.resize(count);
    std::sort(all.begin(), all.end());
    return all;
}

} // namespace leptune
