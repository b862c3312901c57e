// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_columns.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/data/number_reader.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <sys/mman.h>
#include <utility>

namespace leptune {

namespace {

using Cells = std::vector<std::vector<std::string>>;
using Codes = std::vector<std::int32_t>;

constexpr std::size_t kHugePage = 2U << 20;

/// Zeroed slots; large ones on huge pages, which are much quicker to get.
template <typename T>
std::vector<T> makeSlots(std::size_t count)
{
    std::vector<T> slots;
    slots.reserve(count);
    const auto address = reinterpret_cast<std::uintptr_t>(slots.data());
    const std::uintptr_t first = (address + kHugePage - 1) / kHugePage * kHugePage;
    const std::uintptr_t last = (address + count * sizeof(T)) / kHugePage * kHugePage;
    if (first < last)
        madvise(reinterpret_cast<void *>(first), last - first, MADV_HUGEPAGE);
    slots.resize(count);
    return slots;
}

/// What the sample suggests for a column; a wrong guess costs time only.
ColumnPlan guessPlan(const Cells &sample, std::size_t column, char decimal)
{
    std::size_t numbers = 0;
    std::size_t dates = 0;
    std::size_t present = 0;
    ColumnPlan plan;
    DateEvidence evidence;
    for (const auto &row : sample) {
        if (column >= row.size() || isMissingAmongNumbers(row[column]))
            continue;
        ++present;
        const NumberCell cell = readNumberCell(row[column], decimal);
        const bool number = cell.kind == CellKind::Number || cell.kind == CellKind::Infinite;
        numbers += number && !cell.identifier ? 1 : 0;
        DateEvidence ignored;
        const bool date = readDate(row[column], DateOrder::DayFirst, evidence) ||
                          readDate(row[column], DateOrder::MonthFirst, ignored);
        dates += date ? 1 : 0;
    }
    plan.order = evidence.order();
    plan.as = dates == present ? ReadAs::Date : ReadAs::Coded;
    if (numbers * 20 >= present * 19)
        plan.as = ReadAs::Number;
    return plan;
}

ReadAs planFor(ColumnType type)
{
    if (type == ColumnType::Numeric)
        return ReadAs::Number;
    return type == ColumnType::DateTime ? ReadAs::Date : ReadAs::Coded;
}

class CsvColumnReader {
public:
    CsvColumnReader(const InputBytes &text, const std::vector<CsvChunk> &chunks,
                    const CsvLayout &layout, const Cells &sample, const ReadOptions &options,
                    int threads)
        : m_text(text),
          m_chunks(chunks),
          m_layout(layout),
          m_options(options),
          m_threads(std::max(1, threads)),
          m_plan(layout.names.size()),
          m_numbers(layout.names.size()),
          m_codes(layout.names.size()),
          m_firstSlots(chunks.size() + 1, 0)
    {
        for (std::size_t i = 0; i < chunks.size(); ++i)
            m_firstSlots[i + 1] = m_firstSlots[i] + chunks[i].rows;
        m_result.columns.resize(layout.names.size());
        m_result.allEmpty.assign(layout.names.size(), 0);
        for (std::size_t c = 0; c < m_plan.size(); ++c) {
            if (!layout.wanted[c])
                continue;
            m_plan[c] = guessPlan(sample, c, layout.decimal);
            if (const auto type = forcedType(c))
                m_plan[c].as = planFor(*type);
        }
    }

    CsvColumns run()
    {
        const auto open = [](const ColumnPlan &plan) { return plan.as != ReadAs::Skip; };
        for (bool first = true; first || std::any_of(m_plan.begin(), m_plan.end(), open);
             first = false) {
            allocate();
            pass();
            if (first)
                for (const auto &parser : m_parsers)
                    m_result.ragged.add(parser->raggedRows());
            mergeDictionaries();
            finishColumns();
        }
        return std::move(m_result);
    }

private:
    std::size_t rows() const { return m_firstSlots.back(); }

    std::optional<ColumnType> forcedType(std::size_t column) const
    {
        const auto found = m_options.types.find(m_layout.names[column]);
        return found == m_options.types.end() ? std::nullopt : std::optional(found->second);
    }

    void allocate()
    {
        parallelFor(m_plan.size(), m_threads, [this](std::size_t c) {
            ColumnPlan &plan = m_plan[c];
            plan.numbers = nullptr;
            plan.codes = nullptr;
            m_numbers[c] = {};
            m_codes[c] = {};
            if (plan.as == ReadAs::Coded) {
                m_codes[c] = makeSlots<std::int32_t>(rows());
                plan.codes = m_codes[c].data();
            } else if (plan.as != ReadAs::Skip) {
                m_numbers[c] = makeSlots<double>(rows());
                plan.numbers = m_numbers[c].data();
            }
        });
    }

