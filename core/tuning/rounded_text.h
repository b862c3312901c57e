// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <string>

namespace leptune {

/// A number in a sentence: four digits, in the C locale.
inline std::string roundedText(double number)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", number);
    return text;
}

} // namespace leptune
