// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/proposer.h"

#include "core/base/checksum.h"
#include "core/base/error.h"
#include "core/learners/registry.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

constexpr double kUsualSecondsPerOperation = 3e-10; // until a family has finished a trial
constexpr double kExploration = 0.25;
// Shares of the time that is left: what a trial is planned to take at most (else it learns from fewer
// rows), and when it is ended with what it has.
constexpr double kDefaultShare = 0.2;
constexpr double kDefaultPatience = 0.4;
constexpr double kSearchShare = 0.6;
constexpr double kSearchPatience = 0.95;
constexpr double kLeastSearchRows = 0.25;
constexpr int kFailuresToGiveUp = 3;

/// A proposal that turns out dearer than the family's usual one gets the least share.
void limit(TrialRequest &trial, double rowShare, double seconds)
{
    trial.expectedSeconds *= rowShare > 0.0 ? rowShare : kLeastSearchRows;
    trial.rowShare = rowShare > 0.0 ? rowShare : kLeastSearchRows;
    trial.seconds = std::isfinite(seconds) ? std::max(0.05, seconds) : 0.0;
}

} // namespace

Proposer::Proposer(const DataShape &shape, int fitsPerTrial, const std::vector<std::string> &families,
                   std::uint64_t seed)
    : m_shape(shape), m_fitsPerTrial(fitsPerTrial), m_seed(seed)
{
    for (const std::string &name : families)
        learnerNamed(name); // throws for an unknown one
    for (const Learner *learner : allLearners()) {
        const bool isBaseline = learner->name() == "baseline";
        const bool named = std::ranges::find(families, learner->name()) != families.end();
        if (!families.empty() && !named && !isBaseline)
            continue;
        if (const std::string why = learner->whyNot(shape); !why.empty()) {
            m_notes.push_back(learner->title() + " is not tried: " + why);
            continue;
        }
        Family family;
        family.learner = learner;
        family.defaults = learner->defaults(shape);
        if (learner->space(shape).size() > 0)
            family.sampler = makeGaussianProcessSampler(learner->space(shape), mixSeeds(seed, hash64(learner->name())), 4);
        m_families.push_back(std::move(family));
        if (!isBaseline)
            m_names.push_back(learner->name());
    }
    if (m_names.empty())
        throw Error(ErrorCode::BadOption, "families",
                    "none of them can learn from this data: " + (m_notes.empty() ? "" : m_notes.front()));
}

/// A family that has not finished a trial is as far off its usual speed as the others are: a slow or busy machine.
double Proposer::firstGuess() const
{
    double sum = 0.0;
    int known = 0;
    for (const Family &family : m_families)
        if (family.secondsPerOperation > 0.0 && family.learner->name() != "baseline") {
            sum += std::log(std::clamp(family.secondsPerOperation / kUsualSecondsPerOperation, 0.3, 10.0));
            ++known;
        }
    return kUsualSecondsPerOperation * (known > 0 ? std::exp(sum / known) : 1.0);
}

double Proposer::predict(const Family &family, const Configuration &configuration) const
{
    const double rate = family.secondsPerOperation > 0.0 ? family.secondsPerOperation : firstGuess();
    return rate * family.learner->cost(m_shape, configuration).operations * m_fitsPerTrial;
}

/// The share of the training rows that a trial can learn from in `seconds`; 0 = not even `leastShare`.
double Proposer::affordableRows(const Family &family, const Configuration &configuration, double seconds,
                                double leastShare) const
{
    const double predicted = predict(family, configuration);
    if (!(predicted > seconds))
        return 1.0;
    const double share = seconds / predicted;
    return share >= leastShare ? share : 0.0;
}

/// A first look at a family needs some rows, however large the data are.
double Proposer::leastShareOfDefaults() const
{
    constexpr double kFewestRows = 2000.0;
    return std::clamp(kFewestRows / static_cast<double>(m_shape.rows + 1), 0.02, 1.0);
}

/// First every family's first default, cheapest first, then the second ones.
Proposer::Family *Proposer::pickDefault(double secondsLeft)
{
    Family *picked = nullptr;
    double price = 0.0;
    for (Family &family : m_families) {
        if (family.nextDefault >= family.defaults.size() || family.failures >= kFailuresToGiveUp)
            continue;
        const Configuration &configuration = family.defaults[family.nextDefault];
        if (affordableRows(family, configuration, kDefaultShare * secondsLeft, leastShareOfDefaults()) <= 0.0)
            continue;
        const double cost = family.learner->cost(m_shape, configuration).operations;
        const bool better = !picked || family.nextDefault < picked->nextDefault
                            || (family.nextDefault == picked->nextDefault && cost < price);
        if (better) {
            picked = &family;
            price = cost;
        }
    }
    return picked;
}

