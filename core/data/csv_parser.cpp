// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_parser.h"

#include "core/base/error.h"
#include "core/data/column_inference.h"
#include "core/data/number_reader.h"

#include <algorithm>

namespace leptune {

namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

} // namespace

void ColumnTally::add(const ColumnTally &other)
{
    empty += other.empty;
    missingWords += other.missingWords;
    infinite += other.infinite;
    bad += other.bad;
    identifiers += other.identifiers;
    evidence.add(other.evidence);
    hopeless |= other.hopeless;
    badRows.insert(badRows.end(), other.badRows.begin(), other.badRows.end());
}

void RaggedRows::add(const RaggedRows &other)
{
    tooShort += other.tooShort;
    tooLong += other.tooLong;
    firstShort = std::min(firstShort, other.firstShort);
    firstLong = std::min(firstLong, other.firstLong);
}

CsvParser::CsvParser(CsvSyntax syntax, char decimal, std::vector<ColumnPlan> plan,
                     std::uint64_t rows)
    : m_syntax(syntax),
      m_decimal(decimal),
      m_rows(rows),
      m_plan(std::move(plan)),
      m_tallies(m_plan.size()),
      m_dictionaries(m_plan.size())
{
}

void CsvParser::parse(const char *p, const char *limit, std::size_t row, std::size_t endRow)
{
    const char separator = m_syntax.separator;
    p = skipBlankLines(p, limit, separator);
    for (; p < limit && row < endRow; ++row)
        p = skipBlankLines(parseRow(p, limit, row), limit, separator);
    if (p < limit || row < endRow)
        throw Error(ErrorCode::Internal, "",
                    "the two passes of the CSV reader disagree about rows");
}

const char *CsvParser::parseRow(const char *p, const char *limit, std::size_t row)
{
    const char separator = m_syntax.separator;
    const std::size_t columns = m_plan.size();
    for (std::size_t column = 0;;) {
        const ColumnPlan &plan = m_plan[column];
        if (plan.as == ReadAs::Number) {
            double value = 0.0;
            const char *const stop = readPlainNumber(p, m_decimal, value);
            if (stop != nullptr && (*stop == separator || isLineEnd(*stop))) [[likely]] {
                plan.numbers[row] = value;
                p = stop;
            } else {
                p = readNumber(p, limit, column, row);
            }
        } else if (plan.as == ReadAs::Coded) {
            p = readText(p, limit, column, row);
        } else if (plan.as == ReadAs::Date) {
            p = readDateCell(p, limit, column, row);
        } else {
            CsvCell cell;
            p = readCsvCell(p, limit, m_syntax, cell, m_scratch);
        }
        ++column;
        const bool more = p < limit && *p == separator;
        if (more && column < columns) {
            ++p;
            continue;
        }
        if (more)
            p = skipExtraCells(p, limit, row);
        if (column < columns) {
            ++m_ragged.tooShort;
            m_ragged.firstShort = std::min<std::uint64_t>(m_ragged.firstShort, row);
            for (; column < columns; ++column)
                fillMissing(column, row);
        }
        return p;
    }
}

const char *CsvParser::skipExtraCells(const char *p, const char *limit, std::size_t row)
{
    bool anyText = false;
    while (p < limit && *p == m_syntax.separator) {
        CsvCell cell;
        p = readCsvCell(p + 1, limit, m_syntax, cell, m_scratch);
        anyText |= !cell.text.empty();
    }
    if (anyText) {
        ++m_ragged.tooLong;
        m_ragged.firstLong = std::min<std::uint64_t>(m_ragged.firstLong, row);
    }
    return p;
}

void CsvParser::fillMissing(std::size_t column, std::size_t row)
{
    const ColumnPlan &plan = m_plan[column];
    ++m_tallies[column].empty;
    if (plan.numbers != nullptr)
        plan.numbers[row] = kMissing;
    if (plan.codes != nullptr)
        plan.codes[row] = -1;
}

void CsvParser::noteBad(std::size_t column, std::size_t row)
{
    ColumnTally &tally = m_tallies[column];
    ++tally.bad;
    if (tally.badRows.size() < kBadCellsKept)
        tally.badRows.push_back(row);
    if (m_plan[column].as == ReadAs::Number && tally.bad * 100 >= m_rows) {
        tally.hopeless = true;
        m_plan[column].as = ReadAs::Skip;
    }
}

const char *CsvParser::readNumber(const char *p, const char *limit, std::size_t column,
                                  std::size_t row)
{
    double &slot = m_plan[column].numbers[row];
    ColumnTally &tally = m_tallies[column];
    slot = kMissing;
    CsvCell cell;
    p = readCsvCell(p, limit, m_syntax, cell, m_scratch);
    if (cell.text.empty()) {
        ++tally.empty;
        return p;
    }
    const NumberCell number = readNumberCell(cell.text, m_decimal);
    switch (number.kind) {
    case CellKind::Number:
        slot = number.value;
        tally.identifiers += number.identifier ? 1 : 0;
        break;
    case CellKind::Missing:
        ++tally.missingWords;
        break;
    case CellKind::Infinite:
        ++tally.infinite;
        break;
    case CellKind::Other:
        noteBad(column, row);
        break;
    }
    return p;
}

const char *CsvParser::readDateCell(const char *p, const char *limit, std::size_t column,
                                    std::size_t row)
{
    const ColumnPlan &plan = m_plan[column];
    double &slot = plan.numbers[row];
    const char *const stop = readIsoDate(p, slot);
    if (stop != nullptr && (*stop == m_syntax.separator || isLineEnd(*stop)))
        return stop;
    ColumnTally &tally = m_tallies[column];
    slot = kMissing;
    CsvCell cell;
    p = readCsvCell(p, limit, m_syntax, cell, m_scratch);
    if (cell.text.empty())
        ++tally.empty;
    else if (const auto days = readDate(cell.text, plan.order, tally.evidence))
        slot = *days;
    else if (isMissingAmongNumbers(cell.text))
        ++tally.missingWords;
    else
        noteBad(column, row);
    return p;
}

const char *CsvParser::readText(const char *p, const char *limit, std::size_t column,
                                std::size_t row)
{
    CsvCell cell;
    p = readCsvCell(p, limit, m_syntax, cell, m_scratch);
    if (cell.text.empty()) {
        m_plan[column].codes[row] = -1;
        return p;
    }
    m_plan[column].codes[row] = m_dictionaries[column].code(cell.text);
    return p;
}

} // namespace leptune
