// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/epochs.h"

#include "core/neural/schedule.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace leptune::neural {

namespace {

constexpr double kShrinkingRate = 0.5; // of the learning rate, with a tolerance

} // namespace

Epochs::Epochs(Stepper &stepper, std::size_t rows, const TrainOptions &options)
    : m_stepper(stepper), m_options(options), m_random(options.seed, 1), m_order(rows)
{
    std::iota(m_order.begin(), m_order.end(), std::int64_t{0});
    const auto batch = static_cast<std::size_t>(options.batchSize);
    m_batches = (rows + batch - 1) / batch;
    m_planned = static_cast<double>(m_batches) * std::max(1, options.epochs);
}

void Epochs::beginPass()
{
    m_random.shuffle(std::span<std::int64_t>(m_order));
    m_batch = 0;
    m_sum = 0.0;
    m_underWay = true;
}

double Epochs::runOne()
{
    if (!m_underWay)
        beginPass();
    for (; static_cast<std::size_t>(m_batch) < m_batches; ++m_batch) {
        if (m_options.shouldEnd && m_options.shouldEnd()) {
            m_stopped = true;
            m_sum += m_stepper.takeOwedLosses();
            return 0.0;
        }
        const double progress = static_cast<double>(m_steps++) / m_planned;
        const double rate = m_options.learningRate * factorAt(progress);
        const double loss =
            m_stepper.step(rowsOf(static_cast<std::size_t>(m_batch)), rate, progress);
        if (!std::isfinite(loss))
            return loss;
        m_sum += loss;
    }
    m_underWay = false;
    m_sum += m_stepper.takeOwedLosses();
    return m_sum / static_cast<double>(m_batches);
}

double Epochs::factorAt(double progress) const
{
    if (m_options.compression.tolerance <= 0.0)
        return scheduleFactor(m_options.schedule, progress);
    return progress < kWholeShare
               ? scheduleFactor(m_options.schedule, progress / kWholeShare)
               : kShrinkingRate * scheduleFactor(Schedule::Cosine,
                                                 (progress - kWholeShare) / (1.0 - kWholeShare));
}

/// Batches of equal size (to one row): a small last batch would be a noisy step.
std::span<const std::int64_t> Epochs::rowsOf(std::size_t batch) const
{
    const std::size_t begin = m_order.size() * batch / m_batches;
    const std::size_t end = m_order.size() * (batch + 1) / m_batches;
    return std::span(m_order).subspan(begin, end - begin);
}

void Epochs::exchange(StateArchive &archive, int done)
{
    bool underWay = m_underWay;
    archive.value(underWay);
    if (archive.reads()) {
        for (int pass = 0; pass < done + (underWay ? 1 : 0); ++pass)
            beginPass();
        m_underWay = underWay;
    }
    archive.value(m_batch, 0, static_cast<int>(m_batches));
    archive.value(m_sum);
    m_steps = static_cast<std::int64_t>(done) * static_cast<std::int64_t>(m_batches) +
              (underWay ? m_batch : 0);
}

} // namespace leptune::neural
