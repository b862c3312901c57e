// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_reader.h"

#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/base/parallel.h"
#include "core/base/text_encoding.h"
#include "core/data/csv_columns.h"
#include "core/data/csv_dialect.h"
#include "core/data/csv_header.h"
#include "core/data/number_reader.h"
#include "core/data/table_room.h"

#include <algorithm>
#include <map>
#include <utility>

namespace leptune {

namespace {

using Cells = std::vector<std::vector<std::string>>;

constexpr std::size_t kHeadBytes = 1U << 20;
constexpr std::size_t kSampleRows = 200;

std::string separatorName(char separator)
{
    switch (separator) {
    case ',':
        return "comma";
    case ';':
        return "semicolon";
    case '\t':
        return "tab";
    case '|':
        return "bar";
    default:
        return std::string(1, separator);
    }
}

std::string counted(std::uint64_t count, const char *one, const char *many)
{
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

class CsvReader {
public:
    CsvReader(InputBytes text, const std::string &subject, const ReadOptions &options,
              ImportReport report)
        : m_text(std::move(text)),
          m_subject(subject),
          m_options(options),
          m_threads(options.threads > 0 ? options.threads : availableCores())
    {
        m_result.report = std::move(report);
        m_result.report.format = "CSV";
        m_begin = byteOrderMarkLength(m_text.view());
    }

    ReadResult run()
    {
        sniff();
        findRows();
        findNames();
        chooseColumns();
        requireRoom(m_subject, m_scan.rows(),
                    static_cast<std::uint64_t>(std::ranges::count(m_layout.wanted, 1)),
                    availableMemoryBytes());
        CsvColumns columns =
            readCsvColumns(m_text, m_scan.chunks, m_layout, m_sample, m_options, m_threads);
        dropTrailingColumn(columns);
        collect(columns);
        return std::move(m_result);
    }

private:
    ImportReport &report() { return m_result.report; }

    void sniff()
    {
        const std::string_view all = m_text.view().substr(m_begin);
        const std::size_t firstLine = std::min(all.find_first_of("\r\n", 1), all.size());
        const std::size_t size = std::max(kHeadBytes, std::min(all.size(), firstLine * 4));
        if (trimmed(all.substr(0, size)).empty() && trimmed(all).empty())
            throw Error(ErrorCode::TooLittleData, m_subject,
                        "is empty; choose a file with a header and rows");
        m_head = all.substr(0, size);
        m_dialect = sniffDialect(m_head, size >= all.size(), m_options);
        m_sample = readCsvRows(m_head, m_dialect.syntax, kSampleRows, size >= all.size());
        if (m_sample.empty())
            throw Error(ErrorCode::TooLittleData, m_subject,
                        "is empty; choose a file with a header and rows");
    }

    /// Scans the file; bytes that turn out to be no UTF-8, or NULs, are repaired in a copy first.
    void findRows()
    {
        m_scan = scanCsv(m_text, m_begin, m_dialect.syntax, m_threads, m_options.stop);
        if (!m_scan.validUtf8 || m_scan.nuls > 0) {
            repairText();
            sniff();
            m_scan = scanCsv(m_text, m_begin, m_dialect.syntax, m_threads, m_options.stop);
        }
        if (m_scan.openQuote != CsvChunk::kNoRow)
            throw Error(ErrorCode::BadFormat, m_subject,
                        "the quote opened on line " +
                            std::to_string(lineAt(m_text.view(), m_scan.openQuote)) +
                            " is never closed; close it or double it");
    }

    void repairText()
    {
        std::string text(m_text.view().substr(m_begin));
        if (m_scan.nuls > 0) {
            std::erase(text, '\0');
            report().repaired.push_back(
                counted(m_scan.nuls, "NUL character was", "NUL characters were") + " removed");
        }
        if (!m_scan.validUtf8) {
            const std::string encoding =
                m_options.encoding.empty() ? guessNarrowEncoding(text) : "UTF-8";
            DecodedText decoded = decodeText(text, encoding);
            if (m_options.encoding.empty() && encoding != "UTF-8")
                report().assumed.push_back("encoding: " + encoding);
            if (decoded.replaced > 0)
                report().repaired.push_back(counted(decoded.replaced, "malformed character was",
                                                    "malformed characters were") +
                                            " replaced");
            report().encoding = encoding;
            text = std::move(decoded.text);
        }
        m_text = InputBytes::own(std::move(text));
        m_begin = 0;
    }

    void findNames()
    {
        const std::vector<std::string> first = m_sample.front();
        report().separator = m_dialect.syntax.separator;
        report().decimal = m_dialect.decimal;
        report().hasHeader = m_dialect.hasHeader;
        m_layout.syntax = m_dialect.syntax;
        m_layout.decimal = m_dialect.decimal;
        if (m_dialect.hasHeader)
            dropHeader();
        if (m_scan.rows() == 0)
            throw Error(
                ErrorCode::TooLittleData, m_subject,
                "has a header and no rows below it; add rows, or say that it has no header");
        noteDialect();
        addMiddleRows();
        const std::size_t common = commonWidth();
        if (!m_dialect.hasHeader) {
            m_layout.names = numberedColumnNames(common);
            return;
        }
        std::vector<std::string> names = first;
        if (common == names.size() + 1 && everyLastCellFilled(common)) {
            names.insert(names.begin(), std::string());
            report().assumed.push_back(
                "the header has one name less than the rows have cells: the first "
                "column has none");
        }
        m_lastUnnamed = names.size() > 1 && names.back().empty();
        m_layout.names = uniqueColumnNames(std::move(names), report());
    }

    void dropHeader()
    {
        CsvChunk *chunk = &m_scan.chunks.front();
        while (chunk->rows == 0)
            ++chunk;
        std::vector<std::string> cells;
        bool closed = true;
        const char *const end = m_text.data() + m_text.size();
        const char *const next =
            readCsvRow(m_text.data() + chunk->firstRow, end, m_dialect.syntax, cells, closed);
        chunk->firstRow = static_cast<std::size_t>(next - m_text.data());
        --chunk->rows;
        m_sample.erase(m_sample.begin());
    }

    void noteDialect()
    {
        if (!m_options.separator && m_dialect.syntax.separator != ',')
            report().assumed.push_back("separator: " + separatorName(m_dialect.syntax.separator));
        if (m_dialect.syntax.quote == '\'')
            report().assumed.push_back("quote: '");
        if (!m_options.decimal && m_dialect.decimal == ',')
            report().assumed.push_back("decimal comma");
        if (!m_options.hasHeader && !m_dialect.hasHeader)
            report().assumed.push_back("no header: the first line looks like data");
    }

    /// The start of a file often differs from its middle and end.
    void addMiddleRows()
    {
        const std::size_t count = m_scan.chunks.size();
        if (count < 3)
            return;
        for (const std::size_t i : {count / 2, count - 1}) {
            const CsvChunk &chunk = m_scan.chunks[i];
            if (chunk.rows < 2)
                continue;
            const std::string_view rows = m_text.view().substr(chunk.firstRow, kHeadBytes);
            for (auto &row : readCsvRows(rows, m_dialect.syntax, kSampleRows / 2, false))
                m_sample.push_back(std::move(row));
        }
    }

    std::size_t commonWidth() const
    {
        std::map<std::size_t, std::size_t> counts;
        for (const auto &row : m_sample)
            ++counts[row.size()];
        std::pair<std::size_t, std::size_t> best{1, 0};
        for (const auto &[width, count] : counts)
            if (count >= best.second)
                best = {width, count};
        return best.first;
    }

    bool everyLastCellFilled(std::size_t width) const
    {
        return std::all_of(m_sample.begin(), m_sample.end(), [width](const auto &row) {
            return row.size() != width || !row.back().empty();
        });
    }

    void chooseColumns()
    {
        const auto &names = m_layout.names;
        for (const auto &[name, type] : m_options.types)
            if (std::find(names.begin(), names.end(), name) == names.end())
                report().repaired.push_back("there is no column " + name + " to read as " +
                                            columnTypeName(type));
        m_layout.wanted.assign(names.size(), m_options.only.empty() ? 1 : 0);
        for (const std::string &name : m_options.only) {
            const auto found = std::find(names.begin(), names.end(), name);
            if (found == names.end())
                throw Error(ErrorCode::BadColumn, name, "there is no such column in " + m_subject);
            m_layout.wanted[static_cast<std::size_t>(found - names.begin())] = 1;
        }
    }

    /// Rows and header that end with a separator seem to have one column more than they do.
    void dropTrailingColumn(const CsvColumns &columns)
    {
        const std::size_t last = m_layout.names.size() - 1;
        if (!m_lastUnnamed || !m_layout.wanted[last] || !columns.allEmpty[last])
            return;
        m_layout.wanted[last] = 0;
        std::erase_if(report().repaired,
                      [](const std::string &s) { return s.starts_with("columns without"); });
        report().repaired.emplace_back("the empty column after the last separator was left out");
    }

    void collect(CsvColumns &columns)
    {
        std::vector<Column> kept;
        std::vector<BadCell> bad;
        std::vector<std::pair<std::uint64_t, std::size_t>> order; // row, place in `bad`
        for (std::size_t c = 0; c < columns.columns.size(); ++c) {
            InferredColumn &inferred = columns.columns[c];
            if (!m_layout.wanted[c])
                continue;
            const auto append = [](auto &to, auto &from) {
                to.insert(to.end(), std::make_move_iterator(from.begin()),
                          std::make_move_iterator(from.end()));
            };
            append(report().assumed, inferred.assumed);
            append(report().repaired, inferred.repaired);
            append(bad, inferred.badCells);
            report().badCellCount += inferred.badCellCount;
            kept.push_back(std::move(inferred.column));
        }
        std::stable_sort(bad.begin(), bad.end(),
                         [](const auto &a, const auto &b) { return a.row < b.row; });
        bad.resize(std::min(bad.size(), kBadCellsKept));
        report().badCells = std::move(bad);
        placeBadCells();
        noteRaggedRows(columns.ragged);
        m_result.table = Table(std::move(kept));
        report().rows = m_result.table.rows();
        report().columns = m_result.table.columns();
    }

    void placeBadCells()
    {
        std::vector<std::uint64_t> rows;
        for (const BadCell &cell : report().badCells)
            if (rows.empty() || rows.back() != cell.row - 1)
                rows.push_back(cell.row - 1);
        const std::vector<RowPlace> places =
            locateRows(m_text, m_scan.chunks, m_layout.syntax, rows);
        const char *const end = m_text.data() + m_text.size();
        std::size_t at = 0;
        std::vector<std::string> cells;
        bool closed = true;
        for (BadCell &bad : report().badCells) {
            while (places[at].row != bad.row - 1)
                ++at;
            bad.line = places[at].line;
            readCsvRow(m_text.data() + places[at].offset, end, m_layout.syntax, cells, closed);
            const auto column = std::find(m_layout.names.begin(), m_layout.names.end(), bad.column);
            bad.text = cells[static_cast<std::size_t>(column - m_layout.names.begin())];
        }
    }

    void noteRaggedRows(const RaggedRows &ragged)
    {
        const auto line = [this](std::uint64_t row) {
            const auto places =
                locateRows(m_text, m_scan.chunks, m_layout.syntax, std::span(&row, 1));
            return " (first on line " + std::to_string(places.front().line) + ")";
        };
        if (ragged.tooShort > 0)
            report().repaired.push_back(counted(ragged.tooShort, "row has", "rows have") +
                                        " too few cells" + line(ragged.firstShort) +
                                        "; the rest is missing");
        if (ragged.tooLong > 0)
            report().repaired.push_back(counted(ragged.tooLong, "row has", "rows have") +
                                        " too many cells" + line(ragged.firstLong) +
                                        "; the extra ones were dropped");
    }

    InputBytes m_text;
    std::string m_subject;
    const ReadOptions &m_options;
    int m_threads;
    std::size_t m_begin = 0; ///< after the byte order mark
    std::string_view m_head;
    CsvDialect m_dialect;
    Cells m_sample;
    CsvScan m_scan;
    CsvLayout m_layout;
    bool m_lastUnnamed = false;
    ReadResult m_result;
};

std::string withoutLastRow(std::string_view text, const ReadOptions &options)
{
    const char *const begin = text.data() + byteOrderMarkLength(text);
    const char *const end = text.data() + text.size();
    const CsvSyntax syntax = sniffDialect({begin, end}, false, options).syntax;
    std::vector<std::string> cells;
    bool closed = true;
    const char *last = begin;
    for (const char *p = begin; p < end; p = readCsvRow(p, end, syntax, cells, closed))
        last = p;
    return std::string(text.data(), last == begin ? end : last);
}

} // namespace

ReadResult readCsv(InputBytes input, const std::string &subject, const ReadOptions &options)
{
    ImportReport report;
    InputBytes text = decodeInput(std::move(input), subject, options, report);
    return CsvReader(std::move(text), subject, options, std::move(report)).run();
}

ReadResult readCsvStart(InputBytes input, const std::string &subject, const ReadOptions &options)
{
    ImportReport report;
    const InputBytes text = decodeInput(std::move(input), subject, options, report);
    return CsvReader(InputBytes::own(withoutLastRow(text.view(), options)), subject, options,
                     std::move(report))
        .run();
}

} // namespace leptune
