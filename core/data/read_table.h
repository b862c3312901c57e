// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/import_report.h"
#include "core/data/table.h"

#include <map>
#include <optional>
#include <stop_token>
#include <string>

namespace leptune {

/// Everything a reader would otherwise guess; an unset value is sniffed or inferred from all rows.
struct ReadOptions {
    std::optional<char> separator;
    std::optional<char> decimal;
    std::string encoding;                     ///< ICU name; "" = BOM, strict UTF-8, GB18030, Latin-1
    std::optional<bool> hasHeader;
    std::string sheet;                        ///< .xlsx; "" = the first
    std::string table;                        ///< SQLite; "" = the only one
    std::string query;                        ///< SQLite; instead of `table`
    std::map<std::string, ColumnType> types;  ///< by final column name, overrides inference
    std::vector<std::string> only;            ///< read just these columns; empty = all
    std::optional<PictureShape> pictures;     ///< shape to bring pictures to; unset = see pictures/
    int threads = 0;                          ///< 0 = all cores
    std::stop_token stop;                     ///< a stopped reading throws Error(Stopped)
};

struct ReadResult {
    Table table;
    ImportReport report;
};

/// Reads CSV/TSV (plain or gzip), ARFF, SQLite, .xlsx, or pictures (a folder of classes, IDX, one
/// file) by content, not by name. Throws Error with the file, the row and what to do; see
/// tests/cli/ill_inputs.md for every case.
ReadResult readTable(const std::string &path, const ReadOptions &options = {});
/// The same for pasted text (CSV or TSV).
ReadResult readPastedText(const std::string &text, const ReadOptions &options = {});
/// Names of the sheets or tables a file holds, empty for CSV and ARFF.
std::vector<std::string> tablesIn(const std::string &path);

} // namespace leptune
