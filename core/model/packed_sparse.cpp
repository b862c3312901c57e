// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/packed_sparse.h"

#include "core/base/short_float.h"
#include "core/model/mixed_bit.h"
#include "core/model/symbol_models.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <memory>

namespace leptune {
namespace {

constexpr std::uint8_t kAnyValues = 0, kMultiples = 1, kShortValues = 2;
constexpr int kMostMultiple = 127;

/// A share of `full` in `of` places on a logarithmic scale of 24 steps, integers only.
std::size_t shareStep(std::uint32_t full, std::uint32_t of)
{
    constexpr std::uint32_t kFine = 4096;
    const auto share = static_cast<std::uint32_t>(std::uint64_t{kFine} * full / std::max(1U, of));
    const auto bits = static_cast<std::uint32_t>(std::bit_width(share + 4)); // 3 ... 13
    const std::uint32_t half = (share + 4) >> (bits - 2) & 1U;
    return std::min<std::size_t>(23, 2 * (bits - 3) + half);
}

/// Where zeros are, cell after cell.
class ZeroModel {
public:
    explicit ZeroModel(std::size_t columns) : m_columns(columns), m_full(columns) {}

    template <typename Coder>
    bool code(Coder &coder, std::size_t column, bool living = false)
    {
        if (column == 0)
            beginRow();
        // What came before counts as if it were some cells of the row.
        const std::size_t row =
            shareStep(16 * m_rowFull + m_before, 16 * static_cast<std::uint32_t>(column) + 256);
        const std::size_t own = shareStep(16 * m_full[column] + 8, 16 * m_rows + 128);
        const std::size_t before = shareStep(m_before, 256);
        const bool above = m_above.size() > column && m_above[column];
        living =
            m_mixed.code(coder,
                         {&m_models[0][row], &m_models[1][own], &m_models[2][row * kShares + own],
                          &m_models[3][before * 4 + above * 2 + m_left]},
                         living);
        m_now.push_back(living);
        m_left = living;
        m_rowFull += living;
        m_full[column] += living;
        return living;
    }

private:
    static constexpr std::size_t kShares = 24;

    void beginRow()
    {
        if (!m_now.empty()) {
            // Cells of 256 that were full in the rows before, newer ones counting more.
            const auto last =
                static_cast<std::uint32_t>(std::uint64_t{256} * m_rowFull / m_columns);
            m_before = m_rows == 0 ? last : (5 * m_before + 3 * last + 4) / 8;
            ++m_rows;
        }
        m_above = std::move(m_now);
        m_now.clear();
        m_rowFull = 0;
        m_left = false;
    }

