// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/proposer.h"

#include "core/base/checksum.h"
#include "core/base/error.h"
#include "core/learners/registry.h"
#include "core/search/family_choice.h"
#include "core/tuning/family_space.h"
#include "core/tuning/study_shape.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

// Of a family's defaults, see kSearchShare.
constexpr double kDefaultShare = 0.2;
constexpr double kDefaultPatience = 0.4;
constexpr double kRowsToCompare = 0.9; // of what the family's best trial had
constexpr double kPriceWeight = 0.5;   // predicted costs are rough, and gains flatter than costs
constexpr double kLeastPrice = 1e-3;   // seconds: what starting a trial takes anyhow

std::string whyNotTried(const Learner &learner, const DataShape &shape)
{
    const std::string why = learner.whyNot(shape);
    return why.empty() && !shape.goal.directions.empty() && !learner.keepsDirections()
               ? "its answers may turn where they have to rise or fall"
               : why;
}

} // namespace

void Proposer::limit(TrialRequest &trial, double rowShare, double leastShare, double seconds,
                     double bytes)
{
    trial.rowShare = rowShare > 0.0 ? rowShare : leastShare;
    if (trial.rowShare * trial.expectedBytes > bytes)
        trial.rowShare = bytes / trial.expectedBytes;
    trial.expectedSeconds *= trial.rowShare;
    trial.expectedBytes *= trial.rowShare;
    trial.seconds = std::isfinite(seconds) ? std::max(0.05, seconds) : 0.0;
}

TrialMeans Proposer::shareOf(const TrialMeans &means, double ofTheSeconds)
{
    return {(means.last ? 1.0 : ofTheSeconds) * means.seconds, means.bytes, means.last};
}

Proposer::Proposer(const DataShape &shape, int fitsPerTrial,
                   const std::vector<std::string> &families,
                   const std::vector<PortfolioPick> &picks, std::uint64_t seed,
                   const std::map<std::string, FamilySpace> &spaces)
    : m_shape(shape), m_fitsPerTrial(fitsPerTrial), m_seed(seed)
{
    for (const std::string &name : families)
        learnerNamed(name); // throws for an unknown one
    for (const Learner *learner : allLearners()) {
        const bool isBaseline = learner->name() == "baseline";
        const bool named = std::ranges::find(families, learner->name()) != families.end();
        if (!named && !isBaseline && (!families.empty() || !learner->isMadeFor(shape)))
            continue;
        if (const std::string why = whyNotTried(*learner, shape); !why.empty()) {
            m_notes.push_back(learner->title() + " is not tried: " + why);
            continue;
        }
        Family family;
        family.learner = learner;
        family.wanted = familySpace(spaces, learner->name());
        const SearchSpace own = searchedSpace(*learner, shape, family.wanted);
        for (std::string &remark : unmetWishes(learner->name(), own, family.wanted))
            m_notes.push_back(std::move(remark));
        if (const auto defaults = learner->defaults(shape); !defaults.empty())
            family.usual = narrowed(family, defaults.front());
        if (own.size() > 0)
            family.sampler = makeGaussianProcessSampler(narrowedSpace(own, family.wanted),
                                                        mixSeeds(seed, hash64(learner->name())), 4);
        m_families.push_back(std::move(family));
        if (!isBaseline)
            m_names.push_back(learner->name());
    }
    if (m_names.empty())
        throw Error(ErrorCode::BadOption, "families",
                    "none of them can learn from this data: " +
                        (m_notes.empty() ? "" : m_notes.front()));
    planStarts(picks);
}

Configuration Proposer::narrowed(const Family &family, const Configuration &configuration) const
{
    return family.wanted.empty()
               ? configuration
               : narrowedConfiguration(searchedSpace(*family.learner, m_shape, family.wanted),
                                       family.wanted, configuration);
}

/// How much slower than usual the families were that have finished a trial: a slow or busy machine.
double Proposer::slowness() const
{
    double sum = 0.0;
    int known = 0;
    for (const Family &family : m_families)
        if (family.secondsPerOperation > 0.0 && family.learner->name() != "baseline") {
            sum += std::log(std::clamp(family.secondsPerOperation / usualRate(family), 0.3, 10.0));
            ++known;
        }
    return known > 0 ? std::exp(sum / known) : 1.0;
}

double Proposer::usualRate(const Family &family) const
{
    return family.earlierRate > 0.0 ? family.earlierRate : kUsualSecondsPerOperation;
}

double Proposer::predict(const Family &family, const Configuration &configuration) const
{
    const double rate = family.secondsPerOperation > 0.0 ? family.secondsPerOperation
                                                         : usualRate(family) * slowness();
    return rate * family.learner->cost(m_shape, configuration).operations * m_fitsPerTrial;
}

