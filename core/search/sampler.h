// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/search_space.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace leptune {

/// How a trial ended. `value` is higher-is-better; nothing = failed. `variance` of the value
/// (folds), 0 = unknown; `seconds` it took, for cost-aware search.
struct Outcome {
    std::optional<double> value;
    double variance = 0.0;
    double seconds = 0.0;
};

/// Ask/tell optimiser, always maximising. Trials may be told in any order and many may be pending.
/// Not thread-safe; deterministic: the same seed and the same sequence of calls give the same
/// answers. No configuration is proposed twice before a finite space is used up.
class Sampler {
public:
    virtual ~Sampler() = default;
    /// Proposes the configuration of trial `trial` (numbered by the caller, each once).
    virtual Configuration ask(std::uint64_t trial) = 0;
    /// Reports a trial, also one that was never asked for (warm start). A value that is NaN counts
    /// as failed; a configuration with values outside the space is not learned from.
    virtual void tell(std::uint64_t trial, const Configuration &configuration,
                      const Outcome &outcome) = 0;
    /// A told trial counts otherwise now (what it is worth depends on the others). Ignored where
    /// the trial is unknown or the sampler can't.
    virtual void retell(std::uint64_t, const Outcome &) {}
    /// From now on the expected gain counts per cost of the configuration (above 0, any unit), to
    /// the power of `weight`: 0 = what it costs does not matter (Snoek et al. 2012, cooled as by
    /// Lee et al. 2020). Ignored where the sampler can't.
    virtual void priceBy(std::function<double(const Configuration &)>, double /*weight*/) {}
    /// From now on a configuration that is refused is proposed only where nothing else is found
    /// that promises anything; an empty function: none is. Ignored where the sampler can't.
    virtual void refuse(std::function<bool(const Configuration &)>) {}
    /// Log of expected gain of the best unseen candidate at the last ask; nothing where unknown.
    virtual std::optional<double> expectedGain() const { return std::nullopt; }
};

/// Uniform draws.
std::unique_ptr<Sampler> makeRandomSampler(SearchSpace space, std::uint64_t seed);
/// Gaussian process (Matern-5/2 ARD, log expected improvement; Ament et al. 2023); beyond 500 told
/// trials it asks a TPE that was told the same. `startupTrials` draws of a Latin hypercube first
/// (default 8 + dimensions / 4 where 0); told trials count as startup (warm start).
std::unique_ptr<Sampler> makeGaussianProcessSampler(SearchSpace space, std::uint64_t seed,
                                                    int startupTrials = 0);
/// Tree-structured Parzen estimator, multivariate and grouped by activity (Bergstra et al. 2011;
/// Watanabe 2023): a few milliseconds a proposal at any number of trials.
std::unique_ptr<Sampler> makeTpeSampler(SearchSpace space, std::uint64_t seed,
                                        int startupTrials = 0);

} // namespace leptune
