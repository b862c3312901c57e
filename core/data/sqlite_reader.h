// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/cell_table_reader.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace leptune {

bool isSqlite(std::string_view bytes);
/// Tables and views, in the order they were made. Throws Error(BadFormat | Unreadable).
std::vector<std::string> sqliteTables(const std::string &path);
/// Throws Error(OutOfMemory) where what readSqlite() reads can't fit into the bytes that are free.
/// Quick for files that can't hold so much; of others the rows are counted.
void requireSqliteRoom(const std::string &path, const ReadOptions &options,
                       std::uint64_t freeBytes);
/// Reads options.table, the rows of options.query, or the only table; the file is never written.
ReadResult readSqlite(const std::string &path, const ReadOptions &options,
                      std::uint64_t mostRows = kAllRows);

} // namespace leptune
