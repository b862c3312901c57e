// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/packed_rates.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>

namespace leptune {
namespace {

/// What the table of thresholds costs: measured on packed boosters.
constexpr double kThresholdBits = 18.0;
constexpr double kFeatureBits = 8.0;

double bitsOf(double count, double total)
{
    return -std::log2(count / total);
}

double binaryBits(const std::array<std::int32_t, 2> &counts, bool value)
{
    return bitsOf(counts[value] + 0.5, counts[0] + counts[1] + 1.0);
}

std::size_t sizeOf(std::int32_t code)
{
    return static_cast<std::size_t>(std::bit_width(static_cast<std::uint32_t>(std::abs(code))));
}

} // namespace

PackedRates::PackedRates(const SplitTable &table)
{
    std::size_t all = 0;
    for (std::size_t f = 0; f < table.features(); ++f) {
        m_first.push_back(all);
        all += table.thresholds(f);
    }
    m_uses.assign(all, 0);
    m_featureUses.assign(table.features(), 0);
    m_usedThresholds = m_missingLeft = m_featureUses;
}

void PackedRates::count(const TreeSplit &split, int change)
{
    const auto feature = static_cast<std::size_t>(split.feature);
    std::int32_t &uses = m_uses[m_first[feature] + static_cast<std::size_t>(split.threshold)];
    const bool was = uses > 0, featureWas = m_featureUses[feature] > 0;
    uses += change;
    m_featureUses[feature] += change;
    m_usedThresholds[feature] += static_cast<int>(uses > 0) - static_cast<int>(was);
    m_usedFeatures += static_cast<int>(m_featureUses[feature] > 0) - static_cast<int>(featureWas);
    m_questions += change;
    m_missingLeft[feature] += split.missingLeft ? change : -change;
}

double PackedRates::bits(const TreeSplit &split) const
{
    const auto feature = static_cast<std::size_t>(split.feature);
    const std::int32_t uses = m_uses[m_first[feature] + static_cast<std::size_t>(split.threshold)];
    const bool fresh = uses == 0, freshFeature = m_featureUses[feature] == 0;
    double bits = bitsOf(m_featureUses[feature] + 1.0,
                         m_questions + m_usedFeatures + static_cast<double>(freshFeature));
    bits += bitsOf(uses + 1.0,
                   m_featureUses[feature] + m_usedThresholds[feature] + static_cast<double>(fresh));
    return bits + (fresh ? kThresholdBits : 0.0) + (freshFeature ? kFeatureBits : 0.0);
}

void PackedRates::countNode(std::size_t depth, bool leaf, int change)
{
    m_nodes[std::min(depth, kDepths - 1)][leaf] += change;
}

double PackedRates::nodeBits(std::size_t depth, bool leaf) const
{
    return binaryBits(m_nodes[std::min(depth, kDepths - 1)], leaf);
}

void PackedRates::countCode(std::int32_t code, int change)
{
    m_sizes[sizeOf(code)] += change;
    m_codes += change;
}

double PackedRates::codeBits(std::int32_t code) const
{
    const std::size_t size = sizeOf(code);
    // Sign, and what lies below the first bit.
    return bitsOf(m_sizes[size] + 0.5, m_codes + 4.0) + static_cast<double>(size);
}

double PackedRates::filledCodeBits(std::int32_t code) const
{
    const std::size_t size = sizeOf(code);
    return bitsOf(m_sizes[size] + 0.5, m_codes - m_sizes[0] + 4.0) + static_cast<double>(size);
}

void PackedRates::countFilled(std::size_t below, bool filled, int change)
{
    m_filled[std::min(below, kDepths - 1)][filled] += change;
}

double PackedRates::filledBits(std::size_t below, bool filled) const
{
    return binaryBits(m_filled[std::min(below, kDepths - 1)], filled);
}

} // namespace leptune
