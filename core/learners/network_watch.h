// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"
#include "core/neural/engine.h"
#include "core/neural/time_share.h"

#include <functional>
#include <limits>
#include <span>

namespace leptune {

/// Between a fit's context and the engine that trains for it: where the training begins, what is
/// told of it on its way, and what is kept of it when it is stopped.
class NetworkWatch {
public:
    /// Outputs of the last layer for a row become the answer that the metric is measured of.
    using ToAnswer = std::function<void(std::span<float> row)>;

    /// The context outlives it. `validates`: validation rows are those that the fit was given.
    NetworkWatch(const FitContext &context, int outputs, bool validates, ToAnswer toAnswer);
    NetworkWatch(const NetworkWatch &) = delete;
    NetworkWatch &operator=(const NetworkWatch &) = delete;

    /// Has to outlive the training with these options.
    void attach(neural::TrainOptions &options);

private:
    void tell(const neural::EpochReport &report);
    FloatMatrix answers(std::span<const float> outputs) const;

    const FitContext &m_context;
    std::size_t m_outputs;
    bool m_validates;
    ToAnswer m_toAnswer;
    neural::Checkpoint m_from;
    int m_epochs = 0;
    /// At the metric, beside those when the loss is the least so far: a hundredth of the time.
    neural::TimeShare m_looks{0.01};
    double m_leastLoss = std::numeric_limits<double>::infinity();
    double m_metric = std::numeric_limits<double>::quiet_NaN(); ///< as measured last
};

/// Softmax.
void toProbabilities(std::span<float> row);

} // namespace leptune
