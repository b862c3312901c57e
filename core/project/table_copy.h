// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"
#include "core/project/record_archive.h"

#include <optional>
#include <stop_token>

namespace leptune {

/// A column's cells and spellings, compressed: bytes of equal significance side by side, then zlib.
struct PackedColumn {
    std::string name;
    ColumnType type = ColumnType::Numeric;
    SharedBytes cells;               ///< doubles, or int32 codes
    SharedBytes spellings;           ///< null for numbers; each as uint32 length and characters
    std::uint64_t spellingBytes = 0; ///< before compression
    SharedBytes pixels;              ///< of a picture column
    std::uint64_t pixelBytes = 0;    ///< before compression
    PictureShape picture;
};

struct PackedTable {
    std::uint64_t rows = 0;
    std::vector<PackedColumn> columns;
};

/// Nothing where it would take more than `limitBytes`. Throws Error(Stopped).
std::shared_ptr<const PackedTable> packTable(const Table &table, std::uint64_t limitBytes,
                                             int threads, const std::stop_token &stop = {});

void writeTable(RecordWriter &archive, const PackedTable *table);
std::optional<Table> readTableCopy(RecordReader &archive);

} // namespace leptune
