// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"
#include "core/search/sampler.h"
#include "core/tuning/trial.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace leptune {

/// Chooses what to try next: the baseline, each family's quick defaults, then search across families, a
/// Gaussian-process sampler each; the family is the one with the largest upper confidence bound of its
/// best score. Deterministic in the order of calls. Not thread-safe.
class Proposer {
public:
    /// `families`: names to use, empty = all that may be tried on this shape; reasons of the others are notes.
    Proposer(const DataShape &shape, int fitsPerTrial, const std::vector<std::string> &families, std::uint64_t seed);

    /// The next trial, or nothing where no family fits in `secondsLeft` of one worker (infinity: no limit).
    std::optional<TrialRequest> next(double secondsLeft);
    /// Results in the order they are to be learned from. `seconds` calibrates predicted costs.
    void tell(const TrialRequest &request, const TrialResult &result);
    /// The next trial's number is at least this one.
    void skipTo(int trial) { m_nextTrial = std::max(m_nextTrial, trial); }
    /// A trial of an earlier sitting.
    void remember(const TrialRequest &request, double score, double error);

    const std::vector<std::string> &families() const { return m_names; }
    const std::vector<std::string> &notes() const { return m_notes; }
    int trials() const { return m_nextTrial; }

private:
    struct Family {
        const Learner *learner = nullptr;
        std::vector<Configuration> defaults;
        std::size_t nextDefault = 0;
        std::unique_ptr<Sampler> sampler;
        int asked = 0;
        int failures = 0;
        double best = 0.0;
        bool scored = false;
        double secondsPerOperation = 0.0; ///< of its last finished trial, 0 = none yet
    };
    Family *pickDefault(double secondsLeft);
    Family *pickSearch(double secondsLeft);
    double affordableRows(const Family &family, const Configuration &configuration, double seconds,
                          double leastShare) const;
    double leastShareOfDefaults() const;
    double firstGuess() const;
    double predict(const Family &family, const Configuration &configuration) const;
    TrialRequest request(Family &family, Configuration configuration, std::string why);

    DataShape m_shape;
    int m_fitsPerTrial;
    std::uint64_t m_seed;
    std::vector<Family> m_families;
    std::vector<std::string> m_names;
    std::vector<std::string> m_notes;
    int m_nextTrial = 0;
};

} // namespace leptune
