// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace leptune {

/// The shortest text that reads back as the same number, C locale, integers without exponent up to
/// 2^53 ("7", "0.1", "1e+300"); NaN is "" (missing), infinities "inf" and "-inf".
std::string numberText(double value);
std::string numberText(float value);
/// The whole text as a number in the C locale (surrounding blanks allowed; inf and nan accepted,
/// hexadecimal not), or nothing.
std::optional<double> parseNumber(std::string_view text);

} // namespace leptune
