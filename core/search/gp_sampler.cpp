// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/acquisition.h"
#include "core/search/candidate_search.h"
#include "core/search/family_choice.h"
#include "core/search/output_transform.h"
#include "core/search/sampler.h"
#include "core/search/seen_configurations.h"
#include "core/search/space_filling.h"
#include "core/search/told_trials.h"
#include "core/search/trust_region.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace leptune {

namespace {

/// Beyond so many told trials the Parzen estimator proposes.
constexpr std::size_t kMostForModel = 500;
/// Beyond these the model sees the best and the latest trials only.
constexpr std::size_t kBestKept = 200;
constexpr std::size_t kLatestKept = 100;
constexpr std::size_t kGoodPoints = 8;
/// A family with fewer values takes the transform of all.
constexpr std::size_t kValuesToTransform = 4;
/// Beyond these a trust region keeps the search near the best point.
constexpr std::size_t kManyDimensions = 20;
/// Trials closer than this (root mean square over the unit cube) stand for one.
constexpr double kClose = 0.01;
/// Latin hypercubes that the startup trials are chosen from.
constexpr int kDesigns = 20;
/// A failed trial counts as this much below the worst one, in deviations.
constexpr double kFailurePenalty = 0.5;

class GaussianProcessSampler final : public Sampler {
public:
    GaussianProcessSampler(SearchSpace space, std::uint64_t seed, int startupTrials)
        : m_space(std::move(space)),
          m_encoding(m_space),
          m_process(m_encoding.terms(), m_encoding.parts()),
          m_seed(seed),
          m_random(seed),
          m_seen(m_space),
          m_told(m_space),
          m_tpe(makeTpeSampler(m_space, mixSeeds(seed, 1), 1))
    {
        m_startup =
            startupTrials > 0 ? static_cast<std::size_t>(startupTrials) : 8 + m_space.size() / 4;
        m_scattered = spreadHypercube(m_startup, m_space.size(), kDesigns, m_random);
    }

    Configuration ask(std::uint64_t trial) override
    {
        RandomStream random(m_seed, trial, 1);
        m_gain.reset();
        const bool isLarge = m_told.size() > kMostForModel;
        Configuration proposed = isLarge ? m_tpe->ask(trial) : propose(random);
        if (isLarge &&
            m_seen.contains(proposed)) // of the model's proposals the estimator knows nothing
            proposed = m_seen.drawUnseen(random);
        m_seen.insert(proposed);
        m_pending[trial] = m_space.encode(proposed);
        return proposed;
    }

    void tell(std::uint64_t trial, const Configuration &configuration,
              const Outcome &outcome) override
    {
        m_pending.erase(trial);
        if (!m_told.add(configuration, outcome))
            return;
        m_placeOf[trial] = m_told.size() - 1;
        m_seen.insert(configuration);
        m_changed = true;
        m_tpe->tell(trial, configuration, outcome);
    }

    void retell(std::uint64_t trial, const Outcome &outcome) override
    {
        const auto place = m_placeOf.find(trial);
        if (place == m_placeOf.end())
            return;
        m_told.change(place->second, outcome);
        m_changed = true; // the Parzen estimator of later trials keeps what it was told first
    }

    void priceBy(std::function<double(const Configuration &)> cost, double weight) override
    {
        m_cost = std::move(cost);
        m_costWeight = weight;
    }

    void refuse(std::function<bool(const Configuration &)> isRefused) override
    {
        m_isRefused = std::move(isRefused);
    }

    std::optional<double> expectedGain() const override { return m_gain; }

private:
    struct Offer {
        Configuration configuration;
        double merit = 0.0;
    };
    /// Unseen candidates; the search climbed by gain alone, the price decides among what it found.
    std::optional<Offer> bestOffer(const std::vector<Candidate> &candidates) const
    {
        constexpr std::size_t kCompared = 24;
        constexpr double kRefused = 1e3; // nats
        const bool isPriced = m_cost && m_costWeight > 0.0;
        std::optional<Offer> best;
        std::size_t compared = 0;
        for (const Candidate &candidate : candidates) {
            Offer offer{m_space.decode(candidate.unit), candidate.gain};
            if (m_seen.contains(offer.configuration))
                continue;
            const double cost = isPriced ? m_cost(offer.configuration) : 1.0;
            if (cost > 0.0 && std::isfinite(cost))
                offer.merit -= m_costWeight * std::log(cost);
            const bool isRefused = m_isRefused && m_isRefused(offer.configuration);
            if (isRefused)
                offer.merit -= kRefused;
            if (!best || offer.merit > best->merit)
                best = std::move(offer);
            if ((!isPriced && !isRefused) || ++compared == kCompared)
                break;
        }
        return best;
    }

    Configuration propose(RandomStream &random)
    {
        if (m_space.size() == 0)
            return {};
        if (m_told.size() < m_startup || m_told.successes() < 2)
            return startup(random);
        renewModel();
        const std::size_t family = chooseFamily();
        findGood(family);
        GaussianProcess process = m_process;
        for (const auto &[trial, unit] : m_pending)
            process.believe(m_encoding.point(unit));
        CandidateSearch search(process, m_encoding, m_incumbent, family);
        if (m_encoding.dimensions(family) > kManyDimensions)
            confine(search, family);
        const auto offer = bestOffer(search.run(m_good, random));
        if (!offer)
            return m_seen.drawUnseen(random);
        m_gain = gainOf(process, m_space.encode(offer->configuration), family);
        return offer->configuration;
    }

