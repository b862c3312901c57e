// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preprocess/derived.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

float finite(float value)
{
    return std::isfinite(value) ? value : std::numeric_limits<float>::quiet_NaN();
}

/// One column of the answer; `a`, `b` and `out` are strided.
class Columns {
public:
    Columns(const DerivedFeature &feature, const float *in, std::size_t inStride, float *out,
            std::size_t outStride, std::size_t rows)
        : m_feature(feature),
          m_a(in + feature.a),
          m_b(in + feature.b),
          m_inStride(inStride),
          m_out(out),
          m_outStride(outStride),
          m_rows(rows)
    {
    }

    template <typename Function>
    void each(Function function) const
    {
        const float *a = m_a, *b = m_b;
        float *out = m_out;
        for (std::size_t row = 0; row < m_rows; ++row) {
            *out = finite(function(*a, *b));
            a += m_inStride;
            b += m_inStride;
            out += m_outStride;
        }
    }
    float tableValue(std::size_t place) const { return m_feature.values[m_feature.cells[place]]; }
    float groupValue(float code) const
    {
        return tableValue(static_cast<std::size_t>(tablePlace(code, m_feature.codesB)));
    }
    float crossValue(float a, float b) const
    {
        const int place = tablePlace(a, m_feature.codesA) * (m_feature.codesB + 2) +
                          tablePlace(b, m_feature.codesB);
        return tableValue(static_cast<std::size_t>(place));
    }

private:
    const DerivedFeature &m_feature;
    const float *m_a;
    const float *m_b;
    std::size_t m_inStride;
    float *m_out;
    std::size_t m_outStride;
    std::size_t m_rows;
};

void fill(DerivedKind kind, const Columns &columns)
{
    switch (kind) {
    case DerivedKind::Add:
        return columns.each([](float a, float b) { return a + b; });
    case DerivedKind::Subtract:
        return columns.each([](float a, float b) { return a - b; });
    case DerivedKind::Multiply:
        return columns.each([](float a, float b) { return a * b; });
    case DerivedKind::Divide:
        return columns.each([](float a, float b) { return a / b; });
    case DerivedKind::Cross:
        return columns.each([&](float a, float b) { return columns.crossValue(a, b); });
    case DerivedKind::GroupDifference:
        return columns.each([&](float a, float b) { return a - columns.groupValue(b); });
    case DerivedKind::GroupRatio:
        return columns.each([&](float a, float b) { return a / columns.groupValue(b); });
    }
}

bool isCodeCount(int codes)
{
    return codes >= 0 && codes <= kMostCodes;
}

} // namespace

std::size_t tablePlaces(const DerivedFeature &feature)
{
    if (!hasTable(feature.kind))
        return 0;
    const auto b = static_cast<std::size_t>(feature.codesB) + 2;
    return feature.kind == DerivedKind::Cross ? (static_cast<std::size_t>(feature.codesA) + 2) * b
                                              : b;
}

std::string derivedProblem(const DerivedFeature &feature, int width)
{
    if (feature.a < 0 || feature.a >= width || feature.b < 0 || feature.b >= width)
        return "a derived feature reads a column that does not exist";
    if (!isCodeCount(feature.codesA) || !isCodeCount(feature.codesB))
        return "a derived feature tells too many categories apart";
    if (feature.cells.size() != tablePlaces(feature))
        return "the table of a derived feature has " + std::to_string(feature.cells.size()) +
               " places, not " + std::to_string(tablePlaces(feature));
    if (std::ranges::any_of(feature.cells,
                            [&](std::uint8_t cell) { return cell >= feature.values.size(); }))
        return "the table of a derived feature names a value that does not exist";
    return {};
}

void applyDerive(const Derive &derive, const float *in, std::size_t inputWidth, std::size_t rows,
                 float *out)
{
    const std::size_t count = derive.features.size();
    for (std::size_t f = 0; f < count; ++f)
        fill(derive.features[f].kind,
             Columns(derive.features[f], in, inputWidth, out + f, count, rows));
}

} // namespace leptune
