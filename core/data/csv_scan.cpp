// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_scan.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/text_encoding.h"

#include <bit>

namespace leptune {

namespace {

constexpr std::size_t kChunkBytes = 1U << 20;

/// One bit for each of 64 bytes.
struct BlockMasks {
    std::uint64_t lineEnds;
    std::uint64_t quotes;
    std::uint64_t nuls;
    std::uint64_t high;
    std::uint64_t blanks;
};

std::uint64_t join(__m256i low, __m256i high)
{
    return static_cast<std::uint32_t>(_mm256_movemask_epi8(low)) |
           static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(high))) << 32;
}

BlockMasks masksOf(const char *p, char quote)
{
    const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(p));
    const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(p + 32));
    const auto equal = [low, high](char c) {
        const __m256i pattern = _mm256_set1_epi8(c);
        return join(_mm256_cmpeq_epi8(low, pattern), _mm256_cmpeq_epi8(high, pattern));
    };
    return {equal('\n') | equal('\r'), quote ? equal(quote) : 0, equal('\0'), join(low, high),
            equal(' ') | equal('\t')};
}

/// Bits from `begin` (inclusive) to `end` (inclusive).
std::uint64_t bitsBetween(unsigned begin, unsigned end)
{
    return (~0ULL << begin) & (~0ULL >> (63 - end));
}

class ChunkScanner {
public:
    ChunkScanner(const char *text, std::size_t size, CsvSyntax syntax, CsvChunk &chunk)
        : m_text(text),
          m_size(size),
          m_syntax(syntax),
          m_chunk(chunk),
          m_quoted(chunk.startsQuoted),
          m_afterLineEnd(!chunk.startsQuoted)
    {
    }

    void run()
    {
        m_chunk.firstRow = m_chunk.openQuote = CsvChunk::kNoRow;
        m_chunk.rows = m_chunk.nuls = 0;
        std::uint64_t high = 0;
        for (std::size_t at = m_chunk.begin; at < m_chunk.end; at += 64) {
            const std::size_t left = m_chunk.end - at;
            const std::uint64_t inside = left >= 64 ? ~0ULL : (1ULL << left) - 1;
            const BlockMasks masks = masksOf(m_text + at, m_syntax.quote);
            high |= masks.high & inside;
            m_chunk.nuls += static_cast<std::size_t>(std::popcount(masks.nuls & inside));
            const std::uint64_t quoted = quotedBits(at, masks.quotes & inside);
            countRows(at, masks.lineEnds & ~quoted, masks.blanks, inside);
        }
        m_chunk.endsQuoted = m_quoted;
        m_chunk.validUtf8 =
            high == 0 || isValidUtf8({m_text + m_chunk.begin, m_chunk.end - m_chunk.begin});
    }

private:
    /// The bytes of the block that lie in quoted cells.
    std::uint64_t quotedBits(std::size_t at, std::uint64_t quotes)
    {
        if (quotes == 0)
            return m_quoted ? ~0ULL : 0;
        std::uint64_t bits = 0;
        unsigned opened = 0;
        for (; quotes != 0; quotes &= quotes - 1) {
            const auto bit = static_cast<unsigned>(std::countr_zero(quotes));
            const std::size_t offset = at + bit;
            if (offset < m_ignoreBefore)
                continue;
            if (!m_quoted) {
                m_quoted = opensCell(offset);
                opened = bit;
                m_chunk.openQuote = m_quoted ? offset : m_chunk.openQuote;
            } else if (offset + 1 < m_size && m_text[offset + 1] == m_syntax.quote) {
                m_ignoreBefore = offset + 2;
            } else {
                m_quoted = false;
                bits |= bitsBetween(opened, bit);
            }
        }
        return m_quoted ? bits | bitsBetween(opened, 63) : bits;
    }

    bool opensCell(std::size_t offset) const
    {
        while (offset > m_chunk.begin && m_text[offset - 1] == ' ' && m_syntax.separator != ' ')
            --offset;
        if (offset == m_chunk.begin)
            return true;
        const char before = m_text[offset - 1];
        return before == m_syntax.separator || isLineEnd(before);
    }