    /// Around the best point of the family, farther along long length scales.
    void confine(CandidateSearch &search, std::size_t family) const
    {
        TrustRegion region(m_encoding.dimensions(family));
        double best = -HUGE_VAL;
        std::size_t count = 0;
        for (std::size_t i = 0; i < m_told.size(); ++i) {
            if (m_encoding.familyOf(m_told[i].unit) != family)
                continue;
            const double value = m_told[i].value.value_or(-HUGE_VAL);
            if (count++ >= m_startup)
                region.record(value > best);
            best = std::max(best, value);
        }
        const std::vector<double> &centre = m_good.front();
        const Eigen::VectorXd lengths = m_process.lengthsAt(m_encoding.point(centre));
        const std::vector<std::size_t> movable = m_encoding.movableNumbers(centre);
        double logMean = 0.0;
        for (const std::size_t i : movable)
            logMean += std::log(lengths[static_cast<Eigen::Index>(i)]) /
                       static_cast<double>(movable.size());
        std::vector<double> low(m_space.size(), 0.0);
        std::vector<double> high(m_space.size(), 1.0);
        for (const std::size_t i : movable) {
            const double half =
                0.5 * region.side() * lengths[static_cast<Eigen::Index>(i)] / std::exp(logMean);
            low[i] = std::max(0.0, centre[i] - half);
            high[i] = std::min(1.0, centre[i] + half);
        }
        search.stayWithin(std::move(low), std::move(high));
    }

    /// Values are made comparable by the trials that were scattered over the space.
    std::size_t chooseFamily()
    {
        if (m_encoding.families() < 2)
            return 0;
        std::vector<double> early;
        for (std::size_t i = 0; i < m_told.size() && early.size() < m_startup; ++i)
            if (m_told[i].value && std::isfinite(*m_told[i].value))
                early.push_back(*m_told[i].value);
        const OutputTransform transform(early);
        FamilyChoice choice(m_encoding.families());
        for (std::size_t i = 0; i < m_told.size(); ++i) {
            std::optional<double> value = m_told[i].value;
            if (value)
                value = transform.apply(*value);
            choice.record(m_encoding.familyOf(m_told[i].unit), value);
        }
        std::vector<std::size_t> pending(m_encoding.families(), 0);
        for (const auto &[trial, unit] : m_pending)
            ++pending[m_encoding.familyOf(unit)];
        return choice.choose(pending, m_rounds++);
    }

    /// Log of the expected improvement of the best value of all families, in its own units.
    double gainOf(const GaussianProcess &process, const std::vector<double> &unit,
                  std::size_t family) const
    {
        const OutputTransform &transform = m_transforms[family];
        const Posterior posterior = process.predict(m_encoding.point(unit).transpose());
        const double best = std::max(transform.apply(m_best), m_incumbent);
        return logExpectedImprovement(posterior.mean[0], posterior.variance[0], best).value -
               std::log(std::max(transform.slope(m_best), 1e-300));
    }

    Configuration startup(RandomStream &random)
    {
        while (m_scatteredCount < m_scattered.size()) {
            Configuration proposed = m_space.decode(m_scattered[m_scatteredCount++]);
            if (!m_seen.contains(proposed))
                return proposed;
        }
        return m_seen.drawUnseen(random);
    }

