// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_ops.h"

namespace leptune {

void writeDateParts(CWriter &to, const DateParts &op, const CValue &out, const CValue &days)
{
    const std::string name = to.function("lept_date_parts", R"(
/* Days since 2000-01-01 to year, month, day, weekday, hour, day of the year, days: parts 0 to 6.
   Years start in March, eras of 400 years have 146097 days (Hinnant, "chrono-compatible low-level
   date algorithms"). */
static void $NAME(float *out, float days, const unsigned char *parts, int count)
{
    const float whole = floorf(days);
    long day, era, of_era, year_of_era, from_march, month, year, leap;
    float fields[7];
    int i;
    if (!(fabsf(days) <= 1e8F)) {
        for (i = 0; i < count; ++i)
            out[i] = NAN;
        return;
    }
    day = (long)whole + 730425L;
    era = day / 146097L - (day % 146097L < 0L ? 1L : 0L);
    of_era = day - era * 146097L;
    year_of_era = (of_era - of_era / 1460L + of_era / 36524L - of_era / 146096L) / 365L;
    from_march = of_era - (365L * year_of_era + year_of_era / 4L - year_of_era / 100L);
    month = (5L * from_march + 2L) / 153L;
    year = year_of_era + era * 400L + (month >= 10L ? 1L : 0L);
    leap = (year % 4L == 0L && year % 100L != 0L) || year % 400L == 0L ? 1L : 0L;
    fields[0] = (float)year;
    fields[1] = (float)(month < 10L ? month + 3L : month - 9L);
    fields[2] = (float)(from_march - (153L * month + 2L) / 5L + 1L);
    fields[3] = (float)((((long)whole + 5L) % 7L + 7L) % 7L);
    fields[4] = floorf((days - whole) * 24.0F + 0.015625F);
    if (fields[4] > 23.0F)
        fields[4] = 23.0F;
    fields[5] = (float)(month < 10L ? from_march + 60L + leap : from_march - 305L);
    fields[6] = days;
    for (i = 0; i < count; ++i)
        out[i] = fields[parts[i]];
}
)");
    const std::vector<DatePart> order{DatePart::Year,    DatePart::Month, DatePart::Day,
                                      DatePart::Weekday, DatePart::Hour,  DatePart::DayOfYear,
                                      DatePart::Elapsed};
    std::vector<std::int64_t> parts;
    for (const DatePart part : op.parts)
        for (std::size_t i = 0; i < order.size(); ++i)
            if (order[i] == part)
                parts.push_back(static_cast<std::int64_t>(i));
    to.line(name + '(' + out.pointer() + ", " + days.at() + ", " +
            to.integers(parts, CType::U8).name + ", " + std::to_string(parts.size()) + ");");
}

} // namespace leptune
