// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/checksum.h"

#include <xxhash.h>
#include <zlib.h>

namespace leptune {

std::uint32_t crc32(std::span<const std::uint8_t> bytes, std::uint32_t seed)
{
    if (bytes.empty())
        return seed; // zlib starts afresh when given no address
    return static_cast<std::uint32_t>(::crc32_z(seed, bytes.data(), bytes.size()));
}

std::uint64_t hash64(std::span<const std::uint8_t> bytes)
{
    return XXH3_64bits(bytes.data(), bytes.size());
}

std::uint64_t hash64(std::string_view text)
{
    return XXH3_64bits(text.data(), text.size());
}

} // namespace leptune
