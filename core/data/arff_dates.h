// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace leptune {

/// A date written by a pattern of Java's SimpleDateFormat (y M d H h k m s S a, quoted literals;
/// the default of ARFF is "yyyy-MM-dd'T'HH:mm:ss") in ISO 8601; the text itself where it does not
/// follow the pattern.
std::string isoFromPattern(std::string_view text, std::string_view pattern);

} // namespace leptune
