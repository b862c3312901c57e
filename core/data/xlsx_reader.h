// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/read_table.h"

#include <string>
#include <string_view>
#include <vector>

namespace leptune {

bool isZip(std::string_view bytes);
/// Worksheets in the order of their tabs. Throws Error(BadFormat) for what is no workbook.
std::vector<std::string> xlsxSheets(const std::string &path);
/// Reads one sheet (options.sheet or the first), the stored values only; cells whose number format
/// shows a date become dates. Throws Error(BadFormat | NotFound | TooLittleData).
ReadResult readXlsx(const std::string &path, const ReadOptions &options);

} // namespace leptune
