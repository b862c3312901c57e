// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/sampler.h"

#include <optional>
#include <vector>

namespace leptune {

/// A trial that a sampler was told of.
struct ToldTrial {
    std::vector<double> unit;    ///< as SearchSpace::encode gives it
    std::optional<double> value; ///< never NaN; nothing: it failed
    double variance = 0.0;       ///< finite
    double seconds = 0.0;        ///< finite, 0 = unknown
};

/// Trials in the order they were told. A configuration with values outside the space (of an older
/// version of it) is refused, as it would distort a model.
class ToldTrials {
public:
    /// The space has to outlive this.
    explicit ToldTrials(const SearchSpace &space) : m_space(space) {}

    /// False where refused.
    bool add(const Configuration &configuration, const Outcome &outcome);
    /// Another outcome for the trial at that place.
    void change(std::size_t place, const Outcome &outcome);
    std::size_t size() const { return m_trials.size(); }
    const ToldTrial &operator[](std::size_t i) const { return m_trials[i]; }
    /// With a finite value.
    std::size_t successes() const { return m_successes; }
    /// Indices; failed ones last, equal ones as told.
    std::vector<std::size_t> bestFirst() const;
    /// All indices, or where there are more than both together the best and the latest ones, in the
    /// order they were told.
    std::vector<std::size_t> bestAndLatest(std::size_t best, std::size_t latest) const;

private:
    static void setOutcome(ToldTrial &told, const Outcome &outcome);
    bool fits(const Configuration &configuration) const;

    const SearchSpace &m_space;
    std::vector<ToldTrial> m_trials;
    std::size_t m_successes = 0;
};

} // namespace leptune
