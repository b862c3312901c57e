// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace leptune {

/// Which rows of a table are to be seen, and in what order.
struct RowWish {
    std::optional<std::size_t> sortedBy; ///< a column; nothing: as they stand
    bool falls = false;
    std::size_t column = 0; ///< that the condition is about
    /// "" = all rows. > >= < <= = != and a value, "2..5" (both ends count), or words that the cell
    /// holds somewhere, whatever their case. "=" alone: cells that are missing, "!=": all others.
    /// Numbers may be spelled as the language spells them; dates are written as they are shown.
    QString condition;

    bool any() const { return sortedBy || !condition.isEmpty(); }
};

/// Numbers of rows, cells that are missing last where it sorts; equal ones stay as they stood. Null
/// where it was stopped.
std::optional<std::vector<std::uint32_t>> selectRows(const Table &table, const RowWish &wish,
                                                     const std::stop_token &stop);

/// A condition that only cells like this one keep.
QString conditionFor(const Column &column, std::size_t row);

} // namespace leptune
