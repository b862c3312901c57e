// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"

#include <QByteArray>

namespace leptune::testing {

/// A table as CSV; cells must need no quotes.
inline QByteArray csvOf(const Table &table)
{
    QByteArray text;
    for (std::size_t i = 0; i < table.columns(); ++i)
        text += (i > 0 ? "," : "") + QByteArray::fromStdString(table.column(i).name());
    text += '\n';
    for (std::size_t row = 0; row < table.rows(); ++row) {
        for (std::size_t i = 0; i < table.columns(); ++i)
            text += (i > 0 ? "," : "") + QByteArray::fromStdString(table.column(i).text(row));
        text += '\n';
    }
    return text;
}

} // namespace leptune::testing
