// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/cut_noise.h"

#include "core/base/random.h"

namespace leptune {

namespace {

constexpr std::uint32_t kValues = 1U << 15, kOfFeature = 512;

const std::vector<float> &table()
{
    static const std::vector<float> values = [] {
        RandomStream random(0x4015e);
        std::vector<float> drawn(kValues);
        for (float &value : drawn)
            value = static_cast<float>(random.normal());
        return drawn;
    }();
    return values;
}

} // namespace

void CutNoise::draw(std::uint64_t seed, std::size_t level)
{
    RandomStream random(seed, level, 0x4015e);
    for (std::uint32_t &place : m_places)
        place = static_cast<std::uint32_t>(random.below(kValues - kOfFeature));
}

const float *CutNoise::of(std::size_t feature) const
{
    return table().data() + m_places[feature];
}

} // namespace leptune
