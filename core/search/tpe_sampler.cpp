// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/parzen_density.h"
#include "core/search/sampler.h"
#include "core/search/seen_configurations.h"
#include "core/search/space_filling.h"
#include "core/search/told_trials.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace leptune {

namespace {

constexpr double kGoodShare = 0.1;
constexpr std::size_t kMostGood = 25;
/// More of the bad ones cost time and change little: every k-th of them stands for the others.
constexpr std::size_t kMostBad = 300;
constexpr int kCandidates = 48;
constexpr int kDesigns = 20;

class TpeSampler final : public Sampler {
public:
    TpeSampler(SearchSpace space, std::uint64_t seed, int startupTrials)
        : m_space(std::move(space)), m_seed(seed), m_seen(m_space), m_told(m_space)
    {
        const std::size_t startup =
            startupTrials > 0 ? static_cast<std::size_t>(startupTrials) : 8 + m_space.size() / 4;
        RandomStream random(seed);
        m_scattered = spreadHypercube(startup, m_space.size(), kDesigns, random);
    }

    Configuration ask(std::uint64_t trial) override
    {
        RandomStream random(m_seed, trial, 2);
        Configuration proposed = propose(random);
        m_seen.insert(proposed);
        m_pending[trial] = pointOf(proposed);
        return proposed;
    }

    void tell(std::uint64_t trial, const Configuration &configuration,
              const Outcome &outcome) override
    {
        m_pending.erase(trial);
        if (!m_told.add(configuration, outcome))
            return;
        m_seen.insert(configuration);
        m_points.push_back(pointOf(configuration));
    }

private:
    ParzenPoint pointOf(const Configuration &configuration) const
    {
        ParzenPoint point{m_space.encode(configuration), {}};
        for (std::size_t i = 0; i < m_space.size(); ++i)
            point.active.push_back(m_space.isActive(i, configuration));
        return point;
    }

    Configuration propose(RandomStream &random)
    {
        if (m_points.size() < m_scattered.size() || m_told.successes() < 2) {
            while (m_scatteredCount < m_scattered.size()) {
                Configuration scattered = m_space.decode(m_scattered[m_scatteredCount++]);
                if (!m_seen.contains(scattered))
                    return scattered;
            }
            return m_seen.drawUnseen(random);
        }
        const auto [good, bad] = split();
        Configuration best;
        double greatest = -HUGE_VAL;
        for (int i = 0; i < kCandidates; ++i) {
            Configuration drawn = m_space.decode(good.sample(random));
            const ParzenPoint point = pointOf(drawn);
            const double merit = good.logDensity(point) - bad.logDensity(point);
            if (merit > greatest && !m_seen.contains(drawn)) {
                greatest = merit;
                best = std::move(drawn);
            }
        }
        return greatest > -HUGE_VAL ? best : m_seen.drawUnseen(random);
    }

    /// Failed and running trials are bad ones.
    std::pair<ParzenDensity, ParzenDensity> split() const
    {
        const std::vector<std::size_t> order = m_told.bestFirst();
        const std::size_t count = std::clamp<std::size_t>(
            static_cast<std::size_t>(std::ceil(kGoodShare * static_cast<double>(order.size()))), 2,
            kMostGood);
        std::vector<ParzenPoint> good;
        std::vector<ParzenPoint> bad;
        const std::size_t rest = order.size() - std::min(count, order.size());
        const std::size_t step = std::max<std::size_t>(1, (rest + kMostBad - 1) / kMostBad);
        for (std::size_t i = 0; i < order.size(); ++i) {
            if (i < count && m_told[order[i]].value)
                good.push_back(m_points[order[i]]);
            else if (i % step == 0)
                bad.push_back(m_points[order[i]]);
        }
        for (const auto &[trial, point] : m_pending)
            bad.push_back(point);
        return {ParzenDensity(m_space, std::move(good)), ParzenDensity(m_space, std::move(bad))};
    }

    const SearchSpace m_space;
    std::uint64_t m_seed;
    SeenConfigurations m_seen;
    ToldTrials m_told;
    std::vector<ParzenPoint> m_points;
    std::map<std::uint64_t, ParzenPoint> m_pending;
    std::vector<std::vector<double>> m_scattered;
    std::size_t m_scatteredCount = 0;
};

} // namespace

std::unique_ptr<Sampler> makeTpeSampler(SearchSpace space, std::uint64_t seed, int startupTrials)
{
    return std::make_unique<TpeSampler>(std::move(space), seed, startupTrials);
}

} // namespace leptune
