// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/column_roles.h"

#include <algorithm>
#include <optional>
#include <unordered_set>

namespace leptune {

namespace {

/// The option that names the one column of a role; null for roles that many have.
std::string *nameOf(TuneOptions &options, ColumnRole role)
{
    switch (role) {
    case ColumnRole::Target:
        return &options.target;
    case ColumnRole::Group:
        return &options.group;
    case ColumnRole::Time:
        return &options.time;
    case ColumnRole::Weight:
        return &options.weight;
    case ColumnRole::Input:
    case ColumnRole::LeftOut:
        break;
    }
    return nullptr;
}

std::optional<ColumnRole> namedRole(const TuneOptions &options, const std::string &column)
{
    if (column.empty()) // what is not set is empty, too
        return std::nullopt;
    if (column == options.target)
        return ColumnRole::Target;
    if (column == options.group)
        return ColumnRole::Group;
    if (column == options.time)
        return ColumnRole::Time;
    if (column == options.weight)
        return ColumnRole::Weight;
    return std::nullopt;
}

} // namespace

ColumnRole roleOf(const TuneOptions &options, const std::string &column)
{
    if (const auto role = namedRole(options, column))
        return *role;
    const bool isLeftOut = std::ranges::find(options.ignore, column) != options.ignore.end();
    return isLeftOut ? ColumnRole::LeftOut : ColumnRole::Input;
}

std::vector<ColumnRole> rolesOf(const TuneOptions &options, const Table &table)
{
    const std::unordered_set<std::string> leftOut(options.ignore.begin(), options.ignore.end());
    std::vector<ColumnRole> roles;
    for (std::size_t i = 0; i < table.columns(); ++i) {
        const std::string &column = table.column(i).name();
        const ColumnRole usual = leftOut.contains(column) ? ColumnRole::LeftOut : ColumnRole::Input;
        roles.push_back(namedRole(options, column).value_or(usual));
    }
    return roles;
}

std::vector<ColumnRole> rolesFor(ColumnType type)
{
    using enum ColumnRole;
    switch (type) {
    case ColumnType::Picture:
        return {Input, LeftOut};
    case ColumnType::Numeric:
        return {Input, LeftOut, Target, Group, Time, Weight};
    case ColumnType::DateTime:
        return {Input, LeftOut, Group, Time};
    case ColumnType::Categorical:
    case ColumnType::Text:
    case ColumnType::Boolean:
        break;
    }
    return {Input, LeftOut, Target, Group, Time};
}

void setTarget(TuneOptions &options, const std::string &column)
{
    options.target = column;
    options.task = TaskChoice::Auto;
    options.metric.clear();
    options.positive.clear();
    options.costs = {};
    std::erase(options.ignore, column);
}

void setRole(TuneOptions &options, const std::string &column, ColumnRole role)
{
    if (column == options.target)
        return;
    for (const ColumnRole single : {ColumnRole::Group, ColumnRole::Time, ColumnRole::Weight})
        if (std::string *name = nameOf(options, single); *name == column)
            name->clear();
    std::erase(options.ignore, column);
    if (role == ColumnRole::LeftOut)
        options.ignore.push_back(column);
    else if (role == ColumnRole::Target)
        setTarget(options, column);
    else if (std::string *name = nameOf(options, role))
        *name = column;
}

} // namespace leptune
