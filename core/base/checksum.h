// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

namespace leptune {

/// CRC-32 (ISO-HDLC, as in zlib and gzip).
std::uint32_t crc32(std::span<const std::uint8_t> bytes, std::uint32_t seed = 0);
/// XXH3, 64 bits: identity of contents, not a protection against forgery.
std::uint64_t hash64(std::span<const std::uint8_t> bytes);
std::uint64_t hash64(std::string_view text);
/// Of values as they lie in memory.
template <typename Value>
requires std::has_unique_object_representations_v<Value> || std::is_floating_point_v<Value>
    std::uint64_t hashOfValues(std::span<const Value> values)
{
    const auto bytes = std::as_bytes(values);
    return hash64({reinterpret_cast<const std::uint8_t *>(bytes.data()), bytes.size()});
}

} // namespace leptune
