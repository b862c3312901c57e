// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/training_loop.h"

#include "core/base/random.h"
#include "core/neural/schedule.h"
#include "core/neural/shrink_controller.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

namespace leptune::neural {

namespace {

// Of a training with a tolerance: shares of its epochs, and of the learning rate.
constexpr double kWholeShare = 0.4, kShrinkingShare = 0.4, kShrinkingRate = 0.5;

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
            const double rate = m_options.learningRate * factorAt(progress);
            const double loss = m_stepper.step(rowsOf(batch), rate, progress);
            if (!std::isfinite(loss))
                return loss;
            sum += loss;
        }
        return sum / static_cast<double>(m_batches);
    }

private:
    double factorAt(double progress) const
    {
        if (m_options.compression.tolerance <= 0.0)
            return scheduleFactor(m_options.schedule, progress);
        return progress < kWholeShare
                   ? scheduleFactor(m_options.schedule, progress / kWholeShare)
                   : kShrinkingRate * scheduleFactor(Schedule::Cosine, (progress - kWholeShare) /
                                                                           (1.0 - kWholeShare));
    }
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
            result.weightBits = stepper.weightBits();
            stepper.keep();
        } else if (options.patience > 0 && epoch - result.bestEpoch >= options.patience) {
            break;
        }
    }
    result.cutShort = epochs.wasStopped();
    return result;
}

namespace {

/// A training that shrinks the network as far as the loss allows.
class ToleranceRun {
public:
    ToleranceRun(Stepper &stepper, std::size_t rows, const TrainOptions &options,
                 double constantLoss)
        : m_stepper(stepper),
          m_options(options),
          m_constantLoss(constantLoss),
          m_epochs(stepper, rows, options),
          m_whole(static_cast<int>(std::lround(kWholeShare * options.epochs))),
          m_shrinking(static_cast<int>(std::lround(kShrinkingShare * options.epochs)))
    {
    }

    TrainResult run()
    {
        for (int epoch = 1; epoch <= m_options.epochs; ++epoch) {
            prepare(epoch);
            const double trainLoss = m_epochs.runOne();
            if (m_epochs.wasStopped())
                break;
            const double loss = m_stepper.validationLoss();
            if (!std::isfinite(trainLoss) || !std::isfinite(loss))
                return explosion(epoch);
            m_result.epochs = epoch;
            if (m_options.onEpoch)
                m_options.onEpoch(epoch, trainLoss, loss);
            learn(epoch, loss);
        }
        m_result.cutShort = m_epochs.wasStopped();
        return m_result;
    }

private:
    bool isShrinking(int epoch) const { return epoch > m_whole && epoch <= m_whole + m_shrinking; }
    void prepare(int epoch)
    {
        if (epoch == m_whole + 1) {
            const double gain = std::max(0.0, m_constantLoss - m_result.validationLoss);
            m_result.lossLimit = m_result.validationLoss + m_options.compression.tolerance * gain;
            m_controller.emplace(m_result.lossLimit, m_shrinking);
        }
        if (isShrinking(epoch))
            m_stepper.shrinkTo(m_controller->level());
        if (epoch == m_whole + m_shrinking + 1) {
            m_stepper.shrinkTo(m_controller->lastGood());
            m_stepper.freeze();
        }
    }
    /// While it shrinks, what is smaller and good enough is kept; before and after, what is better.
    void learn(int epoch, double loss)
    {
        if (isShrinking(epoch))
            m_controller->report(loss);
        const bool wanted = isShrinking(epoch)
                                ? loss <= m_result.lossLimit
                                : m_result.bestEpoch == 0 || loss < m_result.validationLoss;
        if (!wanted)
            return;
        m_result.bestEpoch = epoch;
        m_result.validationLoss = loss;
        m_result.weightBits = m_stepper.weightBits();
        m_stepper.keep();
    }

    Stepper &m_stepper;
    const TrainOptions &m_options;
    double m_constantLoss;
    Epochs m_epochs;
    int m_whole, m_shrinking;
    std::optional<ShrinkController> m_controller;
    TrainResult m_result;
};

} // namespace

TrainResult runWithTolerance(Stepper &stepper, std::size_t rows, const TrainOptions &options,
                             double constantLoss)
{
    return ToleranceRun(stepper, rows, options, constantLoss).run();
}

} // namespace leptune::neural
