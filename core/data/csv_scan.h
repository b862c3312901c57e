// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/csv_cells.h"
#include "core/data/input_reader.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace leptune {

/// A stretch of text that begins after a line end, and the rows that begin in it.
struct CsvChunk {
    static constexpr std::size_t kNoRow = static_cast<std::size_t>(-1);
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t firstRow = kNoRow; ///< offset of the first row that begins here
    std::size_t rows = 0;
    bool startsQuoted = false;
    bool endsQuoted = false;
    std::size_t openQuote = kNoRow; ///< offset of the last opening quote
    bool validUtf8 = true;
    std::size_t nuls = 0;
};

struct CsvScan {
    std::vector<CsvChunk> chunks;
    bool validUtf8 = true;
    std::size_t nuls = 0;
    /// Offset of a quote that is never closed, or kNoRow.
    std::size_t openQuote = CsvChunk::kNoRow;

    std::size_t rows() const;
};

/// Finds all row starts of text[begin, size), each chunk by itself and in parallel under the guess
/// that it starts outside quotes; chunks where that was wrong are scanned again. Equal for any
/// number of threads. Throws Error(Stopped).
CsvScan scanCsv(const InputBytes &text, std::size_t begin, CsvSyntax syntax, int threads,
                const std::stop_token &stop);

/// Line (from 1) of an offset; \r\n counts once.
std::uint64_t lineAt(std::string_view text, std::size_t offset);

} // namespace leptune
