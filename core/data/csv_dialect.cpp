// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_dialect.h"

#include "core/data/date_reader.h"
#include "core/data/number_reader.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace leptune {

namespace {

using Cells = std::vector<std::vector<std::string>>;

constexpr std::size_t kRowsLookedAt = 100;
/// In order of trust: commas and bars turn up inside texts and decimal numbers.
constexpr std::array kSeparators{'\t', ';', '|', ','};

/// 0 where the separator does not cut rows; else the share of rows that have the commonest number
/// of cells, halved where the first row differs from it.
double steadiness(const Cells &rows)
{
    std::map<std::size_t, std::size_t> counts;
    for (const auto &row : rows)
        ++counts[row.size()];
    std::size_t common = 0;
    std::size_t times = 0;
    for (const auto &[cells, count] : counts) {
        if (cells > 1 && count >= times) {
            common = cells;
            times = count;
        }
    }
    if (common == 0)
        return 0.0;
    const double share = static_cast<double>(times) / static_cast<double>(rows.size());
    return rows.front().size() == common ? share : share / 2.0;
}

char sniffSeparator(std::string_view head, bool complete, char quote)
{
    char best = ',';
    double bestScore = 0.0;
    for (const char separator : kSeparators) {
        const double score =
            steadiness(readCsvRows(head, {separator, quote}, kRowsLookedAt, complete));
        if (score > bestScore) {
            best = separator;
            bestScore = score;
        }
    }
    return best;
}

bool isWrapped(const std::string &cell)
{
    return cell.size() > 1 && cell.front() == '\'' && cell.back() == '\'';
}

/// ' quotes cells where some column is wrapped in it nearly throughout and no cell starts with ".
char sniffQuote(std::string_view head, bool complete, char separator)
{
    const Cells rows = readCsvRows(head, {separator, 0}, kRowsLookedAt, complete);
    std::map<std::size_t, std::pair<std::size_t, std::size_t>> columns; // wrapped, all
    for (std::size_t r = 1; r < rows.size(); ++r) {
        for (std::size_t c = 0; c < rows[r].size(); ++c) {
            const std::string &cell = rows[r][c];
            if (!cell.empty() && cell.front() == '"')
                return '"';
            columns[c].first += isWrapped(cell) ? 1 : 0;
            columns[c].second += cell.empty() ? 0 : 1;
        }
    }
    const bool single = std::any_of(columns.begin(), columns.end(), [](const auto &entry) {
        return entry.second.first > 0 && entry.second.first * 10 >= entry.second.second * 9;
    });
    return single ? '\'' : '"';
}

/// Comma where numbers such as 3,14 outnumber those with a point. 1,234 counts only beside
/// semicolons, the separator of lands that write so.
char sniffDecimal(const Cells &rows, char separator)
{
    if (separator == ',')
        return '.';
    std::size_t commas = 0;
    std::size_t points = 0;
    for (const auto &row : rows) {
        for (const std::string &cell : row) {
            const bool comma = cell.find(',') != std::string::npos;
            const bool point = cell.find('.') != std::string::npos;
            bool proven = false;
            const bool open =
                comma && readGroupedNumber(cell, '.', ',', proven).kind == CellKind::Number;
            if (comma && (!open || separator == ';') && !proven)
                commas +=
                    readGroupedNumber(cell, ',', '.', proven).kind == CellKind::Number ? 1 : 0;
            else if (point)
                points += readNumberCell(cell, '.').kind == CellKind::Number ? 1 : 0;
        }
    }
    return commas > points ? ',' : '.';
}

enum class Looks { Missing, Number, Date, Word };

Looks looksOf(const std::string &cell, char decimal)
{
    const CellKind kind = readNumberCell(cell, decimal).kind;
    if (kind == CellKind::Missing)
        return Looks::Missing;
    if (kind == CellKind::Number || kind == CellKind::Infinite)
        return Looks::Number;
    DateEvidence evidence;
    const bool date = readDate(cell, DateOrder::DayFirst, evidence) ||
                      readDate(cell, DateOrder::MonthFirst, evidence);
    return date ? Looks::Date : Looks::Word;
}

/// pandas writes unnamed columns as 0,1,2,...; years are names too.
bool areNumberNames(const std::vector<std::string> &names)
{
    std::vector<double> numbers;
    for (const std::string &name : names)
        if (const NumberCell cell = readNumberCell(name, '.'); cell.kind == CellKind::Number)
            numbers.push_back(cell.value);
    if (numbers.size() < 3)
        return false;
    bool counting =
        numbers[0] == 0.0 || numbers[0] == 1.0 || (numbers[0] >= 1900.0 && numbers[0] <= 2100.0);
    for (std::size_t i = 1; i < numbers.size(); ++i)
        counting = counting && numbers[i] == numbers[i - 1] + 1.0;
    return counting;
}

/// For names +1, for values -1, open 0.
int voteOfColumn(const Cells &rows, std::size_t column, char decimal)
{
    const Looks name = looksOf(rows[0][column], decimal);
    if (name == Looks::Missing)
        return 0;
    std::size_t same = 0;
    std::size_t present = 0;
    bool repeated = false;
    std::set<Looks> kinds;
    for (std::size_t r = 1; r < rows.size(); ++r) {
        if (column >= rows[r].size())
            continue;
        const Looks looks = looksOf(rows[r][column], decimal);
        present += looks == Looks::Missing ? 0 : 1;
        same += looks == name ? 1 : 0;
        repeated |= rows[r][column] == rows[0][column];
        if (looks != Looks::Missing)
            kinds.insert(looks);
    }
    if (present == 0)
        return 0;
    if (name == Looks::Word)
        return same == 0 ? 1 : (repeated && kinds.size() == 1 ? -1 : (same * 10 < present ? 1 : 0));
    return same > 0 ? -1 : 0;
}

} // namespace

bool looksLikeHeader(const Cells &rows, char decimal)
{
    if (rows.empty())
        return true;
    const bool anyWord =
        std::any_of(rows[0].begin(), rows[0].end(), [decimal](const std::string &cell) {
            return looksOf(cell, decimal) == Looks::Word;
        });
    if (rows.size() == 1)
        return anyWord;
    if (areNumberNames(rows[0]))
        return true;
    int votes = 0;
    for (std::size_t column = 0; column < rows[0].size(); ++column)
        votes += voteOfColumn(rows, column, decimal);
    return votes > 0 || (votes == 0 && anyWord);
}

CsvDialect sniffDialect(std::string_view head, bool complete, const ReadOptions &options)
{
    CsvDialect dialect;
    const auto separator = [&](char quote) {
        return options.separator ? *options.separator : sniffSeparator(head, complete, quote);
    };
    dialect.syntax.separator = separator('"');
    dialect.syntax.quote = sniffQuote(head, complete, dialect.syntax.separator);
    if (dialect.syntax.quote != '"')
        dialect.syntax.separator = separator(dialect.syntax.quote);
    const Cells rows = readCsvRows(head, dialect.syntax, kRowsLookedAt, complete);
    dialect.decimal =
        options.decimal ? *options.decimal : sniffDecimal(rows, dialect.syntax.separator);
    dialect.hasHeader =
        options.hasHeader ? *options.hasHeader : looksLikeHeader(rows, dialect.decimal);
    return dialect;
}

} // namespace leptune
