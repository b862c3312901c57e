// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preprocess/iso_date.h"

#include <charconv>

namespace leptune {

namespace {

constexpr long long kDaysToMarch = 730425; // from 0000-03-01 to 2000-01-01

long long floorDivide(long long a, long long b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

/// Reads fixed-width fields off the front of a text.
class FieldReader {
public:
    explicit FieldReader(std::string_view text) : m_rest(text) {}

    bool digits(std::size_t count, int &value)
    {
        if (m_rest.size() < count)
            return false;
        for (std::size_t i = 0; i < count; ++i)
            if (m_rest[i] < '0' || m_rest[i] > '9')
                return false;
        std::from_chars(m_rest.data(), m_rest.data() + count, value);
        m_rest.remove_prefix(count);
        return true;
    }
    bool symbol(std::string_view allowed)
    {
        if (m_rest.empty() || allowed.find(m_rest.front()) == std::string_view::npos)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }
    bool fraction(double &value)
    {
        const std::size_t length = m_rest.find_first_not_of("0123456789");
        const std::string_view part = m_rest.substr(0, length);
        double unit = 0.1;
        for (const char c : part) {
            value += unit * (c - '0');
            unit *= 0.1;
        }
        m_rest.remove_prefix(part.size());
        return !part.empty();
    }
    bool atEnd() const { return m_rest.empty(); }

private:
    std::string_view m_rest;
};

bool readTime(FieldReader &reader, double &seconds)
{
    int hour = 0;
    int minute = 0;
    int second = 0;
    double fraction = 0.0;
    if (!reader.digits(2, hour) || !reader.symbol(":") || !reader.digits(2, minute))
        return false;
    if (reader.symbol(":")) {
        if (!reader.digits(2, second))
            return false;
        if (reader.symbol(".") && !reader.fraction(fraction))
            return false;
    }
    seconds = hour * 3600.0 + minute * 60.0 + second + fraction;
    return hour < 24 && minute < 60 && second < 60;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

} // namespace

CalendarDay calendarDay(long long days)
{
    // Howard Hinnant's civil_from_days: years start in March, eras have 400 years.
    const long long z = days + kDaysToMarch;
    const long long era = floorDivide(z, 146097);
    const long long dayOfEra = z - era * 146097;
    const long long yearOfEra =
        (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const long long dayFromMarch = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const long long month = (5 * dayFromMarch + 2) / 153;
    CalendarDay result;
    result.day = static_cast<int>(dayFromMarch - (153 * month + 2) / 5 + 1);
    result.month = static_cast<int>(month < 10 ? month + 3 : month - 9);
    result.year = yearOfEra + era * 400 + (result.month <= 2 ? 1 : 0);
    result.weekday = static_cast<int>((days + 5) - floorDivide(days + 5, 7) * 7);
    result.dayOfYear = static_cast<int>(days - daysFromCalendar(result.year, 1, 1) + 1);
    return result;
}

long long daysFromCalendar(long long year, int month, int day)
{
    const long long shifted = year - (month <= 2 ? 1 : 0);
    const long long era = floorDivide(shifted, 400);
    const long long yearOfEra = shifted - era * 400;
    const long long dayFromMarch = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const long long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayFromMarch;
    return era * 146097 + dayOfEra - kDaysToMarch;
}

std::optional<double> parseIsoDays(std::string_view text)
{
    FieldReader reader(trimmed(text));
    int year = 0;
    int month = 0;
    int day = 0;
    double seconds = 0.0;
    if (!reader.digits(4, year) || !reader.symbol("-") || !reader.digits(2, month) ||
        !reader.symbol("-") || !reader.digits(2, day))
        return std::nullopt;
    if (month < 1 || month > 12 || day < 1)
        return std::nullopt;
    const long long days = daysFromCalendar(year, month, day);
    if (calendarDay(days).month != month)
        return std::nullopt;
    if (reader.symbol("T ")) {
        if (!readTime(reader, seconds))
            return std::nullopt;
        reader.symbol("Z");
    }
    if (!reader.atEnd())
        return std::nullopt;
    return static_cast<double>(days) + seconds / 86400.0;
}

} // namespace leptune
