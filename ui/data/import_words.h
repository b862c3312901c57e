// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/import_report.h"

#include <QString>

namespace leptune {

bool isTextFormat(const ImportReport &report);
QString separatorWord(char separator); ///< "comma", "tab"...
QString decimalWord(char decimal);     ///< "decimal point", "decimal comma"
QString headerWord(bool hasHeader);    ///< "holds the names", "is a row like all others"
/// Whether the bad cells are files that have no row: pictures that could not be read.
bool leftFilesOut(const ImportReport &report);
/// "UTF-8, comma, decimal point".
QString importSummary(const ImportReport &report);

} // namespace leptune
