// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preprocess/binning.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

constexpr std::uint32_t kSampleRows = 200'000;
constexpr std::uint64_t kSampleSeed = 0x62696e73;
/// Columns gathered from the row-major matrix in one pass: one cache line of floats.
constexpr std::size_t kColumnsAtOnce = 16;

/// Some columns of a row-major matrix, one after the other.
std::vector<std::vector<float>> gatherColumns(const FloatMatrix &features, std::size_t first,
                                              std::size_t count)
{
    std::vector<std::vector<float>> columns(count, std::vector<float>(features.rows));
    for (std::size_t row = 0; row < features.rows; ++row)
        for (std::size_t c = 0; c < count; ++c)
            columns[c][row] = features.values[row * features.columns + first + c];
    return columns;
}

/// The distinct values ascending, or nothing where there are more than `most`.
std::vector<float> fewDistinct(const std::vector<float> &column, std::size_t most, bool &tooMany)
{
    std::vector<float> distinct;
    tooMany = false;
    for (const float value : column) {
        if (std::isnan(value))
            continue;
        const auto place = std::ranges::lower_bound(distinct, value);
        if (place != distinct.end() && *place == value)
            continue;
        if (distinct.size() == most) {
            tooMany = true;
            return {};
        }
        distinct.insert(place, value);
    }
    return distinct;
}

/// The middle of two values, in (below, above].
float cutBetween(float below, float above)
{
    const float middle = below / 2 + above / 2;
    return middle > below && middle <= above ? middle : above;
}

std::vector<float> cutsBetweenAll(const std::vector<float> &distinct)
{
    std::vector<float> cuts;
    for (std::size_t i = 1; i < distinct.size(); ++i)
        cuts.push_back(cutBetween(distinct[i - 1], distinct[i]));
    return cuts;
}

/// Cuts so that bins hold about equally many of the sorted values; equal values stay together.
std::vector<float> quantileCuts(const std::vector<float> &sorted, std::size_t bins)
{
    std::vector<float> cuts;
    std::size_t begin = 0; // of the bin being filled
    for (std::size_t i = 1; i < sorted.size() && cuts.size() + 1 < bins; ++i) {
        if (sorted[i] == sorted[i - 1])
            continue;
        const std::size_t binsLeft = bins - cuts.size();
        if ((i - begin) * binsLeft >= sorted.size() - begin) {
            cuts.push_back(cutBetween(sorted[i - 1], sorted[i]));
            begin = i;
        }
    }
    return cuts;
}

std::vector<float> columnCuts(const std::vector<float> &column, std::size_t bins,
                              const std::vector<std::uint32_t> &sampled)
{
    bool tooMany = false;
    const std::vector<float> distinct = fewDistinct(column, bins, tooMany);
    if (!tooMany)
        return cutsBetweenAll(distinct);
    std::vector<float> values;
    if (sampled.empty())
        values = column;
    for (const std::uint32_t row : sampled)
        values.push_back(column[row]);
    std::erase_if(values, [](float v) { return std::isnan(v); });
    std::ranges::sort(values);
    return quantileCuts(values, bins);
}

/// Cut points padded to 255 so that a search takes the same eight steps for every value.
class PaddedCuts {
public:
    explicit PaddedCuts(const std::vector<float> &cuts)
    {
        m_cuts.fill(std::numeric_limits<float>::quiet_NaN()); // never <= a value
        std::ranges::copy(cuts, m_cuts.begin());
    }
    std::uint8_t bin(float value) const
    {
        std::uint32_t position = 0;
        for (std::uint32_t step = 128; step > 0; step /= 2)
            position += m_cuts[position + step - 1] <= value ? step : 0;
        return static_cast<std::uint8_t>(std::isnan(value) ? 0 : position + 1);
    }

private:
    std::array<float, 256> m_cuts;
};

} // namespace

BinCuts findCuts(const FloatMatrix &features, int maxBins, int threads)
{
    if (maxBins < 2 || maxBins > 255)
        throw Error(ErrorCode::Internal, "binning", "the number of bins must be 2 to 255");
    std::vector<std::uint32_t> sampled;
    if (features.rows > kSampleRows)
        sampled = RandomStream(kSampleSeed)
                      .sample(static_cast<std::uint32_t>(features.rows), kSampleRows);
    BinCuts result;
    result.cuts.resize(features.columns);
    const std::size_t groups = (features.columns + kColumnsAtOnce - 1) / kColumnsAtOnce;
    parallelFor(groups, threads, [&](std::size_t group) {
        const std::size_t first = group * kColumnsAtOnce;
        const std::size_t count = std::min(kColumnsAtOnce, features.columns - first);
        const auto columns = gatherColumns(features, first, count);
        for (std::size_t c = 0; c < count; ++c)
            result.cuts[first + c] =
                columnCuts(columns[c], static_cast<std::size_t>(maxBins), sampled);
    });
    return result;
}

BinnedMatrix binFeatures(const FloatMatrix &features, BinCuts cuts, int threads)
{
    if (cuts.cuts.size() != features.columns)
        throw Error(ErrorCode::Internal, "binning", "the cuts are of another number of features");
    for (const std::vector<float> &list : cuts.cuts)
        if (list.size() > 254)
            throw Error(ErrorCode::Internal, "binning", "a feature has more than 254 cuts");
    BinnedMatrix result;
    result.rows = features.rows;
    result.features = features.columns;
    result.values.resize(features.rows * features.columns);
    const std::size_t groups = (features.columns + kColumnsAtOnce - 1) / kColumnsAtOnce;
    parallelFor(groups, threads, [&](std::size_t group) {
        const std::size_t first = group * kColumnsAtOnce;
        const std::size_t last = std::min(first + kColumnsAtOnce, features.columns);
        std::vector<PaddedCuts> padded;
        for (std::size_t f = first; f < last; ++f)
            padded.emplace_back(cuts.cuts[f]);
        for (std::size_t row = 0; row < features.rows; ++row)
            for (std::size_t f = first; f < last; ++f)
                result.values[f * features.rows + row] =
                    padded[f - first].bin(features.values[row * features.columns + f]);
    });
    result.cuts = std::move(cuts);
    return result;
}

} // namespace leptune
