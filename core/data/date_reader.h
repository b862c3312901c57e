// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace leptune {

/// Days from 2000-01-01 to a day of the proleptic Gregorian calendar.
long daysFromCivil(long year, int month, int day);

enum class DateOrder { DayFirst, MonthFirst };

/// What cells like 03/04/2021 have shown about their order, summed over a column.
struct DateEvidence {
    bool numericDates = false;   ///< there was one whose order is open by its form
    bool slashes = false;        ///< one of them was written with /
    bool onlyDayFirst = false;   ///< a first number above 12
    bool onlyMonthFirst = false; ///< a second number above 12

    void add(const DateEvidence &other);
    bool decided() const { return onlyDayFirst || onlyMonthFirst; }
    /// The order that the column is to be read in; slashes without evidence read month first.
    DateOrder order() const;
};

/// Reads a date with or without time of day as days since 2000-01-01 (UTC; an offset is applied).
/// Forms: 2024-03-01, 2024/3/1, 2024.3.1, 2024-03, 1/3/2024, 1.3.24, 1-Mar-2024, 1 March 2024,
/// March 1, 2024; then optionally T or a blank, 13:45, 13:45:30.25, 1:45 PM, Z, UTC or +02:00.
/// nothing where it is no date in this order; `evidence` is added to either way.
std::optional<double> readDate(std::string_view cell, DateOrder order, DateEvidence &evidence);

/// The everyday case, straight from text that goes on for 24 bytes or more: 2024-03-01, then
/// perhaps T or a blank and 13:45:30, years 1900 to 2099. Returns the end, or nullptr where
/// readDate has to look.
const char *readIsoDate(const char *p, double &days);

} // namespace leptune
