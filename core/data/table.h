// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/column.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace leptune {

/// Columns of equal length with different names, in file order. Copying a table or choosing columns
/// shares the columns; choosing rows copies them.
class Table {
public:
    Table() = default;
    /// Throws Error(BadInput) where lengths differ or a name comes twice.
    explicit Table(std::vector<Column> columns);

    std::size_t rows() const { return m_rows; }
    std::size_t columns() const { return m_columns.size(); }
    const Column &column(std::size_t index) const { return *m_columns[index]; }
    /// Throws Error(BadColumn) naming the column and the ones that exist.
    const Column &column(const std::string &name) const { return column(indexOf(name)); }
    std::size_t indexOf(const std::string &name) const;
    std::optional<std::size_t> find(const std::string &name) const;

    Table withColumns(const std::vector<std::string> &names) const;
    Table withoutColumns(const std::vector<std::string> &names) const;
    /// Appends the column, or replaces the one of the same name.
    Table with(Column column) const;
    Table gathered(std::span<const std::uint32_t> rows) const;

private:
    void add(std::shared_ptr<const Column> column);

    std::size_t m_rows = 0;
    std::vector<std::shared_ptr<const Column>> m_columns;
};

} // namespace leptune
