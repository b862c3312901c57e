// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/window/trial_replay.h"

#include "core/base/random.h"

#include <array>
#include <cmath>

namespace leptune {

namespace {

constexpr int kFirstNumber = 1'000'000; // apart from the trials that run
constexpr int kRounds = 20;
constexpr int kTrialsAnEnsemble = 25;
constexpr std::array kFamilies{"boosting", "boosting", "forest", "linear", "nn", "leafwise"};

} // namespace

LeaderboardEntry TrialReplay::entryOf(int number, double at)
{
    RandomStream random(7, static_cast<std::uint64_t>(number));
    LeaderboardEntry entry;
    entry.trial = kFirstNumber + number;
    entry.family = kFamilies[static_cast<std::size_t>(number) % kFamilies.size()];
    entry.name = entry.family;
    entry.name += '-';
    entry.name += std::to_string(entry.trial);
    entry.reason = "proposed by Bayesian optimisation";
    entry.seconds = 0.1 + random.uniform();
    entry.finishedAt = at;
    entry.rows = 16'000;
    entry.test = std::nan("");
    entry.validation = entry.validationError = std::nan("");
    const double rate = std::exp(std::log(0.01) + random.uniform() * std::log(30.0));
    entry.parameters.set("learning_rate", rate);
    entry.parameters.set("depth", static_cast<std::int64_t>(3 + random.below(8)));
    entry.parameters.set("l2", std::exp(random.normal()));
    entry.parameters.set("column_share", 0.3 + 0.7 * random.uniform());
    entry.parameters.set("loss", std::string(random.below(2) ? "square" : "log"));
    const double score = 0.9 - 0.2 / (1.0 + 0.002 * number) -
                         0.02 * std::abs(std::log(rate / 0.05)) - 0.02 * std::abs(random.normal());
    if (number % 31 == 30) {
        entry.state = EntryState::Failed;
        entry.reason = "the kernel matrix would need 3.1 GB; lower max_features";
        return entry;
    }
    if (number % 7 == 6) {
        entry.state = EntryState::Stopped;
        entry.reason = "far below the best after 2 of 5 folds";
        entry.foldScores = {score - 0.03, score - 0.05};
        return entry;
    }
    entry.validation = score;
    entry.validationError = 0.004;
    entry.sizeBytes = static_cast<std::uint64_t>(std::exp(7.0 + 5.0 * random.uniform()));
    entry.latencyMicroseconds = 0.5 + 20.0 * random.uniform();
    entry.iterations = 180;
    entry.foldScores.assign(5, score);
    return entry;
}

void TrialReplay::next()
{
    const double at = m_study.elapsedSeconds();
    const LeaderboardEntry entry = entryOf(m_told, at);
    const int worker = m_told % 2;
    m_study.apply(TrialStarted{entry.trial, worker, entry.name, entry.family, entry.reason,
                               entry.parameters, at, 0.5});
    for (int round = 1; round <= kRounds; ++round)
        m_study.apply(TrialProgress{entry.trial, worker, round / 5, 5, round, kRounds, 1.0 / round,
                                    1.1 / round, at});
    m_study.apply(EntryChanged{entry, worker});
    if (entry.validation > m_best) {
        m_best = entry.validation;
        m_study.apply(BestChanged{entry.name, entry.validation, at});
    }
    if (m_told % kTrialsAnEnsemble == 0) {
        LeaderboardEntry ensemble = entryOf(m_told, at);
        ensemble.name = ensemble.family = "ensemble";
        ensemble.kind = EntryKind::Ensemble;
        ensemble.state = EntryState::Done;
        ensemble.trial = -1;
        ensemble.validation = m_best + 0.005;
        ensemble.sizeBytes = 90'000;
        m_study.apply(EntryChanged{ensemble, -1});
    }
    ++m_told;
}

} // namespace leptune
