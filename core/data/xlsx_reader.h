// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/cell_table_reader.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace leptune {

bool isZip(std::string_view bytes);
/// Worksheets in the order of their tabs. Throws Error(BadFormat) for what is no workbook.
std::vector<std::string> xlsxSheets(const std::string &path);
/// Throws Error(OutOfMemory) where the sheet can't fit into the bytes that are free. Quick for
/// files that can't hold so much; others are looked through.
void requireXlsxRoom(const std::string &path, const ReadOptions &options, std::uint64_t freeBytes);
/// Reads one sheet (options.sheet or the first), the stored values only; cells whose number format
/// shows a date become dates. Of only the first rows little more than these is unpacked. Throws
/// Error(BadFormat | NotFound | TooLittleData).
ReadResult readXlsx(const std::string &path, const ReadOptions &options,
                    std::uint64_t mostRows = kAllRows);

} // namespace leptune
