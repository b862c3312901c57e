// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/date_reader.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace leptune {

namespace {

/// First days of the months of 1900 to 2100.
class MonthStarts {
public:
    MonthStarts()
    {
        for (std::size_t i = 0; i < m_days.size(); ++i)
            m_days[i] = static_cast<int>(
                daysFromCivil(1900 + static_cast<long>(i / 12), static_cast<int>(i % 12) + 1, 1));
    }
    int start(unsigned year, unsigned month) const
    {
        return m_days[(year - 1900) * 12 + month - 1];
    }
    unsigned length(unsigned year, unsigned month) const
    {
        return static_cast<unsigned>(start(year, month + 1) - start(year, month));
    }

private:
    std::array<int, 201 * 12> m_days;
};

/// The bytes of `pattern`, where 0 stands for any digit, replaced by the digits' values; false
/// where the text differs.
bool matchDigits(const char *p, const char *pattern, std::array<std::uint8_t, 8> &digits)
{
    std::uint64_t word = 0;
    std::uint64_t form = 0;
    std::memcpy(&word, p, 8);
    std::memcpy(&form, pattern, 8);
    word ^= form;
    const std::uint64_t marks = (form ^ 0x3030303030303030ULL) + 0x7F7F7F7F7F7F7F7FULL;
    const std::uint64_t beyondNine =
        ((word + 0x7676767676767676ULL) | word) & 0x8080808080808080ULL;
    const std::uint64_t markBytes = ((marks & 0x8080808080808080ULL) >> 7) * 0xFF;
    std::memcpy(digits.data(), &word, 8);
    return beyondNine == 0 && (word & markBytes) == 0;
}

} // namespace

const char *readIsoDate(const char *p, double &days)
{
    static const MonthStarts months;
    std::array<std::uint8_t, 8> d;
    const auto last = static_cast<unsigned>(static_cast<unsigned char>(p[8] - '0'));
    if (!matchDigits(p, "0000-00-", d) || last > 3)
        return nullptr;
    const unsigned year = d[0] * 1000U + d[1] * 100U + d[2] * 10U + d[3];
    const unsigned month = d[5] * 10U + d[6];
    const auto unit = static_cast<unsigned>(static_cast<unsigned char>(p[9] - '0'));
    const unsigned day = last * 10 + unit;
    if (unit > 9 || year < 1900 || year > 2099 || month < 1 || month > 12 || day < 1 ||
        day > months.length(year, month))
        return nullptr;
    days = months.start(year, month) + static_cast<int>(day) - 1;
    p += 10;
    if (*p != ' ' && *p != 'T')
        return p;
    if (!matchDigits(p + 1, "00:00:00", d))
        return nullptr;
    const unsigned hour = d[0] * 10U + d[1];
    const unsigned minute = d[3] * 10U + d[4];
    const unsigned second = d[6] * 10U + d[7];
    if (hour > 23 || minute > 59 || second > 59)
        return nullptr;
    days += ((hour * 60.0 + minute) * 60.0 + second) / 86400.0;
    return p + 9;
}

} // namespace leptune
