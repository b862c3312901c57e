// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/number_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

namespace leptune {

namespace {

using namespace std::string_view_literals;

constexpr std::array kMissingWords{"na"sv, "n/a"sv,    "nan"sv,     "-nan"sv, "null"sv,
                                   "?"sv,  "#n/a"sv,   "#na"sv,     "<na>"sv, "nat"sv,
                                   "-"sv,  "(null)"sv, "#n/a n/a"sv};
constexpr std::array kMissingAmongNumbers{"none"sv,    "nil"sv,     "--"sv,     "."sv,
                                          "n.a."sv,    "missing"sv, "#null!"sv, "#div/0!"sv,
                                          "#ref!"sv,   "#value!"sv, "#name?"sv, "#num!"sv,
                                          "1.#qnan"sv, "1.#ind"sv,  "-1.#ind"sv};
constexpr std::array kInfinities{"inf"sv, "infinity"sv, "1.#inf"sv, "\xE2\x88\x9E"sv};
constexpr std::size_t kLongestWord = 10;

bool isDigit(char c)
{
    return static_cast<unsigned char>(c - '0') < 10;
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

template <std::size_t N>
bool isOneOf(std::string_view cell, const std::array<std::string_view, N> &words)
{
    return std::any_of(words.begin(), words.end(), [cell](std::string_view word) {
        return word.size() == cell.size() &&
               std::equal(cell.begin(), cell.end(), word.begin(),
                          [](char a, char b) { return lower(a) == b; });
    });
}

/// Where the parts of [sign] digits [mark digits] [exponent] are; `wellFormed` when nothing is
/// left.
struct NumberShape {
    bool wellFormed = false;
    std::size_t whole = 0;
    std::size_t decimals = 0;
    bool exponent = false;
    bool tiny = false;
};

NumberShape shapeOf(std::string_view text, char decimal)
{
    NumberShape shape;
    std::size_t at = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    const auto digits = [&text, &at] {
        const std::size_t begin = at;
        while (at < text.size() && isDigit(text[at]))
            ++at;
        return at - begin;
    };
    shape.whole = digits();
    if (at < text.size() && text[at] == decimal) {
        ++at;
        shape.decimals = digits();
    }
    if (shape.whole + shape.decimals == 0)
        return shape;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        shape.exponent = true;
        shape.tiny = at < text.size() && text[at] == '-';
        if (at < text.size() && (text[at] == '-' || text[at] == '+'))
            ++at;
        if (digits() == 0)
            return shape;
    }
    shape.wellFormed = at == text.size();
    return shape;
}

/// `text` is well formed, without plus sign, with a decimal point.
double valueOf(std::string_view text, const NumberShape &shape)
{
    double value = 0.0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    if (result.ec != std::errc::result_out_of_range)
        return value;
    const double size = shape.tiny ? 0.0 : HUGE_VAL;
    return text.front() == '-' ? -size : size;
}

double parseShape(std::string_view text, const NumberShape &shape, char decimal)
{
    if (text.front() == '+')
        text.remove_prefix(1);
    if (decimal == '.' || text.find(decimal) == std::string_view::npos)
        return valueOf(text, shape);
    std::string pointed(text);
    pointed[pointed.find(decimal)] = '.';
    return valueOf(pointed, shape);
}

/// Digits that a double would change: leading zeros, or an integer of 17 digits and more.
bool isIdentifier(std::string_view text, const NumberShape &shape)
{
    return shape.whole == text.size() && shape.whole > 1 && (text[0] == '0' || shape.whole >= 17);
}

constexpr long double kExtendedPowers[] = {1e0L,  1e1L,  1e2L,  1e3L,  1e4L,  1e5L,  1e6L,
                                           1e7L,  1e8L,  1e9L,  1e10L, 1e11L, 1e12L, 1e13L,
                                           1e14L, 1e15L, 1e16L, 1e17L, 1e18L};

/// mantissa / 10^decimals, correctly rounded: the 64-bit quotient of the x87 decides unless its
/// lower 11 bits lie exactly half way, where the true quotient could be on either side.
bool divideExactly(std::uint64_t mantissa, unsigned decimals, double &result)
{
    const long double quotient = static_cast<long double>(mantissa) / kExtendedPowers[decimals];
    std::uint64_t bits = 0;
    std::memcpy(&bits, &quotient, sizeof bits);
    result = static_cast<double>(quotient);
    return (bits & 0x7FF) != 0x400;
}

} // namespace

const char *fastnumber::readManyDecimals(const char *p, std::uint64_t mantissa, unsigned whole,
                                         double &magnitude)
{
    unsigned decimals = 8;
    for (unsigned more = 8; more == 8; p += more, decimals += more) {
        std::uint64_t part = 0;
        more = digitsAt(p, part);
        if (whole + decimals + more > 19)
            return nullptr;
        mantissa = mantissa * kWholePowers[more] + part;
    }
    if (mantissa <= (1ULL << 53)) {
        magnitude = static_cast<double>(mantissa) / kPowersOfTen[decimals];
        return p;
    }
    return divideExactly(mantissa, decimals, magnitude) ? p : nullptr;
}

std::string_view trimmed(std::string_view cell)
{
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    while (!cell.empty() && blank(cell.front()))
        cell.remove_prefix(1);
    while (!cell.empty() && blank(cell.back()))
        cell.remove_suffix(1);
    return cell;
}

bool isMissingWord(std::string_view cell)
{
    cell = trimmed(cell);
    // "Na" is sodium and a name; the other spellings are what programs write.
    return cell.empty() ||
           (cell.size() <= kLongestWord && isOneOf(cell, kMissingWords) && cell != "Na");
}

bool isMissingAmongNumbers(std::string_view cell)
{
    cell = trimmed(cell);
    return isMissingWord(cell) ||
           (cell.size() <= kLongestWord && isOneOf(cell, kMissingAmongNumbers));
}

NumberCell readNumberCell(std::string_view cell, char decimal)
{
    cell = trimmed(cell);
    if (cell.empty())
        return {CellKind::Missing, 0.0, false};
    const NumberShape shape = shapeOf(cell, decimal);
    if (shape.wellFormed) {
        const double value = parseShape(cell, shape, decimal);
        if (std::isinf(static_cast<float>(value))) // what Models compute with
            return {CellKind::Infinite, value, false};
        return {CellKind::Number, value, isIdentifier(cell, shape)};
    }
    if (isMissingAmongNumbers(cell))
        return {CellKind::Missing, 0.0, false};
    if (cell.size() > 1 && (cell[0] == '-' || cell[0] == '+'))
        cell.remove_prefix(1);
    return {isOneOf(cell, kInfinities) ? CellKind::Infinite : CellKind::Other, 0.0, false};
}

NumberCell readGroupedNumber(std::string_view cell, char decimal, char group, bool &proven)
{
    cell = trimmed(cell);
    proven = false;
    const std::string_view body =
        !cell.empty() && (cell[0] == '-' || cell[0] == '+') ? cell.substr(1) : cell;
    const std::size_t mark = std::min(body.find(decimal), body.size());
    const std::string_view whole = body.substr(0, mark);
    std::size_t first = whole.find(group);
    if (first == std::string_view::npos)
        return readNumberCell(cell, decimal);
    if (first == 0 || first > 3 || whole[0] == '0' || (whole.size() - first) % 4 != 0)
        return {};
    for (std::size_t i = 0; i < whole.size(); ++i) {
        const bool mustBeGroup = i >= first && (i - first) % 4 == 0;
        if (mustBeGroup ? whole[i] != group : !isDigit(whole[i]))
            return {};
    }
    proven = whole.size() - first > 4 || mark < body.size();
    std::string plain;
    for (const char c : cell)
        if (c != group)
            plain += c;
    return readNumberCell(plain, decimal);
}

} // namespace leptune