    bool isBlankLine(std::size_t offset) const
    {
        const char *const end = m_text + m_size;
        const char *const text = skipBlanks(m_text + offset, end, m_syntax.separator);
        return text > m_text + offset && (text == end || isLineEnd(*text));
    }

    /// A row starts where a byte that ends no line follows one that does.
    void countRows(std::size_t at, std::uint64_t lineEnds, std::uint64_t blanks,
                   std::uint64_t inside)
    {
        std::uint64_t starts = ~lineEnds & ((lineEnds << 1) | (m_afterLineEnd ? 1 : 0)) & inside;
        for (std::uint64_t open = starts & blanks; open != 0; open &= open - 1) {
            const auto bit = static_cast<unsigned>(std::countr_zero(open));
            if (isBlankLine(at + bit))
                starts &= ~(1ULL << bit);
        }
        if (starts != 0 && m_chunk.firstRow == CsvChunk::kNoRow)
            m_chunk.firstRow = at + static_cast<std::size_t>(std::countr_zero(starts));
        m_chunk.rows += static_cast<std::size_t>(std::popcount(starts));
        m_afterLineEnd = (lineEnds >> 63) != 0;
    }

    const char *m_text;
    std::size_t m_size;
    CsvSyntax m_syntax;
    CsvChunk &m_chunk;
    bool m_quoted;
    bool m_afterLineEnd;
    std::size_t m_ignoreBefore = 0;
};

/// Chunks of about a megabyte; every one but the first begins after a line end.
std::vector<CsvChunk> cut(std::string_view text, std::size_t begin)
{
    std::vector<CsvChunk> chunks;
    while (begin < text.size()) {
        std::size_t end = std::min(begin + kChunkBytes, text.size());
        while (end < text.size() && !isLineEnd(text[end - 1]))
            ++end;
        if (end < text.size() && text[end - 1] == '\r' && text[end] == '\n')
            ++end;
        CsvChunk chunk;
        chunk.begin = begin;
        chunk.end = end;
        chunks.push_back(chunk);
        begin = end;
    }
    return chunks;
}

} // namespace

std::size_t CsvScan::rows() const
{
    std::size_t rows = 0;
    for (const CsvChunk &chunk : chunks)
        rows += chunk.rows;
    return rows;
}

CsvScan scanCsv(const InputBytes &text, std::size_t begin, CsvSyntax syntax, int threads,
                const std::stop_token &stop)
{
    CsvScan scan;
    scan.chunks = cut(text.view(), begin);
    parallelFor(scan.chunks.size(), threads, [&](std::size_t i) {
        if (stop.stop_requested())
            throw Error(ErrorCode::Stopped, "", "reading was stopped");
        ChunkScanner(text.data(), text.size(), syntax, scan.chunks[i]).run();
        text.release(scan.chunks[i].begin, scan.chunks[i].end);
    });
    bool quoted = false;
    for (CsvChunk &chunk : scan.chunks) {
        if (quoted) {
            chunk.startsQuoted = true;
            ChunkScanner(text.data(), text.size(), syntax, chunk).run();
        }
        quoted = chunk.endsQuoted;
        if (chunk.openQuote != CsvChunk::kNoRow)
            scan.openQuote = chunk.openQuote;
        scan.validUtf8 = scan.validUtf8 && chunk.validUtf8;
        scan.nuls += chunk.nuls;
    }
    if (!quoted)
        scan.openQuote = CsvChunk::kNoRow;
    return scan;
}

std::uint64_t lineAt(std::string_view text, std::size_t offset)
{
    std::uint64_t line = 1;
    for (std::size_t i = 0; i < offset; ++i)
        line +=
            text[i] == '\n' || (text[i] == '\r' && !(i + 1 < text.size() && text[i + 1] == '\n'))
                ? 1
                : 0;
    return line;
}

} // namespace leptune
