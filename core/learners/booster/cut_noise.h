// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace leptune {

/// Standard normal numbers for the cuts of every feature, 512 a feature: read at places of one
/// table that are drawn for a tree's level, which costs a fraction of drawing a number a cut.
class CutNoise {
public:
    explicit CutNoise(std::size_t features) : m_places(features) {}
    void draw(std::uint64_t seed, std::size_t level);
    const float *of(std::size_t feature) const;

private:
    std::vector<std::uint32_t> m_places;
};

} // namespace leptune
