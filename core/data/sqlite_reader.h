// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/read_table.h"

#include <string>
#include <string_view>
#include <vector>

namespace leptune {

bool isSqlite(std::string_view bytes);
/// Tables and views, in the order they were made. Throws Error(BadFormat | Unreadable).
std::vector<std::string> sqliteTables(const std::string &path);
/// Reads options.table, the rows of options.query, or the only table; the file is never written.
ReadResult readSqlite(const std::string &path, const ReadOptions &options);

} // namespace leptune
