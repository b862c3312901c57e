// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_cells.h"

#include <cstring>

namespace leptune {

const char *readQuotedCell(const char *p, const char *end, CsvSyntax syntax, CsvCell &cell,
                           std::string &scratch)
{
    const char *const begin = p + 1;
    const char *from = begin; // text up to here is in scratch, once there is any
    bool copied = false;
    cell = {{}, true, false};
    for (p = begin;; ++p) {
        const auto left = static_cast<std::size_t>(end - p);
        p = left > 0 ? static_cast<const char *>(std::memchr(p, syntax.quote, left)) : nullptr;
        if (p == nullptr) {
            cell.text = {begin, static_cast<std::size_t>(end - begin)};
            return end;
        }
        const bool doubled = p + 1 < end && p[1] == syntax.quote;
        if (!doubled)
            break;
        if (!copied)
            scratch.clear();
        copied = true;
        scratch.append(from, p + 1);
        from = ++p + 1;
    }
    cell.closed = true;
    cell.text = {begin, static_cast<std::size_t>(p - begin)};
    const char *const stop = findCellEnd(p + 1, end, syntax.separator);
    const char *rest = stop;
    while (rest > p + 1 && (rest[-1] == ' ' || rest[-1] == '\t'))
        --rest;
    if (!copied && rest == p + 1)
        return stop;
    if (!copied)
        scratch.clear();
    scratch.append(from, p);
    scratch.append(p + 1, rest);
    cell.text = scratch;
    return stop;
}

const char *readCsvRow(const char *p, const char *end, CsvSyntax syntax,
                       std::vector<std::string> &cells, bool &closed)
{
    cells.clear();
    closed = true;
    std::string scratch;
    p = skipBlankLines(p, end, syntax.separator);
    while (p < end) {
        CsvCell cell;
        p = readCsvCell(p, end, syntax, cell, scratch);
        closed = closed && cell.closed;
        cells.emplace_back(cell.text);
        if (p >= end || *p != syntax.separator)
            break;
        if (++p == end)
            cells.emplace_back();
    }
    return skipBlankLines(p, end, syntax.separator);
}

std::vector<std::vector<std::string>> readCsvRows(std::string_view text, CsvSyntax syntax,
                                                  std::size_t rows, bool complete)
{
    std::vector<std::vector<std::string>> result;
    const char *p = text.data();
    const char *const end = p + text.size();
    std::vector<std::string> cells;
    bool closed = true;
    p = skipBlankLines(p, end, syntax.separator);
    while (p < end && result.size() < rows) {
        p = readCsvRow(p, end, syntax, cells, closed);
        const bool cutOff = p == end && !complete && !result.empty();
        if (!cutOff)
            result.push_back(cells);
    }
    return result;
}

} // namespace leptune
