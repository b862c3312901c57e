// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/xlsx_archive.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace leptune {

/// What the sheets of a workbook share (ECMA-376, part 1, 18.2, 18.4 and 18.8).
struct XlsxWorkbook {
    std::vector<std::pair<std::string, std::string>> sheets; ///< name and part
    std::vector<std::string> texts;                          ///< shared strings
    std::vector<char> dateStyles; ///< one a cell format: does it show a date?
    bool from1904 = false;        ///< day 0 is 1904-01-01
};

/// Names and parts only.
XlsxWorkbook readXlsxSheets(const XlsxArchive &archive);
/// Shared strings (only so many of them) and styles too.
XlsxWorkbook readXlsxWorkbook(const XlsxArchive &archive, std::size_t mostTexts);
/// The part that holds a sheet; "" = the first. Throws Error(BadFormat | NotFound).
std::string xlsxSheetPart(const XlsxWorkbook &workbook, const std::string &path,
                          const std::string &sheet);

/// Whether a number format such as "dd/mm/yyyy" shows a date or time.
bool isDateFormat(std::string_view format);

} // namespace leptune
