// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/neural/engine.h"
#include "core/neural/state_archive.h"
#include "core/neural/stepper.h"

#include <span>
#include <vector>

namespace leptune::neural {

/// Takes a stepper through epochs of shuffled batches, at the learning rates of the schedule.
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

    /// Between two steps, after `done` passes; into one that has taken none. The order of the rows
    /// follows from the number of passes.
    void exchange(StateArchive &archive, int done);

private:
    double factorAt(double progress) const;
    std::span<const std::int64_t> rowsOf(std::size_t batch) const;
    void beginPass();

    Stepper &m_stepper;
    const TrainOptions &m_options;
    RandomStream m_random;
    std::vector<std::int64_t> m_order;
    std::size_t m_batches = 0;
    double m_planned = 1.0; ///< steps
    std::int64_t m_steps = 0;
    int m_batch = 0; ///< the next one of this pass
    double m_sum = 0.0;
    bool m_underWay = false;
    bool m_stopped = false;
};

/// Shares of its epochs in which a training with a tolerance trains the whole network, and shrinks
/// it.
constexpr double kWholeShare = 0.4, kShrinkingShare = 0.4;

} // namespace leptune::neural
