// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for core/base/checksum.cpp in leptune_reader.h, which shall need no zlib.
#include "core/base/checksum.h"

namespace leptune {

std::uint32_t crc32(std::span<const std::uint8_t> bytes, std::uint32_t seed)
{
    std::uint32_t rest = ~seed;
    for (const std::uint8_t byte : bytes) {
        rest ^= byte;
        for (int bit = 0; bit < 8; ++bit)
            rest = (rest >> 1U) ^ (rest & 1U ? 0xEDB88320U : 0U);
    }
    return ~rest;
}

} // namespace leptune
