// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/picture_block.h"
#include "core/data/schema.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace leptune {

/// A number that is not there.
constexpr float kMissingCell = std::numeric_limits<float>::quiet_NaN();

/// Cells of one raw column as a Model reads them: float32 numbers, codes into spellings, or codes
/// of pictures.
struct RawCells {
    std::vector<float> numbers;      ///< asNumber columns; NaN = missing
    std::vector<std::int32_t> codes; ///< other columns; -1 = missing
    std::shared_ptr<const std::vector<std::string>> dictionary;
    std::shared_ptr<const PictureBlock> pictures = {}; ///< picture columns; `codes` index it
};

/// Rows of a table in the order and form of a schema. A column the Model does not use may be empty.
struct RawBatch {
    std::size_t rows = 0;
    std::vector<RawCells> columns; ///< one a schema column

    RawBatch slice(std::size_t begin, std::size_t count) const;
    RawBatch gathered(std::span<const std::uint32_t> rowIndices) const;
};

/// Maps a table onto a schema by column name: order and extra columns do not matter, a numeric
/// column holding spellings of numbers is parsed, a number where spellings are wanted is written.
/// Throws Error(BadColumn) naming a used column that is missing or whose cells can't be mapped
/// (with the first such cell).
RawBatch bindTable(const Schema &schema, const Table &table);

} // namespace leptune
