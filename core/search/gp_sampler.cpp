// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/candidate_search.h"
#include "core/search/output_transform.h"
#include "core/search/quasi_random.h"
#include "core/search/sampler.h"
#include "core/search/seen_configurations.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace leptune {

namespace {

/// Beyond these the model sees the best and the latest trials only.
constexpr std::size_t kBestKept = 200;
constexpr std::size_t kLatestKept = 100;
constexpr std::size_t kGoodPoints = 8;
/// A failed trial counts as this much below the worst one, in deviations.
constexpr double kFailurePenalty = 0.5;

struct Told {
    std::vector<double> unit;
    std::optional<double> value;
    double variance = 0.0;
};

class GaussianProcessSampler final : public Sampler {
public:
    GaussianProcessSampler(SearchSpace space, std::uint64_t seed, int startupTrials)
        : m_space(std::move(space)),
          m_encoding(m_space),
          m_process(m_encoding.terms()),
          m_seed(seed),
          m_random(seed),
          m_scattered(m_space.size(), m_random),
          m_seen(m_space)
    {
        m_startup =
            startupTrials > 0 ? static_cast<std::size_t>(startupTrials) : 8 + m_space.size() / 4;
    }

    Configuration ask(std::uint64_t trial) override
    {
        RandomStream random(m_seed, trial, 1);
        Configuration proposed = propose(random);
        m_seen.insert(proposed);
        m_pending[trial] = m_space.encode(proposed);
        return proposed;
    }

    void tell(std::uint64_t trial, const Configuration &configuration,
              const Outcome &outcome) override
    {
        m_pending.erase(trial);
        if (!fits(configuration))
            return;
        m_seen.insert(configuration);
        Told told{m_space.encode(configuration), outcome.value, outcome.variance};
        if (told.value && (std::isnan(*told.value) || *told.value == -HUGE_VAL))
            told.value.reset();
        if (!std::isfinite(told.variance) || told.variance < 0.0)
            told.variance = 0.0;
        m_successes += told.value && std::isfinite(*told.value) ? 1 : 0;
        m_told.push_back(std::move(told));
        m_changed = true;
    }

    std::optional<double> expectedGain() const override { return m_gain; }

private:
    /// Values outside the space (a trial of an older version of it) would distort the model.
    bool fits(const Configuration &configuration) const
    {
        Configuration filled = m_space.decode(std::vector<double>(m_space.size(), 0.5));
        Configuration whole = configuration;
        for (const auto &[name, value] : filled.values())
            if (!whole.has(name))
                whole.set(name, value);
        try {
            m_space.validate(whole);
        } catch (const Error &) {
            return false;
        }
        return true;
    }

    Configuration propose(RandomStream &random)
    {
        m_gain.reset();
        if (m_space.size() == 0)
            return {};
        if (m_told.size() < m_startup || m_successes < 2)
            return startup(random);
        renewModel();
        GaussianProcess process = m_process;
        for (const auto &[trial, unit] : m_pending)
            process.believe(m_encoding.point(unit));
        CandidateSearch search(process, m_encoding, m_incumbent);
        for (const Candidate &candidate : search.run(m_good, random)) {
            Configuration proposed = m_space.decode(candidate.unit);
            if (m_seen.contains(proposed))
                continue;
            m_gain = candidate.gain - m_logSlope;
            return proposed;
        }
        return m_seen.drawUnseen(random);
    }

    Configuration startup(RandomStream &random)
    {
        constexpr int kTries = 16;
        for (int i = 0; i < kTries; ++i) {
            Configuration proposed = m_space.decode(m_scattered.point(m_scatteredCount++));
            if (!m_seen.contains(proposed))
                return proposed;
        }
        return m_seen.drawUnseen(random);
    }

    /// Indices of the trials the model sees, in the order they were told.
    std::vector<std::size_t> kept() const
    {
        std::vector<std::size_t> all(m_told.size());
        std::iota(all.begin(), all.end(), std::size_t{0});
        if (all.size() <= kBestKept + kLatestKept)
            return all;
        const auto latest = all.end() - static_cast<std::ptrdiff_t>(kLatestKept);
        const auto quality = [&](std::size_t i) { return m_told[i].value.value_or(-HUGE_VAL); };
        std::stable_sort(all.begin(), latest,
                         [&](std::size_t a, std::size_t b) { return quality(a) > quality(b); });
        all.erase(all.begin() + static_cast<std::ptrdiff_t>(kBestKept), latest);
        std::sort(all.begin(), all.end());
        return all;
    }

