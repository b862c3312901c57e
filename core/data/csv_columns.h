// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/column_inference.h"
#include "core/data/csv_parser.h"
#include "core/data/csv_scan.h"
#include "core/data/read_table.h"

#include <span>
#include <string>
#include <vector>

namespace leptune {

/// What is known of the file before its cells are read.
struct CsvLayout {
    CsvSyntax syntax;
    char decimal = '.';
    std::vector<std::string> names;
    std::vector<char> wanted; ///< one a column
};

struct CsvColumns {
    std::vector<InferredColumn> columns; ///< one a name; unwanted ones stay empty
    std::vector<char> allEmpty;          ///< no cell of the column has any text
    RaggedRows ragged;
};

/// Reads all wanted columns, each straight into its final array under the type that `sample` rows
/// suggest; columns that turn out otherwise are read again, as text, and decided by all their
/// cells.
CsvColumns readCsvColumns(const InputBytes &text, const std::vector<CsvChunk> &chunks,
                          const CsvLayout &layout,
                          const std::vector<std::vector<std::string>> &sample,
                          const ReadOptions &options, int threads);

/// A row and where it begins.
struct RowPlace {
    std::uint64_t row = 0; ///< from 0
    std::uint64_t line = 0;
    std::size_t offset = 0;
};
/// Places of `rows` (ascending, from 0).
std::vector<RowPlace> locateRows(const InputBytes &text, const std::vector<CsvChunk> &chunks,
                                 CsvSyntax syntax, std::span<const std::uint64_t> rows);

} // namespace leptune
