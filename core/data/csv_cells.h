// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <immintrin.h>
#include <string>
#include <string_view>
#include <vector>

namespace leptune {

/// How cells are set apart. A quote opens a quoted cell only as its first character that is not a
/// blank; inside, a doubled quote stands for one. Lines end with \n, \r\n or \r; those with
/// nothing but blanks are no rows. Text is followed by InputBytes::kPadding zeros.
struct CsvSyntax {
    char separator = ',';
    char quote = '"'; ///< 0: none
};

struct CsvCell {
    std::string_view text; ///< without quotes; blanks around unquoted cells are dropped
    bool quoted = false;
    bool closed = true; ///< false: the closing quote is missing
};

inline bool isLineEnd(char c)
{
    return c == '\n' || c == '\r';
}

/// The end of blanks at `p`; a separator is none.
inline const char *skipBlanks(const char *p, const char *end, char separator)
{
    while (p < end && (*p == ' ' || *p == '\t') && *p != separator)
        ++p;
    return p;
}

/// The start of the next row: line ends and lines of nothing but blanks are passed over.
inline const char *skipBlankLines(const char *p, const char *end, char separator)
{
    for (;;) {
        while (p < end && isLineEnd(*p))
            ++p;
        const char *const text = skipBlanks(p, end, separator);
        if (text == p || (text < end && !isLineEnd(*text)))
            return p;
        p = text;
    }
}

/// The next separator or line end at or after `p`, or `end`.
inline const char *findCellEnd(const char *p, const char *end, char separator)
{
    const __m256i separators = _mm256_set1_epi8(separator);
    const __m256i newlines = _mm256_set1_epi8('\n');
    const __m256i returns = _mm256_set1_epi8('\r');
    for (; p < end; p += 32) {
        const __m256i block = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(p));
        const __m256i hits = _mm256_or_si256(
            _mm256_cmpeq_epi8(block, separators),
            _mm256_or_si256(_mm256_cmpeq_epi8(block, newlines), _mm256_cmpeq_epi8(block, returns)));
        const auto mask = static_cast<std::uint32_t>(_mm256_movemask_epi8(hits));
        if (mask != 0)
            return std::min(p + std::countr_zero(mask), end);
    }
    return end;
}

/// Reads a quoted cell whose opening quote is at `p`; see readCsvCell.
const char *readQuotedCell(const char *p, const char *end, CsvSyntax syntax, CsvCell &cell,
                           std::string &scratch);

/// Reads the cell that starts at `p` and returns its separator or line end (or `end`). The text
/// lies in the input, or in `scratch` where quotes had to be undoubled.
inline const char *readCsvCell(const char *p, const char *end, CsvSyntax syntax, CsvCell &cell,
                               std::string &scratch)
{
    while (*p == ' ' && syntax.separator != ' ' && p < end)
        ++p;
    if (*p == syntax.quote && syntax.quote != 0 && p < end)
        return readQuotedCell(p, end, syntax, cell, scratch);
    const char *const stop = findCellEnd(p, end, syntax.separator);
    const char *last = stop;
    while (last > p && (last[-1] == ' ' || last[-1] == '\t'))
        --last;
    cell = {{p, static_cast<std::size_t>(last - p)}, false, true};
    return stop;
}

/// Reads all cells of the row at `p`; returns the start of the next row. `closed` tells whether
/// every quoted cell ended.
const char *readCsvRow(const char *p, const char *end, CsvSyntax syntax,
                       std::vector<std::string> &cells, bool &closed);

/// Up to `rows` rows; a last one that touches the end is left out unless `complete`.
std::vector<std::vector<std::string>> readCsvRows(std::string_view text, CsvSyntax syntax,
                                                  std::size_t rows, bool complete);

} // namespace leptune
