// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"
#include "core/neural/state_archive.h"

#include <chrono>
#include <functional>
#include <optional>

namespace leptune::neural {

/// Gives out the state of one training and takes it in again, under a mark of its data and options:
/// bytes of another training, another version, or that are damaged are never taken in.
class Checkpoints {
public:
    /// Names the whole state of the training.
    using Exchange = std::function<void(StateArchive &)>;

    /// All of them outlive it.
    Checkpoints(const NetworkShape &shape, const Batchable &train, const Batchable &validation,
                const TrainOptions &options);

    /// Someone wants one, and the time for it has come.
    bool isDue() const;
    /// Does nothing where nobody wants one.
    void give(int epoch, const Exchange &exchange);
    /// True: the training goes on from where options.from has brought it. Throws
    /// std::runtime_error where that carries the right mark but something impossible.
    bool takeUp(const Exchange &exchange);

private:
    std::uint64_t mark();

    const NetworkShape &m_shape;
    const Batchable &m_train;
    const Batchable &m_validation;
    const TrainOptions &m_options;
    std::optional<std::uint64_t> m_mark;
    std::chrono::steady_clock::time_point m_given = std::chrono::steady_clock::now();
};

} // namespace leptune::neural
