// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/csv_cells.h"
#include "core/data/read_table.h"

#include <string>
#include <string_view>
#include <vector>

namespace leptune {

struct CsvDialect {
    CsvSyntax syntax;
    char decimal = '.';
    bool hasHeader = true;
};

/// Guesses from the start of a file (`complete`: all of it) what `options` leave open. Separator:
/// the one of tab, semicolon, bar and comma that gives the steadiest rows; quote: " or '; decimal
/// comma where numbers show it; header where the first row differs in kind from those below.
CsvDialect sniffDialect(std::string_view head, bool complete, const ReadOptions &options);

/// True where `rows[0]` looks like names rather than values.
bool looksLikeHeader(const std::vector<std::vector<std::string>> &rows, char decimal);

} // namespace leptune
