// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/split_table.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {
namespace {

/// Codes have 16 bits. No histogram has as many cuts; of longer lists every other threshold goes.
constexpr std::size_t kMostThresholds = 65'000;

float comparable(float threshold)
{
    return std::isnan(threshold) ? -std::numeric_limits<float>::infinity() : threshold;
}

void finishList(std::vector<float> &list)
{
    std::ranges::sort(list);
    list.erase(std::unique(list.begin(), list.end()), list.end());
    while (list.size() > kMostThresholds) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < list.size(); i += 2)
            list[kept++] = list[i];
        list.resize(kept);
    }
}

} // namespace

void SplitTable::add(std::int32_t feature, float threshold)
{
    const std::size_t place = placeOf(feature);
    if (place == m_features.size() || m_features[place] != feature) {
        m_features.insert(m_features.begin() + static_cast<std::ptrdiff_t>(place), feature);
        m_thresholds.emplace(m_thresholds.begin() + static_cast<std::ptrdiff_t>(place));
    }
    // All cells go right of one that is no number, as of the least one.
    m_thresholds[place].push_back(comparable(threshold));
}

void SplitTable::finish(const FloatMatrix &features)
{
    m_rows = features.rows;
    m_codes.resize(m_features.size() * m_rows);
    for (std::size_t f = 0; f < m_features.size(); ++f) {
        finishList(m_thresholds[f]);
        const auto column = static_cast<std::size_t>(m_features[f]);
        std::uint16_t *codes = m_codes.data() + f * m_rows;
        for (std::size_t row = 0; row < m_rows; ++row) {
            const float cell = features.at(row, column);
            const auto &list = m_thresholds[f];
            codes[row] = std::isnan(cell)
                             ? kMissing
                             : static_cast<std::uint16_t>(
                                   1 + (std::ranges::upper_bound(list, cell) - list.begin()));
        }
    }
}

std::size_t SplitTable::thresholdsOfAll() const
{
    std::size_t sum = 0;
    for (const auto &list : m_thresholds)
        sum += list.size();
    return sum;
}

TreeSplit SplitTable::split(std::int32_t feature, float threshold, bool missingLeft) const
{
    const std::size_t place = placeOf(feature);
    const auto &list = m_thresholds[place];
    const auto at = std::min<std::ptrdiff_t>(std::ranges::lower_bound(list, comparable(threshold)) -
                                                 list.begin(),
                                             static_cast<std::ptrdiff_t>(list.size()) - 1);
    return {static_cast<std::int32_t>(place), static_cast<std::int32_t>(at), missingLeft};
}

std::size_t SplitTable::placeOf(std::int32_t feature) const
{
    return static_cast<std::size_t>(std::ranges::lower_bound(m_features, feature) -
                                    m_features.begin());
}

} // namespace leptune
