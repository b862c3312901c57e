// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/neural/engine.h"
#include "core/neural/state_archive.h"
#include "core/neural/stepper.h"

#include <optional>
#include <span>
#include <vector>

namespace leptune::neural {

/// Takes a stepper through epochs of shuffled batches, at the learning rates of the schedule. Where
/// there is a time (TrainOptions::timeUsed) that would not do, parts of the schedule are left out,
/// so that it is over shortly before that time is.
class Epochs {
public:
    Epochs(Stepper &stepper, std::size_t rows, const TrainOptions &options);

    /// Mean training loss of one pass over shuffled rows, or of the rest of one that was stopped;
    /// not finite where a step's was.
    double runOne();
    /// The caller has ended it before the pass was over.
    bool wasStopped() const { return m_stopped; }
    /// A pass was stopped on its way.
    bool isUnderWay() const { return m_underWay; }
    /// Epochs of the schedule that lie behind; as many as there were, or more where time drove it.
    double position() const
    {
        return (static_cast<double>(m_steps) + m_skipped) / static_cast<double>(m_batches);
    }
    /// The last epoch that is wanted lies behind.
    bool isOver() const { return static_cast<double>(m_steps) + m_skipped >= m_last; }

    /// Between two steps, after `done` passes; into one that has taken none. The order of the rows
    /// follows from the number of passes.
    void exchange(StateArchive &archive, int done);

private:
    double factorAt(double progress) const;
    std::span<const std::int64_t> rowsOf(std::size_t batch) const;
    void beginPass();
    void keepUpWithTime();

    Stepper &m_stepper;
    const TrainOptions &m_options;
    RandomStream m_random;
    std::vector<std::int64_t> m_order;
    std::size_t m_batches = 0;
    double m_planned = 1.0; ///< steps
    double m_last = 1.0;    ///< of these, up to the last epoch that is wanted
    std::int64_t m_steps = 0;
    double m_skipped = 0.0;            ///< steps of the schedule that were left out
    std::optional<double> m_usedFirst; ///< of the time, before the first step of this sitting
    double m_stepsFirst = 0.0;         ///< of the schedule, then
    int m_batch = 0;                   ///< the next one of this pass
    double m_sum = 0.0;
    bool m_underWay = false;
    bool m_stopped = false;
};

/// Shares of its epochs in which a training with a tolerance trains the whole network, and shrinks
/// it.
constexpr double kWholeShare = 0.4, kShrinkingShare = 0.4;

} // namespace leptune::neural
