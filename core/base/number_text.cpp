// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/number_text.h"

#include <charconv>
#include <cmath>

namespace leptune {

namespace {

template <typename T>
std::string shortest(T value)
{
    if (std::isnan(value))
        return {};
    if (std::isinf(value))
        return value > 0 ? "inf" : "-inf";
    char buffer[64];
    const bool whole = std::trunc(value) == value && std::abs(value) < T(9007199254740992.0);
    const auto result = whole ? std::to_chars(buffer, buffer + sizeof buffer, value == 0 ? T(0) : value,
                                              std::chars_format::fixed, 0)
                              : std::to_chars(buffer, buffer + sizeof buffer, value);
    return {buffer, result.ptr};
}

} // namespace

std::string numberText(double value)
{
    return shortest(value);
}

std::string numberText(float value)
{
    return shortest(value);
}

std::optional<double> parseNumber(std::string_view text)
{
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && blank(text.back()))
        text.remove_suffix(1);
    if (text.size() > 1 && text.front() == '+' && text[1] != '-' && text[1] != '+')
        text.remove_prefix(1);
    double value = 0.0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || result.ptr != text.data() + text.size())
        return std::nullopt;
    if (result.ec == std::errc::result_out_of_range) {
        // from_chars leaves the value alone; overflow is infinite, underflow is zero.
        const std::size_t exponent = text.find_first_of("eE");
        const bool tiny = exponent != std::string_view::npos && text.find('-', exponent) != std::string_view::npos;
        const double size = tiny ? 0.0 : HUGE_VAL;
        return text.front() == '-' ? -size : size;
    }
    if (result.ec != std::errc{})
        return std::nullopt;
    return value;
}

} // namespace leptune
