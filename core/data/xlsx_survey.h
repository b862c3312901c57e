// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/cell_table_reader.h"
#include "core/data/xlsx_archive.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace leptune {

/// What a look through a sheet tells of it before any cell is kept.
struct XlsxSurvey {
    std::uint64_t rows = 0;    ///< with a value
    std::uint64_t columns = 0; ///< values in the fullest row
    std::size_t texts = 0;     ///< the first so many shared strings are used
};

/// Throws Error(BadFormat | Stopped).
XlsxSurvey surveySheet(const XlsxArchive &archive, const std::string &part,
                       std::uint64_t mostRows = kAllRows);

} // namespace leptune
