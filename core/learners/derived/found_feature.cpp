// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/derived/found_feature.h"

#include "core/base/random.h"

#include <algorithm>

namespace leptune {

namespace {

/// Codes of both columns that fit a table; the larger column gives way.
void fitCodes(int &a, int &b)
{
    constexpr int kSquare = 98; // (98 + 2)^2 = kMostTablePlaces
    int &small = a < b ? a : b;
    int &large = a < b ? b : a;
    small = std::min(small, kSquare);
    large = std::min(large, kMostTablePlaces / (small + 2) - 2);
}

} // namespace

std::vector<std::uint8_t> innerFolds(std::size_t rows, std::uint64_t seed)
{
    std::vector<std::uint8_t> folds(rows);
    for (std::size_t i = 0; i < rows; ++i)
        folds[i] = static_cast<std::uint8_t>(i % kInnerFolds);
    RandomStream(seed, 0, 0x1f01d).shuffle(std::span(folds));
    return folds;
}

DerivedFeature blankFeature(DerivedKind kind, const DeriveInput &a, const DeriveInput &b)
{
    DerivedFeature feature;
    feature.kind = kind;
    if (kind == DerivedKind::Cross) {
        feature.codesA = a.codes;
        feature.codesB = b.codes;
        fitCodes(feature.codesA, feature.codesB);
    } else if (hasTable(kind)) {
        feature.codesB = std::min(b.codes, kMostGroupCodes);
    }
    return feature;
}

std::vector<float> targetsOf(const Target &target, const Rows &rows, std::optional<int> output)
{
    std::vector<float> targets;
    targets.reserve(rows.size());
    for (const std::uint32_t row : rows) {
        const float value = target.values[row];
        targets.push_back(!output ? value : static_cast<int>(value) == *output ? 1.0F : 0.0F);
    }
    return targets;
}

} // namespace leptune