/// The share of the training rows that a trial can learn from with `means`; 0 = not even
/// `leastShare`.
double Proposer::affordableRows(const Family &family, const Configuration &configuration,
                                const TrialMeans &means, double leastShare) const
{
    const double seconds = predict(family, configuration);
    const double bytes = family.learner->cost(m_shape, configuration).bytes;
    const double share = std::min({1.0, seconds > means.seconds ? means.seconds / seconds : 1.0,
                                   bytes > means.bytes ? means.bytes / bytes : 1.0});
    return share >= std::min(1.0, leastShare) ? share : 0.0;
}

/// A first look at a family needs some rows, however large the data are.
double Proposer::leastShareOfDefaults() const
{
    constexpr double kFewestRows = 2000.0;
    return std::clamp(kFewestRows / static_cast<double>(m_shape.rows + 1), 0.02, 1.0);
}

/// The first one left that the time allows; what is too dear now may not be once its family was
/// timed. Families that have fallen far behind wait until the others had their turn.
Proposer::Start *Proposer::pickStart(const TrialMeans &means)
{
    Start *waiting = nullptr;
    const double bar = scoreNotFarBehind();
    for (Start &start : m_starts) {
        const Family &family = m_families[start.family];
        if (start.used || family.failures >= kFailuresToGiveUp)
            continue;
        if (affordableRows(family, start.configuration, shareOf(means, kDefaultShare),
                           leastShareOfDefaults()) <= 0.0)
            continue;
        if (!(bestScore(family) < bar))
            return &start;
        if (!waiting)
            waiting = &start;
    }
    return waiting || hasAsked() ? waiting : cheapestStart(means);
}

/// For a trial of more than the constant answer.
bool Proposer::hasAsked() const
{
    return std::ranges::any_of(m_families, [](const Family &family) {
        return family.asked > 0 && family.learner->name() != "baseline";
    });
}

/// Where none is affordable: a fit that the deadline cuts short is better than no model.
Proposer::Start *Proposer::cheapestStart(const TrialMeans &means)
{
    Start *cheapest = nullptr;
    const auto costOf = [&](const Start &start) {
        return m_families[start.family].learner->cost(m_shape, start.configuration);
    };
    for (Start &start : m_starts)
        if (!start.used && costOf(start).bytes <= means.bytes &&
            (!cheapest || costOf(start).operations < costOf(*cheapest).operations))
            cheapest = &start;
    return cheapest;
}

/// Of its complete trials; NaN where there are none.
double Proposer::bestScore(const Family &family)
{
    double best = std::nan("");
    for (const auto &[trial, lesson] : family.lessons)
        if (!lesson.pruned)
            best = std::fmax(best, lesson.score);
    return best;
}

/// A family whose best trial gains less over the constant answer than most of what the best of all
/// gains.
double Proposer::scoreNotFarBehind() const
{
    constexpr double kShareOfGain = 0.9;
    double best = std::nan(""), constant = std::nan("");
    for (const Family &family : m_families) {
        double &reached = family.learner->name() == "baseline" ? constant : best;
        reached = std::fmax(reached, bestScore(family));
    }
    return constant + kShareOfGain * (best - constant);
}

Proposer::Family *Proposer::pickSearch(const TrialMeans &means)
{
    std::vector<bool> open;
    std::vector<double> prices;
    for (const Family &family : m_families) {
        prices.push_back(
            std::pow(std::max(predict(family, family.usual), kLeastPrice), kPriceWeight));
        open.push_back(isAffordable(family, shareOf(means, kSearchShare)));
    }
    if (std::ranges::find(open, true) == open.end())
        return nullptr;
    FamilyChoice choice(m_families.size());
    std::vector<std::size_t> pending;
    for (std::size_t i = 0; i < m_families.size(); ++i) {
        const Family &family = m_families[i];
        std::map<int, double> values; // by trial
        for (const auto &[trial, lesson] : family.lessons)
            values[trial] = lesson.value;
        if (family.scored) // else there is nothing that looks could be measured by
            for (const FirstLooks::Look &look : family.looks.open())
                values[look.trial] = std::min(
                    family.best, family.looks.valueOf(look.score, family.best, look.rowShare));
        for (const auto &[trial, value] : values)
            choice.record(i, value);
        pending.push_back(static_cast<std::size_t>(family.running));
    }
    return &m_families[choice.choose(pending, m_searchRound++, open, prices)];
}

TrialRequest Proposer::request(Family &family, Configuration configuration, std::string why)
{
    TrialRequest request;
    request.trial = m_nextTrial++;
    request.family = family.learner->name();
    request.name = request.family == "baseline"
                       ? "baseline"
                       : request.family + "-" + std::to_string(request.trial);
    request.why = std::move(why);
    request.parameters = std::move(configuration);
    request.seed = mixSeeds(m_seed, static_cast<std::uint64_t>(request.trial));
    request.expectedSeconds = predict(family, request.parameters);
    request.expectedBytes = family.learner->cost(m_shape, request.parameters).bytes;
    request.prunable = family.asked++ > 0; // every family shows once what it can do
    ++family.running;
    return request;
}