Proposer::Family *Proposer::pickSearch(double secondsLeft)
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    int asked = 0;
    for (const Family &family : m_families) {
        asked += family.asked;
        if (family.scored) {
            low = std::min(low, family.best);
            high = std::max(high, family.best);
        }
    }
    Family *picked = nullptr;
    double bestBound = -std::numeric_limits<double>::infinity();
    for (Family &family : m_families) {
        if (!family.sampler || family.failures >= kFailuresToGiveUp)
            continue;
        if (!family.defaults.empty()
            && affordableRows(family, family.defaults.front(), kSearchShare * secondsLeft, kLeastSearchRows) <= 0.0)
            continue;
        const double merit = family.scored && high > low ? (family.best - low) / (high - low) : 0.5;
        const double bound = merit + kExploration * std::sqrt(std::log(asked + 1.0) / (family.asked + 1.0));
        if (bound > bestBound) {
            bestBound = bound;
            picked = &family;
        }
    }
    return picked;
}

TrialRequest Proposer::request(Family &family, Configuration configuration, std::string why)
{
    TrialRequest request;
    request.trial = m_nextTrial++;
    request.family = family.learner->name();
    request.name = request.family == "baseline" ? "baseline" : request.family + "-" + std::to_string(request.trial);
    request.why = std::move(why);
    request.parameters = std::move(configuration);
    request.seed = mixSeeds(m_seed, static_cast<std::uint64_t>(request.trial));
    request.expectedSeconds = predict(family, request.parameters);
    ++family.asked;
    return request;
}

std::optional<TrialRequest> Proposer::next(double secondsLeft)
{
    if (Family *family = pickDefault(secondsLeft)) {
        Configuration configuration = family->defaults[family->nextDefault];
        const bool first = family->nextDefault++ == 0;
        const std::string why = family->learner->name() == "baseline" ? "what always answering the same would reach"
                                : first ? "the family's usual settings"
                                        : "settings that often do well";
        TrialRequest trial = request(*family, std::move(configuration), why);
        limit(trial, affordableRows(*family, trial.parameters, kDefaultShare * secondsLeft, leastShareOfDefaults()),
              kDefaultPatience * secondsLeft);
        return trial;
    }
    if (Family *family = pickSearch(secondsLeft)) {
        Configuration configuration = family->sampler->ask(static_cast<std::uint64_t>(m_nextTrial));
        TrialRequest trial = request(*family, std::move(configuration), "proposed by Bayesian optimisation");
        limit(trial, affordableRows(*family, trial.parameters, kSearchShare * secondsLeft, kLeastSearchRows),
              kSearchPatience * secondsLeft);
        return trial;
    }
    return std::nullopt;
}

void Proposer::remember(const TrialRequest &request, double score, double error)
{
    TrialResult result;
    result.state = EntryState::Done;
    result.score = score;
    result.error = error;
    skipTo(request.trial + 1);
    for (Family &family : m_families) {
        if (family.learner->name() != request.family)
            continue;
        ++family.asked;
        if (family.nextDefault < family.defaults.size() && family.defaults[family.nextDefault] == request.parameters)
            ++family.nextDefault;
    }
    tell(request, result);
}

void Proposer::tell(const TrialRequest &request, const TrialResult &result)
{
    for (Family &family : m_families) {
        if (family.learner->name() != request.family)
            continue;
        const bool done = result.state == EntryState::Done;
        if (result.state == EntryState::Failed)
            ++family.failures;
        if (done) {
            family.failures = 0;
            family.best = family.scored ? std::max(family.best, result.score) : result.score;
            family.scored = true;
            const double operations =
                family.learner->cost(m_shape, request.parameters).operations * m_fitsPerTrial * request.rowShare;
            if (operations > 0.0 && result.seconds > 0.0 && !result.cutShort)
                family.secondsPerOperation = result.seconds / operations;
        }
        if (family.sampler) // a stopped one was too dear: as bad as a failed one
            family.sampler->tell(static_cast<std::uint64_t>(request.trial), request.parameters,
                                 {done ? std::optional(result.score) : std::nullopt, result.error * result.error,
                                  result.seconds});
    }
}

} // namespace leptune
