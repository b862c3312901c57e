// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace leptune {

/// Infinite: or beyond what 32-bit floats hold (3.4e38), in which Models compute.
enum class CellKind : std::uint8_t { Number, Missing, Infinite, Other };

/// What one cell says when read as a number. `value` holds for Number only. `identifier`: digits
/// that lose something as a number (leading zeros, or more digits than a double keeps).
struct NumberCell {
    CellKind kind = CellKind::Other;
    double value = 0.0;
    bool identifier = false;
};

/// Reads a whole cell (blanks around it allowed), correctly rounded, with `decimal` as decimal
/// mark.
NumberCell readNumberCell(std::string_view cell, char decimal);
/// The number in `cell` whose digits are grouped in threes by `group`, for example 1,234,567.5.
/// `proven`: it can't be anything else (two groups, or a group and a decimal mark).
NumberCell readGroupedNumber(std::string_view cell, char decimal, char group, bool &proven);

/// Words that stand for no value everywhere: "", NA, NaN, null, ?, #N/A and the like.
bool isMissingWord(std::string_view cell);
/// Words that stand for no value where the other cells are numbers or dates: also -, none, #REF!
bool isMissingAmongNumbers(std::string_view cell);
std::string_view trimmed(std::string_view cell);

namespace fastnumber {

inline constexpr double kPowersOfTen[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                          1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                          1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
inline constexpr std::uint64_t kWholePowers[] = {1,      10,      100,      1000,     10000,
                                                 100000, 1000000, 10000000, 100000000};

/// Value of the `count` (1 to 8) digits at the low end of `digits` (bytes 0 to 9, first digit
/// lowest), by pairwise multiplication inside one word.
inline std::uint64_t wordValue(std::uint64_t digits, unsigned count)
{
    digits <<= 64 - 8 * count;
    digits = digits * 10 + (digits >> 8);
    return (((digits & 0x000000FF000000FFULL) * 0x000F424000000064ULL) +
            (((digits >> 16) & 0x000000FF000000FFULL) * 0x0000271000000001ULL)) >>
           32;
}

/// Reads up to eight digits at `p`; returns how many there are (eight may mean more).
inline unsigned digitsAt(const char *p, std::uint64_t &value)
{
    std::uint64_t word = 0;
    std::memcpy(&word, p, 8);
    word ^= 0x3030303030303030ULL;
    const std::uint64_t others = ((word + 0x7676767676767676ULL) | word) & 0x8080808080808080ULL;
    const unsigned count = static_cast<unsigned>(std::countr_zero(others)) / 8;
    value = count == 0 ? 0 : wordValue(word, count);
    return count;
}

} // namespace fastnumber

namespace fastnumber {

/// Goes on after eight decimals: up to 19 digits in all, correctly rounded; nullptr beyond.
const char *readManyDecimals(const char *p, std::uint64_t mantissa, unsigned whole,
                             double &magnitude);

} // namespace fastnumber

/// The everyday case, exactly rounded: sign, up to 7 digits, decimal mark, decimals, together up to
/// 19 digits. Reads at least 8 bytes beyond the number. Returns the end of the number, or nullptr
/// where the careful way has to decide.
inline const char *readPlainNumber(const char *p, char decimal, double &value)
{
    const bool negative = *p == '-';
    p += negative ? 1 : 0;
    std::uint64_t mantissa = 0;
    const unsigned whole = fastnumber::digitsAt(p, mantissa);
    if (whole - 1U > 6U || (*p == '0' && whole > 1)) [[unlikely]]
        return nullptr;
    p += whole;
    double magnitude = 0.0;
    if (*p == decimal) {
        std::uint64_t part = 0;
        const unsigned decimals = fastnumber::digitsAt(++p, part);
        mantissa = mantissa * fastnumber::kWholePowers[decimals] + part;
        p += decimals;
        if (decimals == 8) {
            p = fastnumber::readManyDecimals(p, mantissa, whole, magnitude);
            if (p == nullptr) [[unlikely]]
                return nullptr;
        } else { // at most 15 digits: one exact division
            magnitude = static_cast<double>(static_cast<std::int64_t>(mantissa)) /
                        fastnumber::kPowersOfTen[decimals];
        }
    } else {
        magnitude = static_cast<double>(static_cast<std::int64_t>(mantissa));
    }
    value = negative ? -magnitude : magnitude;
    return p;
}

} // namespace leptune
