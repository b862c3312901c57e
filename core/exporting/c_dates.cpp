// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_ops.h"

namespace leptune {

namespace {

/// Fields in the order of DatePart, without hour and days.
std::string calendarFunction(CWriter &to)
{
    return to.function("lept_calendar", R"(
/* A day since 2000-01-01 as year, month, day, weekday (0: Monday), day of the year: fields 0, 1, 2,
   3 and 5. Years start in March, eras of 400 years have 146097 days (Hinnant, "chrono-compatible
   low-level date algorithms"). */
static void $NAME(int *fields, long whole)
{
    const long day = whole + 730425L;
    const long era = day / 146097L - (day % 146097L < 0L ? 1L : 0L);
    const long of_era = day - era * 146097L;
    const long year_of_era =
        (of_era - of_era / 1460L + of_era / 36524L - of_era / 146096L) / 365L;
    const long from_march =
        of_era - (365L * year_of_era + year_of_era / 4L - year_of_era / 100L);
    const long month = (5L * from_march + 2L) / 153L;
    const long year = year_of_era + era * 400L + (month >= 10L ? 1L : 0L);
    const long leap = (year % 4L == 0L && year % 100L != 0L) || year % 400L == 0L ? 1L : 0L;
    fields[0] = (int)year;
    fields[1] = (int)(month < 10L ? month + 3L : month - 9L);
    fields[2] = (int)(from_march - (153L * month + 2L) / 5L + 1L);
    fields[3] = (int)(((whole + 5L) % 7L + 7L) % 7L);
    fields[5] = (int)(month < 10L ? from_march + 60L + leap : from_march - 305L);
}
)");
}

} // namespace

int datePlace(DatePart part)
{
    switch (part) {
    case DatePart::Year:
        return 0;
    case DatePart::Month:
        return 1;
    case DatePart::Day:
        return 2;
    case DatePart::Weekday:
        return 3;
    case DatePart::Hour:
        return 4;
    case DatePart::DayOfYear:
        return 5;
    case DatePart::Elapsed:
        break;
    }
    return 6;
}

void writeDateParts(CWriter &to, const DateParts &op, const CValue &out, const CValue &days)
{
    calendarFunction(to);
    const std::string name = to.function("lept_date_parts", R"(
/* Days since 2000-01-01 to year, month, day, weekday, hour, day of the year, days: parts 0 to 6. */
static void $NAME(float *out, float days, const unsigned char *parts, int count)
{
    const float whole = floorf(days);
    float hour;
    int fields[6], i;
    if (!(fabsf(days) <= 1e8F)) {
        for (i = 0; i < count; ++i)
            out[i] = NAN;
        return;
    }
    lept_calendar(fields, (long)whole);
    hour = floorf((days - whole) * 24.0F + 0.015625F);
    fields[4] = hour > 23.0F ? 23 : (int)hour;
    for (i = 0; i < count; ++i)
        out[i] = parts[i] == 6 ? days : (float)fields[parts[i]];
}
)");
    std::vector<std::int64_t> parts;
    for (const DatePart part : op.parts)
        parts.push_back(datePlace(part));
    to.line(name + '(' + out.pointer() + ", " + days.at() + ", " +
            to.integers(parts, CType::U8).name + ", " + std::to_string(parts.size()) + ");");
}

void writeWholeDate(CWriter &to, const std::string &out, const std::string &cell)
{
    calendarFunction(to);
    const std::string name = to.function("lept_whole_date", R"(
/* Days since 2000-01-01, times 8192, to year, month, day, weekday, hour, day of the year. */
static void $NAME(int *out, int cell)
{
    const int whole = cell / 8192 - (cell % 8192 < 0 ? 1 : 0);
    int hour, i;
    if (cell == -2147483647 - 1) {
        for (i = 0; i < 6; ++i)
            out[i] = cell;
        return;
    }
    lept_calendar(out, whole);
    hour = ((cell - whole * 8192) * 1536 + 8192) / 524288;
    out[4] = hour > 23 ? 23 : hour;
}
)");
    to.line(name + '(' + out + ", " + cell + ");");
}

} // namespace leptune