    /// Successful trials, one for each cluster of close ones. A search that has settled would else
    /// stretch the differences there until it sees nothing else any more.
    std::vector<std::size_t> scatteredRows(std::vector<std::size_t> rows) const
    {
        rows.erase(std::remove_if(rows.begin(), rows.end(),
                                  [&](std::size_t row) {
                                      return !m_told[row].value ||
                                             !std::isfinite(*m_told[row].value);
                                  }),
                   rows.end());
        std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
            return *m_told[a].value > *m_told[b].value;
        });
        std::vector<std::size_t> scattered;
        const auto isClose = [&](std::size_t a, std::size_t b) {
            const std::vector<double> &x = m_told[a].unit;
            const std::vector<double> &y = m_told[b].unit;
            double square = 0.0;
            for (std::size_t i = 0; i < x.size(); ++i)
                square += (x[i] - y[i]) * (x[i] - y[i]);
            return square < kClose * kClose * static_cast<double>(x.size());
        };
        for (const std::size_t row : rows)
            if (std::none_of(scattered.begin(), scattered.end(),
                             [&](std::size_t other) { return isClose(row, other); }))
                scattered.push_back(row);
        return scattered;
    }

    /// One a family: what is good in one is told apart even where another one is far better.
    void findTransforms(const std::vector<std::size_t> &rows)
    {
        std::vector<std::vector<double>> finite(m_encoding.families());
        std::vector<double> all;
        for (const std::size_t row : scatteredRows(rows)) {
            finite[m_encoding.familyOf(m_told[row].unit)].push_back(*m_told[row].value);
            all.push_back(*m_told[row].value);
        }
        if (all.empty()) // nothing but infinitely good ones
            all.push_back(0.0);
        m_best = *std::max_element(all.begin(), all.end());
        m_transforms.clear();
        m_worst.clear();
        for (const std::vector<double> &values : finite) {
            const std::vector<double> &chosen = values.size() < kValuesToTransform ? all : values;
            m_transforms.emplace_back(chosen);
            m_worst.push_back(*std::min_element(chosen.begin(), chosen.end()));
        }
    }

    void renewModel()
    {
        if (!m_changed)
            return;
        m_changed = false;
        m_rows = m_told.bestAndLatest(kBestKept, kLatestKept);
        findTransforms(m_rows);
        const auto n = static_cast<Eigen::Index>(m_rows.size());
        Eigen::MatrixXd points(n, static_cast<Eigen::Index>(m_encoding.terms().size()));
        Eigen::VectorXd targets(n);
        Eigen::VectorXd noise = Eigen::VectorXd::Zero(n);
        for (Eigen::Index i = 0; i < n; ++i) {
            const ToldTrial &told = m_told[m_rows[static_cast<std::size_t>(i)]];
            const std::size_t family = m_encoding.familyOf(told.unit);
            const OutputTransform &transform = m_transforms[family];
            points.row(i) = m_encoding.point(told.unit).transpose();
            if (!told.value) {
                targets[i] = transform.apply(m_worst[family]) - kFailurePenalty;
                continue;
            }
            const double value = std::min(*told.value, m_best); // infinitely good is not believed
            const double slope = transform.slope(value);
            targets[i] = transform.apply(value);
            noise[i] = std::min(told.variance * slope * slope, 10.0);
        }
        m_process.setData(points, targets, noise);
        fitModel();
        m_means = m_process.predict(points).mean;
    }

    /// Every time while that is cheap, then every few trials; now and then from the defaults as
    /// well.
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
        renewWarp();
    }

    /// Where there are enough trials to tell a bend from chance; it changes slowly.
    void renewWarp()
    {
        constexpr double kFewest = 40.0, kTrialsADimension = 2.0;
        constexpr double kGrowth = 1.15;
        const auto told = static_cast<double>(m_told.size());
        if (told < kFewest + kTrialsADimension * static_cast<double>(m_space.size()) ||
            told < kGrowth * static_cast<double>(m_warpedAt))
            return;
        m_process.fitWithWarp(30);
        m_warpedAt = m_told.size();
    }

    /// Of a family; the incumbent is the best mean rather than the best value, which may be luck.
    void findGood(std::size_t family)
    {
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            const ToldTrial &told = m_told[m_rows[i]];
            if (told.value && m_encoding.familyOf(told.unit) == family)
                order.push_back(i);
        }
        m_good.clear();
        m_incumbent = 0.0;
        if (order.empty()) { // a family without a success yet: anywhere
            m_good.push_back(std::vector<double>(m_space.size(), 0.5));
            return;
        }
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return m_means[static_cast<Eigen::Index>(a)] > m_means[static_cast<Eigen::Index>(b)];
        });
        m_incumbent = m_means[static_cast<Eigen::Index>(order.front())];
        for (std::size_t i = 0; i < std::min(order.size(), kGoodPoints); ++i)
            m_good.push_back(m_told[m_rows[order[i]]].unit);
    }

    const SearchSpace m_space;
    const KernelEncoding m_encoding;
    GaussianProcess m_process;
    std::uint64_t m_seed;
    RandomStream m_random;
    std::vector<std::vector<double>> m_scattered;
    std::size_t m_scatteredCount = 0;
    SeenConfigurations m_seen;
    std::size_t m_startup = 0;
    ToldTrials m_told;
    std::unique_ptr<Sampler> m_tpe; ///< takes over where the model gets too expensive
    std::map<std::uint64_t, std::vector<double>> m_pending;
    std::map<std::uint64_t, std::size_t> m_placeOf; ///< of a told trial in m_told
    bool m_changed = true;
    std::size_t m_fittedAt = 0;
    std::size_t m_fits = 0;
    std::size_t m_warpedAt = 0;
    double m_incumbent = 0.0;
    std::vector<std::size_t> m_rows;           ///< of the trials that the model sees
    Eigen::VectorXd m_means;                   ///< there
    std::vector<OutputTransform> m_transforms; ///< a family
    std::vector<double> m_worst;
    double m_best = 0.0;
    std::size_t m_rounds = 0;
    std::vector<std::vector<double>> m_good;
    std::optional<double> m_gain;
    std::function<double(const Configuration &)> m_cost;
    double m_costWeight = 0.0;
    std::function<bool(const Configuration &)> m_isRefused;
};

} // namespace

std::unique_ptr<Sampler> makeGaussianProcessSampler(SearchSpace space, std::uint64_t seed,
                                                    int startupTrials)
{
    return std::make_unique<GaussianProcessSampler>(std::move(space), seed, startupTrials);
}

} // namespace leptune
