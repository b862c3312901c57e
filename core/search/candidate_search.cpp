// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/candidate_search.h"

#include "core/search/acquisition.h"
#include "core/search/box_minimizer.h"
#include "core/search/space_filling.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr std::size_t kScattered = 384;
constexpr std::size_t kPerturbed = 256;
constexpr std::size_t kStarts = 5;
constexpr int kClimbEvaluations = 30;
constexpr int kIntegerReach = 3;

std::vector<double> perturbed(const std::vector<double> &unit, RandomStream &random)
{
    std::vector<double> moved = unit;
    const double scale = 0.3 * std::pow(10.0, -2.5 * random.uniform());
    const double share = std::max(1.0 / static_cast<double>(unit.size()), random.uniform());
    const std::size_t certain = random.below(unit.size());
    for (std::size_t i = 0; i < unit.size(); ++i) {
        if (i != certain && random.uniform() >= share)
            continue;
        // Categories are spread over the interval, so now and then a coordinate is drawn anew.
        if (random.uniform() < 0.1)
            moved[i] = random.uniform();
        else
            moved[i] = std::clamp(unit[i] + scale * random.normal(), 0.0, 1.0);
    }
    return moved;
}

bool isClose(const std::vector<double> &a, const std::vector<double> &b)
{
    double distance = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        distance = std::max(distance, std::abs(a[i] - b[i]));
    return distance < 0.05;
}

bool isBetter(const Candidate &a, const Candidate &b)
{
    return a.gain > b.gain;
}

} // namespace

CandidateSearch::CandidateSearch(const GaussianProcess &process, const KernelEncoding &encoding,
                                 double incumbent, std::size_t family)
    : m_process(process), m_encoding(encoding), m_incumbent(incumbent), m_family(family)
{
}

void CandidateSearch::stayWithin(std::vector<double> low, std::vector<double> high)
{
    m_low = std::move(low);
    m_high = std::move(high);
}

std::vector<double> CandidateSearch::gains(const std::vector<std::vector<double>> &units) const
{
    Eigen::MatrixXd points(static_cast<Eigen::Index>(units.size()),
                           static_cast<Eigen::Index>(m_encoding.terms().size()));
    for (std::size_t i = 0; i < units.size(); ++i)
        points.row(static_cast<Eigen::Index>(i)) = m_encoding.point(units[i]).transpose();
    const Posterior posterior = m_process.predict(points);
    std::vector<double> result(units.size());
    for (std::size_t i = 0; i < units.size(); ++i) {
        const auto at = static_cast<Eigen::Index>(i);
        result[i] =
            logExpectedImprovement(posterior.mean[at], posterior.variance[at], m_incumbent).value;
    }
    return result;
}

void CandidateSearch::screen(const std::vector<std::vector<double>> &units)
{
    const std::vector<double> found = gains(units);
    for (std::size_t i = 0; i < units.size(); ++i)
        m_candidates.push_back({units[i], found[i]});
    std::stable_sort(m_candidates.begin(), m_candidates.end(), isBetter);
}

std::vector<Candidate> CandidateSearch::starts() const
{
    std::vector<Candidate> chosen;
    for (const Candidate &candidate : m_candidates) {
        const bool isNew = std::none_of(chosen.begin(), chosen.end(), [&](const Candidate &other) {
            return isClose(other.unit, candidate.unit);
        });
        if (isNew)
            chosen.push_back(candidate);
        if (chosen.size() == kStarts)
            break;
    }
    return chosen;
}

