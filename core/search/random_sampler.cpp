// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/sampler.h"
#include "core/search/seen_configurations.h"

namespace leptune {

namespace {

class RandomSampler final : public Sampler {
public:
    RandomSampler(SearchSpace space, std::uint64_t seed)
        : m_space(std::move(space)), m_seed(seed), m_seen(m_space)
    {
    }

    Configuration ask(std::uint64_t trial) override
    {
        RandomStream random(m_seed, trial);
        Configuration proposed = m_seen.drawUnseen(random);
        m_seen.insert(proposed);
        return proposed;
    }

    void tell(std::uint64_t, const Configuration &configuration, const Outcome &) override
    {
        m_seen.insert(configuration);
    }

private:
    const SearchSpace m_space;
    std::uint64_t m_seed;
    SeenConfigurations m_seen;
};

} // namespace

std::unique_ptr<Sampler> makeRandomSampler(SearchSpace space, std::uint64_t seed)
{
    return std::make_unique<RandomSampler>(std::move(space), seed);
}

} // namespace leptune
