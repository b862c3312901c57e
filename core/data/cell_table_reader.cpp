// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/cell_table_reader.h"

#include "core/base/error.h"
#include "core/data/csv_dialect.h"
#include "core/data/csv_header.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace leptune {

namespace {

constexpr std::size_t kRowsLookedAt = 100;

} // namespace

CellTableReader::CellTableReader(std::string subject, const ReadOptions &options)
    : m_subject(std::move(subject)), m_options(options)
{
}

CellTableReader::CellTableReader(std::string subject, const ReadOptions &options,
                                 std::vector<std::string> names)
    : m_subject(std::move(subject)), m_options(options), m_named(true), m_names(std::move(names))
{
    widen(m_names.size());
}

void CellTableReader::declare(std::size_t column, const InferenceRules &rules)
{
    m_rules[column] = rules;
}

void CellTableReader::widen(std::size_t columns)
{
    m_spellings.resize(columns);
    m_rules.resize(columns);
    m_codes.resize(columns);
    for (auto &codes : m_codes)
        codes.resize(m_lines.size(), -1);
}

void CellTableReader::addRow(std::vector<std::string> cells, std::uint64_t line)
{
    if (m_options.stop.stop_requested())
        throw Error(ErrorCode::Stopped, m_subject, "reading was stopped");
    if (m_named) {
        append(cells, line);
        return;
    }
    m_first.push_back({std::move(cells), line});
    if (m_first.size() == kRowsLookedAt)
        decideHeader();
}

void CellTableReader::decideHeader()
{
    m_named = true;
    std::vector<FirstRow> first = std::exchange(m_first, {});
    if (first.empty())
        return;
    std::size_t width = 0;
    for (const FirstRow &row : first)
        width = std::max(width, row.cells.size());
    std::vector<std::vector<std::string>> cells;
    for (FirstRow &row : first) {
        row.cells.resize(width);
        cells.push_back(row.cells);
    }
    m_hasHeader = m_options.hasHeader ? *m_options.hasHeader : looksLikeHeader(cells, '.');
    m_names = m_hasHeader ? first.front().cells : numberedColumnNames(width);
    widen(width);
    for (std::size_t i = m_hasHeader ? 1 : 0; i < first.size(); ++i)
        append(first[i].cells, first[i].line);
}

void CellTableReader::append(const std::vector<std::string> &cells, std::uint64_t line)
{
    m_short += cells.size() < m_names.size() ? 1 : 0;
    m_long += cells.size() > m_names.size() ? 1 : 0;
    for (std::size_t c = 0; c < m_names.size(); ++c) {
        const bool missing = c >= cells.size() || cells[c].empty();
        m_codes[c].push_back(missing ? -1 : m_spellings[c].code(cells[c]));
    }
    m_lines.push_back(line);
}

void CellTableReader::chooseColumns()
{
    m_wanted.assign(m_names.size(), m_options.only.empty() ? 1 : 0);
    for (const std::string &name : m_options.only) {
        const auto found = std::find(m_names.begin(), m_names.end(), name);
        if (found == m_names.end())
            throw Error(ErrorCode::BadColumn, name, "there is no such column in " + m_subject);
        m_wanted[static_cast<std::size_t>(found - m_names.begin())] = 1;
    }
}

void CellTableReader::infer(std::size_t column, std::vector<Column> &kept)
{
    InferenceRules rules = m_rules[column];
    if (const auto type = m_options.types.find(m_names[column]); type != m_options.types.end())
        rules.type = type->second;
    InferredColumn inferred =
        inferColumn(m_names[column], std::move(m_codes[column]), m_spellings[column], rules);
    ImportReport &report = m_result.report;
    std::move(inferred.assumed.begin(), inferred.assumed.end(), std::back_inserter(report.assumed));
    std::move(inferred.repaired.begin(), inferred.repaired.end(),
              std::back_inserter(report.repaired));
    report.badCellCount += inferred.badCellCount;
    for (BadCell &cell : inferred.badCells) {
        cell.line = m_lines[cell.row - 1];
        report.badCells.push_back(std::move(cell));
    }
    kept.push_back(std::move(inferred.column));
}

void CellTableReader::noteRaggedRows()
{
    const auto note = [this](std::uint64_t count, const char *what) {
        if (count > 0)
            m_result.report.repaired.push_back(std::to_string(count) +
                                               (count == 1 ? " row has " : " rows have ") + what);
    };
    note(m_short, "too few cells; the rest is missing");
    note(m_long, "too many cells; the extra ones were dropped");
}

ReadResult CellTableReader::finish(ImportReport report)
{
    m_result.report = std::move(report);
    if (!m_named)
        decideHeader();
    if (m_names.empty())
        throw Error(ErrorCode::TooLittleData, m_subject,
                    "is empty; choose a table with a header and rows");
    if (m_lines.empty())
        throw Error(ErrorCode::TooLittleData, m_subject,
                    "has column names and no rows below them; add rows");
    m_names = uniqueColumnNames(std::move(m_names), m_result.report);
    m_result.report.hasHeader = m_hasHeader;
    chooseColumns();
    std::vector<Column> kept;
    for (std::size_t c = 0; c < m_names.size(); ++c)
        if (m_wanted[c])
            infer(c, kept);
    auto &bad = m_result.report.badCells;
    std::stable_sort(bad.begin(), bad.end(),
                     [](const auto &a, const auto &b) { return a.row < b.row; });
    bad.resize(std::min(bad.size(), kBadCellsKept));
    noteRaggedRows();
    m_result.table = Table(std::move(kept));
    m_result.report.rows = m_result.table.rows();
    m_result.report.columns = m_result.table.columns();
    return std::move(m_result);
}

} // namespace leptune