void CandidateSearch::moveNumbers(Candidate &candidate) const
{
    const std::vector<std::size_t> movable = m_encoding.movableNumbers(candidate.unit);
    if (movable.empty())
        return;
    const auto count = static_cast<Eigen::Index>(movable.size());
    // Integers move freely here and are snapped afterwards.
    Eigen::VectorXd point = m_encoding.point(candidate.unit);
    const auto function = [&](const Eigen::VectorXd &numbers, Eigen::VectorXd &gradient) {
        for (Eigen::Index i = 0; i < count; ++i)
            point[static_cast<Eigen::Index>(movable[static_cast<std::size_t>(i)])] = numbers[i];
        const PosteriorGradient posterior = m_process.predictGradient(point);
        const LogImprovement gain =
            logExpectedImprovement(posterior.mean, posterior.variance, m_incumbent);
        for (Eigen::Index i = 0; i < count; ++i) {
            const auto term = static_cast<Eigen::Index>(movable[static_cast<std::size_t>(i)]);
            gradient[i] = -gain.byMean * posterior.meanGradient[term] -
                          gain.byVariance * posterior.varianceGradient[term];
        }
        return -gain.value;
    };
    Eigen::VectorXd start(count);
    Eigen::VectorXd low(count);
    Eigen::VectorXd high(count);
    for (Eigen::Index i = 0; i < count; ++i) {
        const std::size_t parameter = movable[static_cast<std::size_t>(i)];
        start[i] = candidate.unit[parameter];
        low[i] = m_low[parameter];
        high[i] = m_high[parameter];
    }
    const BoxMinimum best = minimizeInBox(function, start, low, high, kClimbEvaluations, 1e-4);
    std::vector<double> unit = candidate.unit;
    for (Eigen::Index i = 0; i < count; ++i)
        unit[movable[static_cast<std::size_t>(i)]] = best.point[i];
    const double gain = gains({unit}).front();
    if (gain > candidate.gain)
        candidate = {std::move(unit), gain};
}

bool CandidateSearch::moveLevels(Candidate &candidate) const
{
    bool moved = false;
    for (std::size_t parameter = 0; parameter < candidate.unit.size(); ++parameter) {
        std::vector<std::vector<double>> units;
        if (static_cast<int>(parameter) == m_encoding.familyParameter())
            continue;
        for (const double level : m_encoding.neighbours(candidate.unit, parameter, kIntegerReach)) {
            units.push_back(candidate.unit);
            units.back()[parameter] = level;
        }
        if (units.empty())
            continue;
        const std::vector<double> found = gains(units);
        const auto best = std::max_element(found.begin(), found.end());
        if (*best > candidate.gain) {
            candidate = {units[static_cast<std::size_t>(best - found.begin())], *best};
            moved = true;
        }
    }
    return moved;
}

Candidate CandidateSearch::climb(Candidate start) const
{
    constexpr int kRounds = 3;
    moveNumbers(start);
    for (int i = 0; i < kRounds && moveLevels(start); ++i)
        moveNumbers(start);
    return start;
}

std::vector<Candidate> CandidateSearch::run(const std::vector<std::vector<double>> &good,
                                            RandomStream &random)
{
    m_parameters = good.front().size();
    if (m_low.empty())
        stayWithin(std::vector<double>(m_parameters, 0.0), std::vector<double>(m_parameters, 1.0));
    std::vector<std::vector<double>> units = latinHypercube(kScattered, m_parameters, random);
    for (std::vector<double> &unit : units)
        for (std::size_t i = 0; i < m_parameters; ++i)
            unit[i] = m_low[i] + unit[i] * (m_high[i] - m_low[i]);
    for (std::size_t i = 0; i < kPerturbed; ++i)
        units.push_back(perturbed(good[i % good.size()], random));
    for (std::vector<double> &unit : units) {
        for (std::size_t i = 0; i < m_parameters; ++i)
            unit[i] = std::clamp(unit[i], m_low[i], m_high[i]);
        m_encoding.setFamily(unit, m_family);
    }
    screen(units);
    std::vector<Candidate> climbed;
    for (const Candidate &start : starts())
        climbed.push_back(climb(start));
    m_candidates.insert(m_candidates.begin(), climbed.begin(), climbed.end());
    std::stable_sort(m_candidates.begin(), m_candidates.end(), isBetter);
    return std::move(m_candidates);
}

} // namespace leptune
