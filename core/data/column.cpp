// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/column.h"

#include "core/base/error.h"
#include "core/base/number_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <limits>
#include <unordered_map>

namespace leptune {

namespace {

constexpr std::array kTypeNames{"numeric", "categorical", "text", "date", "boolean",
                                "picture"};

struct CivilDate {
    long year;
    int month;
    int day;
};

/// Howard Hinnant's days-to-civil algorithm; day 0 is 2000-01-01.
CivilDate civilFromDays(long days)
{
    const long z = days + 730425; // shifts to days since 0000-03-01
    const long era = (z >= 0 ? z : z - 146096) / 146097;
    const long doe = z - era * 146097;
    const long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    const long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const long mp = (5 * doy + 2) / 153;
    const int day = static_cast<int>(doy - (153 * mp + 2) / 5 + 1);
    const int month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
    return {yoe + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

} // namespace

const char *columnTypeName(ColumnType type)
{
    return kTypeNames[static_cast<std::size_t>(type)];
}

ColumnType columnTypeFromName(const std::string &name)
{
    const auto found = std::ranges::find(kTypeNames, name);
    // What is read as pictures can't be asked for of another column.
    if (found == kTypeNames.end() || name == columnTypeName(ColumnType::Picture))
        throw Error(ErrorCode::BadOption, name,
                    "is no column type; use numeric, categorical, text, date or boolean");
    return static_cast<ColumnType>(found - kTypeNames.begin());
}

std::string dateText(double days)
{
    if (!std::isfinite(days))
        return {};
    double whole = std::floor(days);
    long seconds = std::lround((days - whole) * 86400.0);
    if (seconds == 86400) {
        seconds = 0;
        whole += 1.0;
    }
    const CivilDate date = civilFromDays(static_cast<long>(whole));
    char buffer[64];
    int length = std::snprintf(buffer, sizeof buffer, "%04ld-%02d-%02d", date.year, date.month, date.day);
    if (seconds != 0)
        length += std::snprintf(buffer + length, sizeof buffer - static_cast<std::size_t>(length),
                                " %02ld:%02ld:%02ld", seconds / 3600, seconds / 60 % 60, seconds % 60);
    return {buffer, static_cast<std::size_t>(length)};
}

std::string todayText()
{
    constexpr double kDaysTo2000 = 10957.0; // since 1970
    return dateText(std::floor(static_cast<double>(std::time(nullptr)) / 86400.0) - kDaysTo2000);
}

Column Column::numeric(std::string name, std::vector<double> values)
{
    Column column;
    column.m_name = std::move(name);
    column.m_numbers = std::move(values);
    return column;
}

Column Column::dateTime(std::string name, std::vector<double> days)
{
    Column column = numeric(std::move(name), std::move(days));
    column.m_type = ColumnType::DateTime;
    return column;
}

Column Column::coded(std::string name, ColumnType type, std::vector<std::int32_t> codes,
                     std::vector<std::string> dictionary)
{
    Column column;
    column.m_name = std::move(name);
    column.m_type = type;
    column.m_codes = std::move(codes);
    column.m_dictionary = std::move(dictionary);
    return column;
}

Column Column::fromTexts(std::string name, ColumnType type, std::span<const std::string> cells)
{
    std::unordered_map<std::string, std::int32_t> known;
    std::vector<std::string> dictionary;
    std::vector<std::int32_t> codes;
    codes.reserve(cells.size());
    for (const std::string &cell : cells) {
        if (cell.empty()) {
            codes.push_back(-1);
            continue;
        }
        const auto [entry, isNew] = known.emplace(cell, static_cast<std::int32_t>(dictionary.size()));
        if (isNew)
            dictionary.push_back(cell);
        codes.push_back(entry->second);
    }
    return coded(std::move(name), type, std::move(codes), std::move(dictionary));
}

Column Column::pictures(std::string name, std::vector<std::int32_t> codes,
                        std::shared_ptr<const PictureBlock> pictures)
{
    std::vector<std::string> names = pictures->names;
    for (std::size_t i = names.size(); i < pictures->count(); ++i)
        names.push_back(std::to_string(i + 1));
    Column column =
        coded(std::move(name), ColumnType::Picture, std::move(codes), std::move(names));
    column.m_pictures = std::move(pictures);
    return column;
}

bool Column::isMissing(std::size_t row) const
{
    return isCoded() ? m_codes[row] < 0 : std::isnan(m_numbers[row]);
}

std::size_t Column::missingCount() const
{
    if (isCoded())
        return static_cast<std::size_t>(std::ranges::count_if(m_codes, [](auto c) { return c < 0; }));
    return static_cast<std::size_t>(std::ranges::count_if(m_numbers, [](double v) { return std::isnan(v); }));
}

std::string Column::text(std::size_t row) const
{
    if (isMissing(row))
        return {};
    if (isCoded())
        return m_dictionary[static_cast<std::size_t>(m_codes[row])];
    return m_type == ColumnType::DateTime ? dateText(m_numbers[row]) : numberText(m_numbers[row]);
}

Column Column::renamed(std::string name) const
{
    Column column = *this;
    column.m_name = std::move(name);
    return column;
}

Column Column::gathered(std::span<const std::uint32_t> rows) const
{
    Column column;
    column.m_name = m_name;
    column.m_type = m_type;
    column.m_dictionary = m_dictionary;
    column.m_pictures = m_pictures;
    const auto take = [rows](const auto &from, auto &to) {
        to.reserve(rows.size());
        for (const std::uint32_t row : rows)
            to.push_back(from[row]);
    };
    if (isCoded())
        take(m_codes, column.m_codes);
    else
        take(m_numbers, column.m_numbers);
    return column;
}

} // namespace leptune
