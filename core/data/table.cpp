// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/table.h"

#include "core/base/error.h"

#include <algorithm>
#include <unordered_set>

namespace leptune {

Table::Table(std::vector<Column> columns)
{
    std::unordered_set<std::string> names;
    for (Column &column : columns) {
        if (!names.insert(column.name()).second)
            throw Error(ErrorCode::BadInput, column.name(), "two columns have this name; rename one");
        add(std::make_shared<const Column>(std::move(column)));
    }
}

void Table::add(std::shared_ptr<const Column> column)
{
    if (!m_columns.empty() && column->size() != m_rows)
        throw Error(ErrorCode::BadInput, column->name(),
                    "has " + std::to_string(column->size()) + " rows where the table has "
                        + std::to_string(m_rows));
    m_rows = column->size();
    m_columns.push_back(std::move(column));
}

std::optional<std::size_t> Table::find(const std::string &name) const
{
    const auto found = std::ranges::find_if(m_columns, [&](const auto &c) { return c->name() == name; });
    if (found == m_columns.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - m_columns.begin());
}

std::size_t Table::indexOf(const std::string &name) const
{
    if (const auto index = find(name))
        return *index;
    std::string known;
    for (std::size_t i = 0; i < std::min<std::size_t>(m_columns.size(), 12); ++i)
        known += (i ? ", " : "") + m_columns[i]->name();
    if (m_columns.size() > 12)
        known += ", ... (" + std::to_string(m_columns.size()) + " in all)";
    throw Error(ErrorCode::BadColumn, name, "there is no such column; the table has " + known);
}

Table Table::withColumns(const std::vector<std::string> &names) const
{
    Table result;
    for (const std::string &name : names)
        result.add(m_columns[indexOf(name)]);
    result.m_rows = m_rows;
    return result;
}

Table Table::withoutColumns(const std::vector<std::string> &names) const
{
    Table result;
    for (const auto &column : m_columns)
        if (std::ranges::find(names, column->name()) == names.end())
            result.add(column);
    result.m_rows = m_rows;
    return result;
}

Table Table::with(Column column) const
{
    Table result = *this;
    const auto index = find(column.name());
    auto shared = std::make_shared<const Column>(std::move(column));
    if (!index) {
        result.add(std::move(shared));
        return result;
    }
    if (shared->size() != m_rows)
        throw Error(ErrorCode::BadInput, shared->name(), "does not have as many rows as the table");
    result.m_columns[*index] = std::move(shared);
    return result;
}

Table Table::gathered(std::span<const std::uint32_t> rows) const
{
    Table result;
    for (const auto &column : m_columns)
        result.add(std::make_shared<const Column>(column->gathered(rows)));
    result.m_rows = rows.size();
    return result;
}

} // namespace leptune
