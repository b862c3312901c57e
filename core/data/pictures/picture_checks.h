// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace leptune {

/// What a head says, judged before anything is allocated: 1 to 1,000,000 pixels a side and at most
/// 100 megapixels. Throws Error(BadFormat).
void requireSides(const std::string &name, std::uint64_t height, std::uint64_t width);

/// Throws Error(BadFormat): the file holds `rows` whole rows of `height`.
[[noreturn]] void endsEarly(const std::string &name, std::uint64_t rows, std::uint64_t height);

/// Throws Error(BadFormat): "is a damaged PNG picture: why".
[[noreturn]] void damagedPicture(const std::string &name, const char *format,
                                 const std::string &why);

/// A colour value over white, by its alpha (255 = opaque), rounded.
inline std::uint8_t overWhite(unsigned value, unsigned alpha)
{
    return static_cast<std::uint8_t>((value * alpha + 255U * (255U - alpha) + 127U) / 255U);
}

} // namespace leptune
