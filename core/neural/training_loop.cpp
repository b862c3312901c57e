// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/training_loop.h"

#include "core/base/random.h"
#include "core/neural/schedule.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace leptune::neural {

namespace {

class Epochs {
public:
    Epochs(Stepper &stepper, std::size_t rows, const TrainOptions &options)
        : m_stepper(stepper), m_options(options), m_random(options.seed, 1), m_order(rows)
    {
        std::iota(m_order.begin(), m_order.end(), std::int64_t{0});
        const auto batch = static_cast<std::size_t>(options.batchSize);
        m_batches = (rows + batch - 1) / batch;
        m_planned = static_cast<double>(m_batches) * std::max(1, options.epochs);
    }

    bool wasStopped() const { return m_stopped; }

    /// Mean training loss of one pass over shuffled rows; not finite where a step's was.
    double runOne()
    {
        m_random.shuffle(std::span<std::int64_t>(m_order));
        double sum = 0.0;
        for (std::size_t batch = 0; batch < m_batches; ++batch) {
            if (m_options.shouldEnd && m_options.shouldEnd()) {
                m_stopped = true;
                return 0.0;
            }
            const double progress = static_cast<double>(m_steps++) / m_planned;
            const double rate =
                m_options.learningRate * scheduleFactor(m_options.schedule, progress);
            const double loss = m_stepper.step(rowsOf(batch), rate, progress);
            if (!std::isfinite(loss))
                return loss;
            sum += loss;
        }
        return sum / static_cast<double>(m_batches);
    }

private:
    /// Batches of equal size (to one row): a small last batch would be a noisy step.
    std::span<const std::int64_t> rowsOf(std::size_t batch) const
    {
        const std::size_t begin = m_order.size() * batch / m_batches;
        const std::size_t end = m_order.size() * (batch + 1) / m_batches;
        return std::span(m_order).subspan(begin, end - begin);
    }

    Stepper &m_stepper;
    const TrainOptions &m_options;
    RandomStream m_random;
    std::vector<std::int64_t> m_order;
    std::size_t m_batches = 0;
    double m_planned = 1.0; ///< steps
    std::int64_t m_steps = 0;
    bool m_stopped = false;
};

TrainResult explosion(int epoch)
{
    TrainResult result;
    result.failure = "the loss became NaN in epoch " + std::to_string(epoch) +
                     "; a lower learning rate may help";
    return result;
}

} // namespace

TrainResult runEpochs(Stepper &stepper, std::size_t rows, bool validates,
                      const TrainOptions &options)
{
    TrainResult result;
    result.validationLoss = std::numeric_limits<double>::quiet_NaN();
    Epochs epochs(stepper, rows, options);
    bool wasFinal = false; // after the epoch before
    for (int epoch = 1; epoch <= options.epochs; ++epoch) {
        const double trainLoss = epochs.runOne();
        if (epochs.wasStopped())
            break;
        const double loss = stepper.validationLoss();
        if (!std::isfinite(trainLoss) || (validates && !std::isfinite(loss)))
            return explosion(epoch);
        result.epochs = epoch;
        if (options.onEpoch)
            options.onEpoch(epoch, trainLoss, loss);
        const bool comparable = wasFinal && stepper.isFinal();
        wasFinal = stepper.isFinal();
        if (!validates || !comparable || result.bestEpoch == 0 || loss < result.validationLoss) {
            result.bestEpoch = epoch;
            result.validationLoss = loss;
            stepper.keep();
        } else if (options.patience > 0 && epoch - result.bestEpoch >= options.patience) {
            break;
        }
    }
    result.cutShort = epochs.wasStopped();
    return result;
}

} // namespace leptune::neural