    /// One reading of the file for all columns that are not finished yet.
    void pass()
    {
        const std::size_t workers =
            std::clamp<std::size_t>(m_chunks.size(), 1, static_cast<std::size_t>(m_threads));
        m_parsers.clear();
        for (std::size_t i = 0; i < workers; ++i)
            m_parsers.push_back(
                std::make_unique<CsvParser>(m_layout.syntax, m_layout.decimal, m_plan, rows()));
        m_owners.assign(m_chunks.size(), 0);
        std::atomic<std::size_t> next = 0;
        parallelFor(workers, m_threads, [&](std::size_t worker) {
            for (std::size_t i = next++; i < m_chunks.size(); i = next++) {
                if (m_options.stop.stop_requested())
                    throw Error(ErrorCode::Stopped, "", "reading was stopped");
                m_owners[i] = worker;
                parseChunk(*m_parsers[worker], i);
            }
        });
    }

    void parseChunk(CsvParser &parser, std::size_t i)
    {
        if (m_chunks[i].rows == 0)
            return;
        std::size_t later = i + 1;
        while (later < m_chunks.size() && m_chunks[later].rows == 0)
            ++later;
        const std::size_t limit =
            later < m_chunks.size() ? m_chunks[later].firstRow : m_text.size();
        const char *const data = m_text.data();
        parser.parse(data + m_chunks[i].firstRow, data + limit, m_firstSlots[i],
                     m_firstSlots[i + 1]);
        m_text.release(m_chunks[i].begin, m_chunks[i].end);
    }

    /// Joins the threads' dictionaries and numbers their texts in order of first appearance.
    void mergeDictionaries()
    {
        m_merged.assign(m_plan.size(), {});
        std::vector<std::vector<Codes>> maps(m_plan.size());
        parallelFor(m_plan.size(), m_threads, [&](std::size_t c) {
            if (m_plan[c].as == ReadAs::Coded)
                maps[c] = joinDictionaries(c);
        });
        if (m_parsers.size() == 1)
            return; // one thread met them in order
        parallelFor(m_chunks.size(), m_threads, [&](std::size_t i) {
            for (std::size_t c = 0; c < m_plan.size(); ++c)
                if (m_plan[c].as == ReadAs::Coded && m_owners[i] > 0)
                    renumber(c, m_firstSlots[i], m_firstSlots[i + 1], maps[c][m_owners[i]]);
        });
        parallelFor(m_plan.size(), m_threads, [&](std::size_t c) {
            if (m_plan[c].as == ReadAs::Coded)
                orderByAppearance(c);
        });
    }

    /// Adds the others' texts to the first parser's; returns what became of every parser's codes.
    std::vector<Codes> joinDictionaries(std::size_t c)
    {
        m_merged[c] = m_parsers[0]->takeDictionary(c);
        std::vector<Codes> maps(m_parsers.size());
        for (std::size_t w = 1; w < m_parsers.size(); ++w)
            maps[w] = m_merged[c].join(m_parsers[w]->takeDictionary(c));
        return maps;
    }

    void renumber(std::size_t c, std::size_t begin, std::size_t end, const Codes &map)
    {
        for (std::size_t slot = begin; slot < end; ++slot) {
            std::int32_t &code = m_codes[c][slot];
            code = code < 0 ? -1 : map[static_cast<std::size_t>(code)];
        }
    }

    void orderByAppearance(std::size_t c)
    {
        Codes map(m_merged[c].size(), -1);
        Codes order;
        order.reserve(map.size());
        for (std::int32_t &code : m_codes[c]) {
            if (code < 0)
                continue;
            std::int32_t &place = map[static_cast<std::size_t>(code)];
            if (place < 0) {
                place = static_cast<std::int32_t>(order.size());
                order.push_back(code);
            }
            code = place;
        }
        m_merged[c].finish(order);
    }

    /// Makes columns of what was read; those that do not fit get a plan for another pass.
    void finishColumns()
    {
        parallelFor(m_plan.size(), m_threads, [&](std::size_t c) {
            if (m_plan[c].as == ReadAs::Coded)
                finishCoded(c);
            else if (m_plan[c].as != ReadAs::Skip)
                finishNumbers(c);
        });
    }

    void finishCoded(std::size_t c)
    {
        m_result.allEmpty[c] = m_merged[c].size() == 0;
        m_result.columns[c] = inferColumn(m_layout.names[c], std::move(m_codes[c]), m_merged[c],
                                          {forcedType(c), m_options.decimal, m_layout.decimal});
        m_merged[c] = {};
        m_plan[c].as = ReadAs::Skip;
    }