    std::size_t m_columns;
    std::vector<std::uint32_t> m_full; ///< living cells a column
    std::vector<bool> m_above, m_now;
    std::uint32_t m_rows = 0, m_rowFull = 0, m_before = 64;
    bool m_left = false;
    std::array<std::array<BitModel, kShares * kShares>, 4> m_models;
    MixedBit<4> m_mixed;
};

/// The book as multiples of `step`, where it is that.
std::optional<std::vector<int>> multiplesOf(const std::vector<float> &book, float step)
{
    if (!isShort(step) || !(step > 0.0F))
        return std::nullopt;
    std::vector<int> multiples;
    for (const float value : book) {
        const float multiple = std::nearbyint(value / step);
        if (!(std::abs(multiple) <= kMostMultiple) || multiple * step != value)
            return std::nullopt;
        multiples.push_back(static_cast<int>(multiple));
    }
    return multiples;
}

/// Pruning takes the smallest multiples first: the least of the book may be several steps.
std::optional<std::pair<float, std::vector<int>>> multiplesOf(const std::vector<float> &book)
{
    constexpr int kMostSteps = 8;
    float least = std::abs(book.front());
    for (const float value : book)
        least = std::min(least, std::abs(value));
    for (int steps = 1; steps <= kMostSteps; ++steps) {
        const float step = least / static_cast<float>(steps);
        if (auto multiples = multiplesOf(book, step))
            return std::pair(step, std::move(*multiples));
    }
    return std::nullopt;
}

void writeBook(ByteWriter &writer, const std::vector<float> &book)
{
    writer.byte(static_cast<std::uint8_t>(book.size()));
    if (book.empty())
        return;
    const auto multiples = multiplesOf(book);
    if (!multiples) {
        const bool isShortBook = std::ranges::all_of(book, isShort);
        writer.byte(isShortBook ? kShortValues : kAnyValues);
        if (!isShortBook)
            return writer.reals(book);
        for (const float value : book)
            writer.shortReal(value);
        return;
    }
    writer.byte(kMultiples);
    writer.shortReal(multiples->first);
    for (const int multiple : multiples->second)
        writer.byte(static_cast<std::uint8_t>(multiple + kMostMultiple));
}

std::vector<float> readBook(ByteReader &reader)
{
    const std::size_t count = reader.byte();
    if (count == 0)
        return {};
    const std::uint8_t kind = reader.byte();
    if (kind == kAnyValues)
        return reader.reals(count);
    std::vector<float> values;
    for (std::size_t i = 0; kind == kShortValues && i < count; ++i)
        values.push_back(reader.shortReal());
    if (kind == kShortValues)
        return values;
    if (kind != kMultiples)
        reader.damaged("a code book is of an unknown kind");
    const float step = reader.shortReal();
    std::vector<float> book;
    for (std::size_t i = 0; i < count; ++i)
        book.push_back(static_cast<float>(reader.byte() - kMostMultiple) * step);
    return book;
}

} // namespace

std::optional<SharedNumbers> sharedNumbers(std::span<const float> numbers)
{
    SharedNumbers shared;
    for (const float number : numbers) {
        if (!std::isfinite(number) || (number == 0.0F && std::signbit(number)))
            return std::nullopt;
        const auto place = std::ranges::lower_bound(shared.book, number);
        if (number == 0.0F || (place != shared.book.end() && *place == number))
            continue;
        if (shared.book.size() == SharedNumbers::kMostShared)
            return std::nullopt;
        shared.book.insert(place, number);
    }
    shared.codes.reserve(numbers.size());
    for (const float number : numbers)
        shared.codes.push_back(number == 0.0F ? std::uint8_t{0}
                                              : static_cast<std::uint8_t>(
                                                    std::ranges::lower_bound(shared.book, number) -
                                                    shared.book.begin() + 1));
    return shared;
}

std::optional<float> commonStep(const std::vector<float> &book)
{
    const auto multiples = multiplesOf(book);
    return multiples ? std::optional(multiples->first) : std::nullopt;
}

void writeShared(ByteWriter &writer, const SharedNumbers &numbers, std::size_t columns)
{
    writeBook(writer, numbers.book);
    RangeEncoder encoder;
    const auto zeros = std::make_unique<ZeroModel>(columns);
    const auto places = std::make_unique<BitTree<8>>();
    for (std::size_t i = 0; i < numbers.codes.size(); ++i)
        if (zeros->code(encoder, i % columns, numbers.codes[i] != 0))
            places->code(encoder, numbers.codes[i] - 1U);
    const auto bytes = encoder.finish();
    writer.countedBytes(bytes);
}

std::vector<float> readShared(ByteReader &reader, std::size_t rows, std::size_t columns)
{
    const std::vector<float> book = readBook(reader);
    reader.needMemory((rows + 1) * columns); // first, so that the next product is no overflow
    reader.needMemory((rows + 1) * columns * sizeof(float));
    RangeDecoder decoder(reader.part(reader.count()), reader);
    const auto zeros = std::make_unique<ZeroModel>(columns);
    const auto places = std::make_unique<BitTree<8>>();
    std::vector<float> numbers;
    numbers.reserve(rows * columns);
    for (std::size_t i = 0; i < rows * columns; ++i) {
        if (!zeros->code(decoder, i % columns)) {
            numbers.push_back(0.0F);
            continue;
        }
        const std::size_t place = places->code(decoder);
        if (place >= book.size())
            decoder.damaged("a weight has a place that its code book lacks");
        numbers.push_back(book[place]);
    }
    decoder.finish();
    return numbers;
}

} // namespace leptune
