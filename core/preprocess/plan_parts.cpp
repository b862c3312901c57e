// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preprocess/plan_parts.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace leptune {

namespace {

constexpr std::array kDateParts{DatePart::Elapsed, DatePart::Year, DatePart::Month,
                                DatePart::Weekday, DatePart::Hour};

std::string keyText(const CategorySummary &summary, std::size_t index)
{
    if (!summary.byNumber)
        return summary.keys[index];
    // Category codes are whole numbers almost always; others need their digits.
    const float value = summary.numberKeys[index];
    const bool whole = std::trunc(value) == value && std::abs(value) < 1e9F;
    return whole ? std::to_string(static_cast<long>(value)) : std::to_string(value);
}

FeatureChain twoValueChain(int column, const std::string &name, const CategorySummary &summary,
                           float neutral)
{
    FeatureChain chain;
    chain.column = column;
    chain.steps.push_back(categoryLookUp(summary, {0.0F, 1.0F}, neutral, neutral));
    chain.names = {name + " = " + keyText(summary, 1)};
    return chain;
}

bool hasTwoValues(const CategorySummary &summary)
{
    return summary.size() == 2 && summary.missing == 0 && summary.folded == 0;
}

} // namespace

CellMeaning cellMeaning(const RawColumn &column)
{
    if (!column.used || column.type == ColumnType::Text)
        return CellMeaning::Unused;
    if (column.type == ColumnType::Picture)
        return CellMeaning::Picture;
    if (column.type == ColumnType::Categorical || column.type == ColumnType::Boolean ||
        !column.asNumber)
        return CellMeaning::Category;
    return column.type == ColumnType::DateTime ? CellMeaning::Date : CellMeaning::Number;
}

LookUp categoryLookUp(const CategorySummary &summary, std::vector<float> values, float missing,
                      float unseen)
{
    return {summary.keys, summary.numberKeys, std::move(values), missing, unseen};
}

int oneHotWidth(const CategorySummary &summary)
{
    const int categories = static_cast<int>(summary.size());
    if (hasTwoValues(summary))
        return 1;
    const bool constant =
        categories + (summary.missing > 0 ? 1 : 0) + (summary.folded > 0 ? 1 : 0) < 2;
    return constant ? 0 : categories + (summary.missing > 0 ? 1 : 0);
}

FeatureChain oneHotChain(int column, const std::string &name, const CategorySummary &summary,
                         float neutral)
{
    if (hasTwoValues(summary))
        return twoValueChain(column, name, summary, neutral);
    FeatureChain chain;
    chain.column = column;
    const int width = oneHotWidth(summary);
    if (width == 0)
        return chain;
    std::vector<float> indices(summary.size());
    for (std::size_t i = 0; i < indices.size(); ++i) {
        indices[i] = static_cast<float>(i);
        chain.names.push_back(name + " = " + keyText(summary, i));
    }
    if (summary.missing > 0)
        chain.names.push_back(name + " (missing)");
    const float missing = summary.missing > 0 ? static_cast<float>(summary.size()) : -1.0F;
    chain.steps.push_back(categoryLookUp(summary, std::move(indices), missing, -1.0F));
    chain.steps.push_back(OneHot{width});
    return chain;
}

CleanRange possibleDates()
{
    return {{-730119.0F}, {2921939.0F}};
}

std::vector<DatePart> varyingDateParts(std::span<const float> days)
{
    DateParts all{{kDateParts.begin(), kDateParts.end()}};
    std::vector<float> values(kDateParts.size());
    std::vector<float> first;
    std::vector<bool> varies(kDateParts.size(), false);
    for (const float day : days) {
        if (std::isnan(day))
            continue;
        applyStep(all, &day, 1, 1, values.data());
        if (first.empty())
            first = values;
        for (std::size_t i = 0; i < values.size(); ++i)
            varies[i] = varies[i] || values[i] != first[i];
    }
    std::vector<DatePart> parts;
    for (std::size_t i = 0; i < kDateParts.size(); ++i)
        if (varies[i])
            parts.push_back(kDateParts[i]);
    return parts;
}

const char *datePartName(DatePart part)
{
    constexpr std::array kNames{"year", "month",       "day",    "weekday",
                                "hour", "day of year", "elapsed"};
    return kNames[static_cast<std::size_t>(part)];
}

std::vector<float> cleaned(std::span<const float> cells, const CleanRange &range)
{
    std::vector<float> result(cells.size());
    applyStep(range, cells.data(), 1, cells.size(), result.data());
    return result;
}

} // namespace leptune