    bool fits(const ColumnTally &tally, std::size_t c) const
    {
        const bool date = m_plan[c].as == ReadAs::Date;
        const bool forced = forcedType(c).has_value();
        const std::uint64_t good = tally.good(rows());
        if (tally.hopeless || (tally.identifiers > 0 && !forced))
            return false;
        if (tally.empty == rows())
            return forced || !date;
        if (forced || date)
            return good > 0 && tally.bad == 0;
        return toleratesBadCells(good, tally.infinite, tally.bad, rows());
    }

    void finishNumbers(std::size_t c)
    {
        ColumnTally tally;
        for (const auto &parser : m_parsers)
            tally.add(parser->tallies()[c]);
        const bool date = m_plan[c].as == ReadAs::Date;
        if (date && tally.evidence.numericDates && tally.evidence.order() != m_plan[c].order) {
            m_plan[c].order = tally.evidence.order();
            return;
        }
        if (!fits(tally, c)) {
            m_plan[c].as = ReadAs::Coded;
            return;
        }
        m_plan[c].as = ReadAs::Skip;
        m_result.allEmpty[c] = tally.empty == rows();
        InferredColumn &result = m_result.columns[c];
        result.column = date ? Column::dateTime(m_layout.names[c], std::move(m_numbers[c]))
                             : Column::numeric(m_layout.names[c], std::move(m_numbers[c]));
        result.badCellCount = tally.bad;
        result.noteBad("number");
        result.noteInfinite(tally.infinite);
        std::sort(tally.badRows.begin(), tally.badRows.end());
        tally.badRows.resize(std::min(tally.badRows.size(), kBadCellsKept));
        for (const std::uint64_t row : tally.badRows)
            result.badCells.push_back({row + 1, 0, m_layout.names[c], {}});
        if (date)
            result.noteDateOrder(tally.evidence);
    }

    const InputBytes &m_text;
    const std::vector<CsvChunk> &m_chunks;
    const CsvLayout &m_layout;
    const ReadOptions &m_options;
    int m_threads;
    std::vector<ColumnPlan> m_plan;
    std::vector<std::vector<double>> m_numbers;
    std::vector<std::vector<std::int32_t>> m_codes;
    std::vector<std::size_t> m_firstSlots; ///< row number of the first row of each chunk
    std::vector<std::unique_ptr<CsvParser>> m_parsers;
    std::vector<std::size_t> m_owners; ///< which parser read a chunk
    std::vector<StringDictionary> m_merged;
    CsvColumns m_result;
};

/// Counts line ends as lineAt does, going on from where the last call ended.
class LineCounter {
public:
    explicit LineCounter(std::string_view text) : m_text(text) {}
    std::uint64_t at(std::size_t offset)
    {
        for (; m_at < offset; ++m_at) {
            const char c = m_text[m_at];
            const bool lone = c == '\r' && (m_at + 1 == m_text.size() || m_text[m_at + 1] != '\n');
            m_line += c == '\n' || lone ? 1 : 0;
        }
        return m_line;
    }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
    std::uint64_t m_line = 1;
};

const char *skipRow(const char *p, const char *end, CsvSyntax syntax, std::string &scratch)
{
    CsvCell cell;
    p = readCsvCell(p, end, syntax, cell, scratch);
    while (p < end && *p == syntax.separator)
        p = readCsvCell(p + 1, end, syntax, cell, scratch);
    return skipBlankLines(p, end, syntax.separator);
}

} // namespace

CsvColumns readCsvColumns(const InputBytes &text, const std::vector<CsvChunk> &chunks,
                          const CsvLayout &layout, const Cells &sample, const ReadOptions &options,
                          int threads)
{
    return CsvColumnReader(text, chunks, layout, sample, options, threads).run();
}

std::vector<RowPlace> locateRows(const InputBytes &text, const std::vector<CsvChunk> &chunks,
                                 CsvSyntax syntax, std::span<const std::uint64_t> rows)
{
    std::vector<RowPlace> places;
    LineCounter lines(text.view());
    const char *const end = text.data() + text.size();
    std::string scratch;
    std::uint64_t firstRow = 0;
    auto next = rows.begin();
    for (const CsvChunk &chunk : chunks) {
        std::uint64_t row = firstRow;
        const char *p = chunk.rows > 0 ? text.data() + chunk.firstRow : nullptr;
        firstRow += chunk.rows;
        for (; next != rows.end() && *next < firstRow; ++next) {
            for (; row < *next; ++row)
                p = skipRow(p, end, syntax, scratch);
            const auto offset = static_cast<std::size_t>(p - text.data());
            places.push_back({*next, lines.at(offset), offset});
        }
    }
    return places;
}

} // namespace leptune
