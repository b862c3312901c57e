// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/date_reader.h"

#include "core/data/number_reader.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace leptune {

namespace {

using namespace std::string_view_literals;

constexpr std::array kMonths{"january"sv,   "february"sv, "march"sv,    "april"sv,
                             "may"sv,       "june"sv,     "july"sv,     "august"sv,
                             "september"sv, "october"sv,  "november"sv, "december"sv};

bool isDigit(char c)
{
    return static_cast<unsigned char>(c - '0') < 10;
}

bool isLetter(char c)
{
    return static_cast<unsigned char>((c | 32) - 'a') < 26;
}

int daysInMonth(long year, int month)
{
    constexpr std::array kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

/// Reads left to right; every take...() leaves the position alone where it fails.
class Scanner {
public:
    explicit Scanner(std::string_view text) : m_text(text) {}

    bool atEnd() const { return m_at == m_text.size(); }
    char peek() const { return atEnd() ? '\0' : m_text[m_at]; }
    bool take(char c)
    {
        if (peek() != c || atEnd())
            return false;
        ++m_at;
        return true;
    }
    void skipBlanks()
    {
        while (peek() == ' ')
            ++m_at;
    }
    /// At most nine digits; returns how many.
    int takeNumber(int &value)
    {
        int count = 0;
        value = 0;
        while (count < 9 && isDigit(peek())) {
            value = value * 10 + (peek() - '0');
            ++m_at;
            ++count;
        }
        return isDigit(peek()) ? 0 : count;
    }
    std::string_view takeWord()
    {
        const std::size_t begin = m_at;
        while (isLetter(peek()))
            ++m_at;
        return m_text.substr(begin, m_at - begin);
    }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
};

bool sameWord(std::string_view word, std::string_view lower)
{
    if (word.size() != lower.size())
        return false;
    for (std::size_t i = 0; i < word.size(); ++i)
        if ((word[i] | 32) != lower[i])
            return false;
    return true;
}

/// 1 to 12 for a month's name or its first three letters (also "Sept"), else 0.
int monthOf(std::string_view word)
{
    for (std::size_t i = 0; i < kMonths.size(); ++i)
        if (sameWord(word, kMonths[i]) || sameWord(word, kMonths[i].substr(0, 3)) ||
            (i == 8 && sameWord(word, "sept")))
            return static_cast<int>(i) + 1;
    return 0;
}

struct Civil {
    int year = 0;
    int month = 0;
    int day = 0;
    bool valid() const
    {
        return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
               day <= daysInMonth(year, month);
    }
};

int fullYear(int year, int digits)
{
    if (digits == 4)
        return year;
    return digits == 2 ? year + (year < 69 ? 2000 : 1900) : 0;
}

std::optional<Civil> yearFirst(Scanner &in, int year)
{
    const char mark = in.peek();
    if (!in.take(mark) || (mark != '-' && mark != '/' && mark != '.'))
        return std::nullopt;
    Civil date{year, 0, 1};
    const int monthDigits = in.takeNumber(date.month);
    if (monthDigits < 1 || monthDigits > 2)
        return std::nullopt;
    if (in.atEnd() && mark == '-' && monthDigits == 2 && year >= 1800 && year < 2200)
        return date;
    const int dayDigits = in.take(mark) ? in.takeNumber(date.day) : 0;
    return dayDigits == 1 || dayDigits == 2 ? std::optional(date) : std::nullopt;
}

/// 1/3/2024, 1.3.2024, 1-3-24: the order comes from the column.
std::optional<Civil> numericDate(Scanner &in, int first, int firstDigits, DateOrder order,
                                 DateEvidence &evidence)
{
    const char mark = in.peek();
    if (!in.take(mark) || (mark != '-' && mark != '/' && mark != '.'))
        return std::nullopt;
    int second = 0;
    int year = 0;
    const int secondDigits = in.takeNumber(second);
    const int yearDigits = in.take(mark) ? in.takeNumber(year) : 0;
    const bool padded = firstDigits == 2 && secondDigits == 2;
    if (secondDigits < 1 || secondDigits > 2 || (yearDigits != 4 && yearDigits != 2) ||
        (yearDigits == 2 && mark != '/' && !padded))
        return std::nullopt;
    const Civil dayFirst{fullYear(year, yearDigits), second, first};
    const Civil monthFirst{dayFirst.year, first, second};
    if (!dayFirst.valid() && !monthFirst.valid())
        return std::nullopt;
    evidence.numericDates = true;
    evidence.slashes |= mark == '/';
    evidence.onlyDayFirst |= first > 12;
    evidence.onlyMonthFirst |= second > 12;
    return order == DateOrder::DayFirst ? dayFirst : monthFirst;
}

/// 1-Mar-2024, 1 March 24.
std::optional<Civil> namedMonthAfterDay(Scanner &in, int day)
{
    if (!in.take('-') && !in.take('/'))
        in.skipBlanks();
    Civil date{0, monthOf(in.takeWord()), day};
    in.take('.');
    in.take(',');
    if (!in.take('-') && !in.take('/'))
        in.skipBlanks();
    int year = 0;
    date.year = fullYear(year, in.takeNumber(year));
    return date;
}

std::optional<Civil> namedYear(Scanner &in, Civil date)
{
    in.take(',');
    in.skipBlanks();
    int year = 0;
    const int digits = in.takeNumber(year);
    date.year = digits == 4 ? year : 0;
    return date;
}

std::optional<Civil> takeDate(Scanner &in, DateOrder order, DateEvidence &evidence)
{
    int first = 0;
    if (isLetter(in.peek())) { // March 1, 2024
        Civil date{0, monthOf(in.takeWord()), 0};
        in.take('.');
        in.skipBlanks();
        const int digits = date.month ? in.takeNumber(date.day) : 0;
        return digits == 1 || digits == 2 ? namedYear(in, date) : std::nullopt;
    }
    const int digits = in.takeNumber(first);
    if (digits == 4)
        return yearFirst(in, first);
    if (digits != 1 && digits != 2)
        return std::nullopt;
    Scanner named = in;
    if (const auto date = namedMonthAfterDay(named, first); date && date->month) {
        in = named;
        return date;
    }
    return numericDate(in, first, digits, order, evidence);
}

/// Fraction of a second, any number of digits.
double takeFraction(Scanner &in)
{
    double scale = 0.1;
    double fraction = 0.0;
    while (isDigit(in.peek())) {
        fraction += scale * (in.peek() - '0');
        scale /= 10.0;
        in.take(in.peek());
    }
    return fraction;
}

/// Applies AM or PM; false where the hour does not fit.
bool applyHalfDay(Scanner &in, int &hour)
{
    Scanner ahead = in;
    ahead.skipBlanks();
    const std::string_view word = ahead.takeWord();
    const bool afternoon = sameWord(word, "pm");
    if (!afternoon && !sameWord(word, "am"))
        return true;
    in = ahead;
    if (hour < 1 || hour > 12)
        return false;
    hour = hour % 12 + (afternoon ? 12 : 0);
    return true;
}

/// Minutes east of UTC: Z, UTC, GMT, +02, +02:00, +0200; 0 where there is none.
std::optional<int> takeOffset(Scanner &in)
{
    in.skipBlanks();
    if (isLetter(in.peek())) {
        const std::string_view word = in.takeWord();
        if (sameWord(word, "z") || sameWord(word, "utc") || sameWord(word, "gmt"))
            return 0;
        return std::nullopt;
    }
    const bool west = in.peek() == '-';
    if (!in.take('+') && !in.take('-'))
        return 0;
    int hours = 0;
    int minutes = 0;
    const int digits = in.takeNumber(hours);
    if (digits == 4) {
        minutes = hours % 100;
        hours /= 100;
    } else if (digits != 2 || (in.take(':') && in.takeNumber(minutes) != 2)) {
        return std::nullopt;
    }
    if (hours > 18 || minutes > 59)
        return std::nullopt;
    return (west ? -1 : 1) * (hours * 60 + minutes);
}

/// Seconds since midnight, UTC offset applied.
std::optional<double> takeTime(Scanner &in)
{
    int hour = 0;
    int minute = 0;
    int second = 0;
    double fraction = 0.0;
    const int hourDigits = in.takeNumber(hour);
    if (hourDigits < 1 || hourDigits > 2 || !in.take(':') || in.takeNumber(minute) != 2)
        return std::nullopt;
    if (in.take(':')) {
        if (in.takeNumber(second) != 2)
            return std::nullopt;
        if (in.take('.') || in.take(','))
            fraction = takeFraction(in);
    }
    if (!applyHalfDay(in, hour))
        return std::nullopt;
    const std::optional<int> offset = takeOffset(in);
    const bool endOfDay = hour == 24 && minute == 0 && second == 0;
    if (!offset || (hour > 23 && !endOfDay) || minute > 59 || second > 60)
        return std::nullopt;
    return (hour * 60.0 + minute - *offset) * 60.0 + second + fraction;
}

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

/// Days since 1 March of year 0, by eras of 400 years.
long daysFromCivil(long year, int month, int day)
{
    year -= month <= 2 ? 1 : 0;
    const long era = (year >= 0 ? year : year - 399) / 400;
    const long yearOfEra = year - era * 400;
    const long dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146097 + dayOfEra - 730425;
}

void DateEvidence::add(const DateEvidence &other)
{
    numericDates |= other.numericDates;
    slashes |= other.slashes;
    onlyDayFirst |= other.onlyDayFirst;
    onlyMonthFirst |= other.onlyMonthFirst;
}

DateOrder DateEvidence::order() const
{
    if (onlyDayFirst != onlyMonthFirst)
        return onlyDayFirst ? DateOrder::DayFirst : DateOrder::MonthFirst;
    return slashes ? DateOrder::MonthFirst : DateOrder::DayFirst;
}

std::optional<double> readDate(std::string_view cell, DateOrder order, DateEvidence &evidence)
{
    cell = trimmed(cell);
    if (cell.size() < 6 || cell.size() > 40)
        return std::nullopt;
    Scanner in(cell);
    const auto date = takeDate(in, order, evidence);
    if (!date || !date->valid())
        return std::nullopt;
    auto days = static_cast<double>(daysFromCivil(date->year, date->month, date->day));
    if (in.atEnd())
        return days;
    if (!in.take('T') && !in.take('t')) {
        in.take(',');
        if (in.peek() != ' ')
            return std::nullopt;
        in.skipBlanks();
    }
    const auto seconds = takeTime(in);
    if (!seconds || !in.atEnd())
        return std::nullopt;
    return days + *seconds / 86400.0;
}

} // namespace leptune
