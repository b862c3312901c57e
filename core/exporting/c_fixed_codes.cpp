// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/c_fixed_codes.h"

#include "core/exporting/c_ops.h"

#include <algorithm>

namespace leptune {
namespace {

std::string codeFunction(CWriter &to)
{
    return to.function("lept_code", R"(
/* The value behind as many of the ascending edges as are not above x; the last one where x is
   missing. */
static unsigned char $NAME(int x, const int *edges, unsigned int count, const unsigned char *values)
{
    unsigned int place = 0U, left = count;
    if (x == -2147483647 - 1)
        return values[count + 1U];
    while (left > 0U) {
        const unsigned int half = left >> 1;
        if (edges[place + half] <= x) {
            place += half + 1U;
            left -= half + 1U;
        } else {
            left = half;
        }
    }
    return values[place];
}
)");
}

std::string codesFunction(CWriter &to, CType cell, CType function)
{
    codeFunction(to);
    const std::string text = replaced(R"(
/* Every feature is a function of a cell; functions have their edges from start to start. */
static void $NAME(unsigned char *out, const int *cells, int count, const $TYPE *cell,
                  const $FUNCTION *function, const unsigned int *starts, const int *edges,
                  const unsigned char *values)
{
    int i;
    for (i = 0; i < count; ++i) {
        const unsigned int f = function[i], start = starts[f];
        out[i] = lept_code(cells[cell[i]], edges + start, starts[f + 1U] - start,
                           values + start + 2U * f);
    }
}
)",
                                      "$FUNCTION", cTypeName(function));
    return to.function(std::string("lept_codes_") + cTypeShort(function), cell, text);
}

/// Functions of features, equal ones once.
struct Functions {
    std::map<FixedPointPlan::WholeFunction, std::int64_t> known;
    std::vector<std::int64_t> starts{0}, edges, values;

    std::int64_t add(const FixedPointPlan::WholeFunction &function)
    {
        const auto [place, fresh] =
            known.emplace(function, static_cast<std::int64_t>(known.size()));
        if (fresh) {
            edges.insert(edges.end(), function.edges.begin(), function.edges.end());
            values.insert(values.end(), function.values.begin(), function.values.end());
            starts.push_back(static_cast<std::int64_t>(edges.size()));
        }
        return place->second;
    }
};

bool areConsecutive(const std::vector<std::int64_t> &cells)
{
    for (std::size_t i = 1; i < cells.size(); ++i)
        if (cells[i] != cells[i - 1] + 1)
            return false;
    return true;
}

} // namespace

std::size_t CFixedCells::fill(CWriter &to, const std::string &value)
{
    to.line("w[" + std::to_string(m_size) + "] = " + value + ';');
    return m_size++;
}

std::size_t CFixedCells::place(CWriter &to, const CInterface &interface, const FixedSource &source)
{
    if (source.kind == FixedSource::Kind::Node)
        return m_offsets.at(source.node) + static_cast<std::size_t>(source.element);
    const std::string field = "input->" + interface.fields[static_cast<std::size_t>(source.column)];
    if (source.kind == FixedSource::Kind::Number) {
        const auto [known, fresh] = m_numbers.try_emplace(source.column);
        if (fresh)
            known->second = fill(to, field);
        return known->second;
    }
    if (source.kind == FixedSource::Kind::Date) {
        constexpr std::size_t kParts = 6;
        const auto [known, fresh] = m_dates.try_emplace(source.column, m_size);
        if (fresh) {
            writeWholeDate(to, "w + " + std::to_string(m_size), field);
            m_size += kParts;
        }
        return known->second + static_cast<std::size_t>(source.element);
    }
    const auto [known, fresh] = m_texts.try_emplace({source.column, source.keys});
    if (fresh)
        known->second = fill(to, "(int)" + writeTextSearch(to, source.keys, field));
    return known->second;
}

void writeCodes(CWriter &to, const CInterface &interface, const FixedPointPlan &plan,
                CFixedCells &cells, const std::vector<CodedFeature> &features,
                const std::string &array)
{
    Functions functions;
    std::vector<std::int64_t> places, numbers;
    for (const CodedFeature &feature : features) {
        places.push_back(static_cast<std::int64_t>(cells.place(to, interface, feature.source)));
        numbers.push_back(functions.add(plan.wholeFunction(feature)));
    }
    const std::string edges = to.integers(functions.edges, CType::I32).name;
    const std::string values = to.integers(functions.values, CType::U8).name;
    const std::string count = std::to_string(features.size());
    if (functions.known.size() == 1 && areConsecutive(places)) {
        const std::string code = codeFunction(to);
        to.line("for (i = 0; i < " + count + "; ++i)");
        to.line("    " + array + "[i] = " + code + "(w[" + std::to_string(places[0]) + " + i], " +
                edges + ", " + std::to_string(functions.edges.size()) + "U, " + values + ");");
        return;
    }
    const CTable cellTable = to.integers(places), functionTable = to.integers(numbers);
    to.line(codesFunction(to, cellTable.type, functionTable.type) + '(' + array + ", w, " + count +
            ", " + cellTable.name + ", " + functionTable.name + ", " +
            to.integers(functions.starts, CType::U32).name + ", " + edges + ", " + values + ");");
}

void writePixelCodes(CWriter &to, const Pixels &op, const StepFunction &codes,
                     const std::string &field, const std::string &array)
{
    const std::string name = to.function("lept_pixel_codes", R"(
/* Codes of the bytes of every channel, then those of a missing picture. */
static void $NAME(unsigned char *out, const unsigned char *pixels, int count, int channels,
                  const unsigned char *codes)
{
    int i, c;
    for (i = 0; i < count; i += channels)
        for (c = 0; c < channels; ++c)
            out[i + c] = pixels != NULL ? codes[c * 256 + pixels[i + c]] : codes[channels * 256];
}
)");
    std::vector<std::int64_t> table;
    for (std::size_t c = 0; c < op.shift.size(); ++c)
        for (int pixel = 0; pixel < 256; ++pixel)
            table.push_back(codes.at((static_cast<float>(pixel) - op.shift[c]) * op.factor[c]));
    table.push_back(codes.at(0.0F));
    to.line(name + '(' + array + ", " + field + ", " + std::to_string(op.shape.bytes()) + ", " +
            std::to_string(op.shape.channels) + ", " + to.integers(table, CType::U8).name + ");");
}

} // namespace leptune
