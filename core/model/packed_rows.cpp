// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/packed_rows.h"

#include "core/model/place_coding.h"
#include "core/model/quantised_weights.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>

namespace leptune {
namespace {

/// Far above what a family keeps; products of sizes stay within 64 bits.
constexpr std::uint32_t kMostRows = 1U << 28;
/// Rows that many predictors share may count less than what a file's bytes stand for elsewhere.
constexpr std::size_t kSharing = 4;

std::string_view bytesOf(std::span<const float> row)
{
    return {reinterpret_cast<const char *>(row.data()), row.size_bytes()};
}

} // namespace

struct RowModels {
    /// Distinct rows, row-major.
    struct Table {
        std::vector<float> values;
        bool coded = false; ///< is in the file already
        SignedModel jumps;  ///< from the place after the last one
        /// Bytes of a row to its place; only when writing.
        std::unordered_map<std::string_view, std::uint32_t> places;
    };

    std::map<std::pair<RowUse, std::size_t>, Table> tables;
    NumberModel counts;
    AscendingFloats lists;
};

namespace {

template <typename Coder>
class RowCoder {
public:
    RowCoder(Coder &coder, RowModels &models, ByteReader *memory) : m_coding{coder, models, memory}
    {
    }

    /// `rows` is what is written, or empty; gives what was read.
    std::vector<float> code(RowUse use, std::size_t width, std::span<const float> rows)
    {
        RowModels::Table &table = m_coding.models.tables[{use, width}];
        const std::uint32_t count = codeCount(rows.size() / width);
        if (count > 0 && !table.coded)
            codeTable(table, width);
        std::vector<float> read;
        if constexpr (Coder::kReads) {
            m_coding.take(count * width * sizeof(float) / kSharing);
            read.reserve(count * width);
        }
        std::int64_t next = 0;
        for (std::uint32_t i = 0; i < count; ++i, ++next) {
            if constexpr (Coder::kReads)
                next = readPlace(table, width, next, read);
            else
                next = writePlace(table, next, rows.subspan(i * width, width));
        }
        return read;
    }

private:
    std::int64_t readPlace(RowModels::Table &table, std::size_t width, std::int64_t next,
                           std::vector<float> &to)
    {
        const std::int64_t place = next + table.jumps.code(m_coding.coder);
        if (place < 0 || place >= static_cast<std::int64_t>(table.values.size() / width))
            m_coding.damaged("it names a row that does not exist");
        const auto row = table.values.begin() + place * static_cast<std::int64_t>(width);
        to.insert(to.end(), row, row + static_cast<std::int64_t>(width));
        return place;
    }
    std::int64_t writePlace(RowModels::Table &table, std::int64_t next, std::span<const float> row)
    {
        const std::int64_t place = table.places.at(bytesOf(row));
        table.jumps.code(m_coding.coder, static_cast<std::int32_t>(place - next));
        return place;
    }

    std::uint32_t codeCount(std::size_t count)
    {
        const std::uint32_t coded =
            m_coding.models.counts.code(m_coding.coder, static_cast<std::uint32_t>(count));
        if (coded > kMostRows || count > kMostRows)
            m_coding.damaged("a predictor keeps more rows than there can be");
        return coded;
    }

    void codeTable(RowModels::Table &table, std::size_t width)
    {
        table.coded = true;
        const std::uint32_t rows = codeCount(table.values.size() / width);
        if constexpr (Coder::kReads) {
            m_coding.take(rows * width * sizeof(float));
            table.values.resize(rows * width);
        }
        for (std::size_t column = 0; column < width; ++column)
            codeByPlaces(m_coding, m_coding.models.lists, table.values, column, width);
    }

    const Coding<Coder, RowModels> m_coding;
};

void collect(RowModels &models, RowUse use, std::size_t width, std::span<const float> rows)
{
    if (width == 0)
        return;
    RowModels::Table &table = models.tables[{use, width}];
    for (std::size_t i = 0; i + width <= rows.size(); i += width) {
        const auto row = rows.subspan(i, width);
        const auto place = static_cast<std::uint32_t>(table.places.size());
        if (table.places.try_emplace(bytesOf(row), place).second)
            table.values.insert(table.values.end(), row.begin(), row.end());
    }
}

void collectScale(RowModels &models, const Scale &scale)
{
    collect(models, RowUse::Scales, scale.offset.size(), scale.offset);
    collect(models, RowUse::Scales, scale.offset.size(), scale.scale);
}

} // namespace

bool areCodedPoints(std::size_t width, std::span<const float> points)
{
    return !points.empty() &&
           weightCodes(matrixOf({points.begin(), points.end()}, width)).has_value();
}

RowPacker::RowPacker(const Graph &graph) : m_models(std::make_unique<RowModels>())
{
    for (const Node &node : graph.nodes) {
        if (const auto *sum = std::get_if<KernelSum>(&node.op)) {
            const auto width = static_cast<std::size_t>(sum->inputs);
            collectScale(*m_models, sum->scale);
            if (!areCodedPoints(width, sum->supports))
                collect(*m_models, RowUse::Points, width, sum->supports);
        } else if (const auto *near = std::get_if<Neighbours>(&node.op)) {
            const auto width = static_cast<std::size_t>(near->inputs);
            collectScale(*m_models, near->scale);
            if (areCodedPoints(width, near->points))
                continue;
            collect(*m_models, RowUse::Points, width, near->points);
            collect(*m_models, RowUse::Values, static_cast<std::size_t>(near->outputs),
                    near->values);
        }
    }
}

RowPacker::~RowPacker() = default;

void RowPacker::write(ByteWriter &writer, RowUse use, std::size_t width,
                      std::span<const float> rows)
{
    RangeEncoder encoder;
    RowCoder<RangeEncoder>(encoder, *m_models, nullptr).code(use, width, rows);
    const std::vector<std::uint8_t> bytes = encoder.finish();
    writer.countedBytes(bytes);
}

RowUnpacker::RowUnpacker() : m_models(std::make_unique<RowModels>()) {}

RowUnpacker::~RowUnpacker() = default;

std::vector<float> RowUnpacker::read(ByteReader &reader, RowUse use, std::size_t width)
{
    if (width == 0)
        reader.damaged("rows in it have no columns");
    RangeDecoder decoder(reader.part(reader.count()), reader);
    std::vector<float> rows =
        RowCoder<RangeDecoder>(decoder, *m_models, &reader).code(use, width, {});
    decoder.finish();
    return rows;
}

} // namespace leptune
