// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace leptune {

/// "2024-03-01", "2024-03-01 13:45", "2024-03-01T13:45:10.5Z" -> days since 2000-01-01 UTC, or
/// nothing.
std::optional<double> parseIsoDays(std::string_view text);

/// Calendar fields of a day counted from 2000-01-01 (proleptic Gregorian).
struct CalendarDay {
    long long year = 2000;
    int month = 1;     ///< 1..12
    int day = 1;       ///< 1..31
    int weekday = 5;   ///< 0 = Monday
    int dayOfYear = 1; ///< 1..366
};
CalendarDay calendarDay(long long days);
/// The inverse for a valid year, month and day.
long long daysFromCalendar(long long year, int month, int day);

} // namespace leptune