std::optional<TrialRequest> Proposer::known(const std::string &family,
                                            const Configuration &configuration)
{
    const auto tried = std::ranges::find_if(
        m_families, [&](const Family &one) { return one.learner->name() == family; });
    if (tried == m_families.end())
        return {};
    markUsed(*tried, configuration);
    TrialRequest trial = request(*tried, configuration, "the recipe of an earlier model");
    trial.prunable = false;
    return trial;
}

TrialRequest Proposer::continued(const InterruptedTrial &trial, const TrialMeans &means)
{
    constexpr int kMostTrials = 1 << 24; // a file may say anything
    TrialRequest request;
    request.trial = std::clamp(trial.trial, 0, kMostTrials);
    request.name = trial.name;
    request.family = trial.family;
    request.why = trial.why;
    request.parameters = trial.parameters;
    request.seed = trial.seed;
    request.states = trial.states;
    skipTo(request.trial + 1);
    Family &family = *familyOf(request);
    markUsed(family, request.parameters);
    ++family.running;
    request.expectedSeconds = predict(family, request.parameters);
    request.expectedBytes = family.learner->cost(m_shape, request.parameters).bytes;
    limit(request, trial.rowShare, trial.rowShare, kSearchPatience * means.seconds,
          std::numeric_limits<double>::infinity());
    return request;
}

std::optional<TrialRequest> Proposer::next(const TrialMeans &means)
{
    m_expectedGain.reset(); // of an earlier proposal
    if (std::isfinite(means.seconds))
        m_mostSeconds = std::max(m_mostSeconds, means.seconds);
    if (Start *start = pickStart(means)) {
        start->used = true;
        Family &family = m_families[start->family];
        TrialRequest trial = request(family, start->configuration, start->why);
        const double least = leastShareOfDefaults();
        const double rows =
            affordableRows(family, trial.parameters, shareOf(means, kDefaultShare), least);
        const double patience = means.last ? kSearchPatience : kDefaultPatience;
        limit(trial, std::max(rows, std::min(1.0, least)), least, patience * means.seconds,
              means.bytes);
        return trial;
    }
    if (auto trial = afterLook(means))
        return trial;
    if (auto trial = afterCut(means))
        return trial;
    if (Family *family = pickSearch(means))
        return propose(*family, means);
    return std::nullopt;
}

bool Proposer::canAfford(const TrialMeans &means) const
{
    return std::ranges::any_of(m_families,
                               [&](const Family &family) { return isAffordable(family, means); });
}

/// Its usual settings, or those that were best, which may be far cheaper.
bool Proposer::isAffordable(const Family &family, const TrialMeans &means) const
{
    const auto fits = [&](const Configuration &configuration) {
        return affordableRows(family, configuration, means, leastShareOf(family)) > 0.0;
    };
    return family.sampler && family.failures < kFailuresToGiveUp &&
           (fits(family.usual) || (family.bestSettings && fits(*family.bestSettings)));
}

TrialRequest Proposer::propose(Family &family, const TrialMeans &means)
{
    // Late in the search there is no time left that a cheap trial would save.
    const double share =
        std::isfinite(means.seconds) && m_mostSeconds > 0.0 ? means.seconds / m_mostSeconds : 0.0;
    family.sampler->priceBy(
        [&shape = m_shape, learner = family.learner](const Configuration &c) {
            return learner->cost(shape, c).operations;
        },
        kPriceWeight * share);
    const TrialMeans most = shareOf(means, kSearchShare);
    family.sampler->refuse([this, &family, &most](const Configuration &c) {
        return affordableRows(family, c, most, leastShareOf(family)) <= 0.0;
    });
    Configuration configuration = family.sampler->ask(static_cast<std::uint64_t>(m_nextTrial));
    family.sampler->refuse({});
    m_expectedGain = family.sampler->expectedGain();
    TrialRequest trial =
        request(family, std::move(configuration), "proposed by Bayesian optimisation");
    double rows = affordableRows(family, trial.parameters, most, leastShareOf(family));
    if (const double share = lookShare(family, trial, means); share > 0.0) {
        makeLook(trial);
        rows = share;
    }
    limit(trial, rows, leastShareOf(family), kSearchPatience * means.seconds, means.bytes);
    return trial;
}

/// With far fewer rows than its best trial had, a configuration would look worse than it is.
double Proposer::leastShareOf(const Family &family) const
{
    return family.scored ? kRowsToCompare * family.bestRows : kRowsToCompare;
}

} // namespace leptune