    void renewModel()
    {
        if (!m_changed)
            return;
        m_changed = false;
        const std::vector<std::size_t> rows = kept();
        std::vector<double> finite;
        for (const std::size_t row : rows)
            if (m_told[row].value && std::isfinite(*m_told[row].value))
                finite.push_back(*m_told[row].value);
        const OutputTransform transform(finite);
        const double best = *std::max_element(finite.begin(), finite.end());
        const double worst = *std::min_element(finite.begin(), finite.end());
        const auto n = static_cast<Eigen::Index>(rows.size());
        Eigen::MatrixXd points(n, static_cast<Eigen::Index>(m_encoding.terms().size()));
        Eigen::VectorXd targets(n);
        Eigen::VectorXd noise = Eigen::VectorXd::Zero(n);
        for (Eigen::Index i = 0; i < n; ++i) {
            const Told &told = m_told[rows[static_cast<std::size_t>(i)]];
            points.row(i) = m_encoding.point(told.unit).transpose();
            if (!told.value) {
                targets[i] = transform.apply(worst) - kFailurePenalty;
                continue;
            }
            const double value = std::min(*told.value, best); // infinitely good is not believed
            const double slope = transform.slope(value);
            targets[i] = transform.apply(value);
            noise[i] = std::min(told.variance * slope * slope, 10.0);
        }
        m_process.setData(points, targets, noise);
        fitModel();
        findGood(rows, m_process.predict(points).mean);
        m_logSlope = std::log(std::max(transform.slope(best), 1e-300));
    }

    /// Every time while that is cheap, then every few trials; now and then from the defaults as well.
    void fitModel()
    {
        const Eigen::Index n = m_process.rows();
        const bool isSmall = n < 60;
        const std::size_t interval = n < 100 ? 1 : static_cast<std::size_t>(n) / 50;
        if (m_told.size() < m_fittedAt + interval) {
            m_process.setParameters(m_process.parameters());
            return;
        }
        m_process.fit(isSmall ? 40 : 15, isSmall || m_fits % 5 == 0);
        m_fittedAt = m_told.size();
        ++m_fits;
    }

    /// The incumbent is the best mean rather than the best value, which may be luck.
    void findGood(const std::vector<std::size_t> &rows, const Eigen::VectorXd &means)
    {
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (m_told[rows[i]].value)
                order.push_back(i);
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return means[static_cast<Eigen::Index>(a)] > means[static_cast<Eigen::Index>(b)];
        });
        m_incumbent = means[static_cast<Eigen::Index>(order.front())];
        m_good.clear();
        for (std::size_t i = 0; i < std::min(order.size(), kGoodPoints); ++i)
            m_good.push_back(m_told[rows[order[i]]].unit);
    }

    const SearchSpace m_space;
    const KernelEncoding m_encoding;
    GaussianProcess m_process;
    std::uint64_t m_seed;
    RandomStream m_random;
    QuasiRandom m_scattered;
    std::uint64_t m_scatteredCount = 0;
    SeenConfigurations m_seen;
    std::size_t m_startup = 0;
    std::vector<Told> m_told;
    std::size_t m_successes = 0;
    std::map<std::uint64_t, std::vector<double>> m_pending;
    bool m_changed = true;
    std::size_t m_fittedAt = 0;
    std::size_t m_fits = 0;
    double m_incumbent = 0.0;
    double m_logSlope = 0.0;
    std::vector<std::vector<double>> m_good;
    std::optional<double> m_gain;
};

} // namespace

std::unique_ptr<Sampler> makeGaussianProcessSampler(SearchSpace space, std::uint64_t seed,
                                                    int startupTrials)
{
    return std::make_unique<GaussianProcessSampler>(std::move(space), seed, startupTrials);
}

} // namespace leptune
