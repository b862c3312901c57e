// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace leptune {

/// CRC-32 (ISO-HDLC, as in zlib and gzip).
std::uint32_t crc32(std::span<const std::uint8_t> bytes, std::uint32_t seed = 0);
/// XXH3, 64 bits: identity of contents, not a protection against forgery.
std::uint64_t hash64(std::span<const std::uint8_t> bytes);
std::uint64_t hash64(std::string_view text);

} // namespace leptune
