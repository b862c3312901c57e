// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace leptune {

enum class RungDecision {
    Continue, ///< go on: the next rung is not reached, or the trial is among the best of this one
    Pause,    ///< keep what it has: it may be promoted once others did worse
    Stop      ///< it will not catch up, or it is done
};

/// Asynchronous successive halving (ASHA; Li et al. 2020) over any fidelity (rows, rounds, epochs,
/// folds): a trial goes on from a rung where it is among the best 1/factor of those that reached
/// it. Between rungs a trial stops where its extrapolated curve has less than a 5 % chance of
/// beating the best value at full fidelity. Values are higher is better. Knows no threads and no
/// clock; the same reports in the same order give the same decisions.
class HalvingScheduler {
public:
    /// Rungs at `least` times powers of `factor`, and at `greatest`. Throws Error(BadOption) unless
    /// 0 < least <= greatest and factor > 1, all finite.
    HalvingScheduler(double least, double greatest, double factor = 3.0);

    const std::vector<double> &rungs() const { return m_rungs; }
    /// A trial got `value` at `fidelity` (growing from report to report of one trial); NaN =
    /// failed.
    RungDecision report(std::uint64_t trial, double fidelity, double value);
    /// The paused trial that has become good enough to go on, best rung first; it counts as running
    /// again. Nothing where none has.
    std::optional<std::uint64_t> promote();

private:
    struct Run {
        std::vector<std::pair<double, double>> curve;
        std::size_t rung = 0; ///< the next one to reach
        bool paused = false;
        bool ended = false;
    };
    bool isGood(std::size_t rung, std::uint64_t trial) const;
    bool isHopeless(const Run &run) const;

    std::vector<double> m_rungs;
    double m_factor;
    std::map<std::uint64_t, Run> m_runs;
    std::vector<std::map<std::uint64_t, double>> m_reached; ///< a rung: values there
};

} // namespace leptune
