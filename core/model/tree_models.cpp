// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/tree_models.h"

#include <algorithm>

namespace leptune {

namespace {

constexpr std::uint32_t kSign = 0x80000000U;

} // namespace

std::uint32_t orderedBits(float value)
{
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
    return bits & kSign ? ~bits : bits | kSign;
}

float fromOrderedBits(std::uint32_t bits)
{
    return std::bit_cast<float>(bits & kSign ? bits & ~kSign : ~bits);
}

void ThresholdTable::makeModels()
{
    const auto most = static_cast<std::uint32_t>(features.empty() ? 0 : features.size() - 1);
    featureModels.fill(PlaceModel(most));
    thresholdModels.clear();
    high.clear();
    for (const auto &list : thresholds) {
        thresholdModels.emplace_back(static_cast<std::uint32_t>(list.size() - 1));
        high.push_back(static_cast<std::int64_t>(list.size()) - 1);
    }
    low.assign(features.size(), 0);
    missingModels.assign(features.size(), {});
}

std::size_t ThresholdTable::featurePlace(std::int32_t feature) const
{
    return static_cast<std::size_t>(std::ranges::lower_bound(features, feature) - features.begin());
}

std::uint32_t ThresholdTable::thresholdPlace(std::size_t featurePlace, float threshold) const
{
    const auto &list = thresholds[featurePlace];
    return static_cast<std::uint32_t>(
        std::ranges::lower_bound(list, orderedBits(threshold), {}, orderedBits) - list.begin());
}

} // namespace leptune
