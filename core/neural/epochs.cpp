// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/epochs.h"

#include "core/neural/schedule.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace leptune::neural {

namespace {

constexpr double kShrinkingRate = 0.5; // of the learning rate, with a tolerance
/// Of the time, for the schedule; the rest is for what follows it.
constexpr double kTimeForSchedule = 0.9;

int lastEpochOf(const TrainOptions &options)
{
    const int planned = std::max(1, options.epochs);
    return options.lastEpoch > 0 ? std::min(options.lastEpoch, planned) : planned;
}

} // namespace

Epochs::Epochs(Stepper &stepper, std::size_t rows, const TrainOptions &options)
    : m_stepper(stepper), m_options(options), m_random(options.seed, 1), m_order(rows)
{
    std::iota(m_order.begin(), m_order.end(), std::int64_t{0});
    const auto batch = static_cast<std::size_t>(options.batchSize);
    m_batches = (rows + batch - 1) / batch;
    m_planned = static_cast<double>(m_batches) * std::max(1, options.epochs);
    m_last = static_cast<double>(m_batches) * lastEpochOf(options);
}

void Epochs::beginPass()
{
    m_random.shuffle(std::span<std::int64_t>(m_order));
    m_batch = 0;
    m_sum = 0.0;
    m_underWay = true;
}

/// At least as much of the schedule lies behind as of the time.
void Epochs::keepUpWithTime()
{
    const bool becomesAnother =
        m_options.compression.any() || m_options.compression.activationBits > 0;
    if (!m_options.timeUsed || !becomesAnother)
        return;
    const double used = m_options.timeUsed();
    if (!m_usedFirst) {
        m_usedFirst = used;
        m_stepsFirst = static_cast<double>(m_steps) + m_skipped;
    }
    const double share = std::clamp(
        (used - *m_usedFirst) / std::max(1e-9, kTimeForSchedule - *m_usedFirst), 0.0, 1.0);
    const double due = m_stepsFirst + share * (m_last - m_stepsFirst);
    m_skipped = std::max(m_skipped, due - static_cast<double>(m_steps));
}

double Epochs::runOne()
{
    if (!m_underWay)
        beginPass();
    constexpr double kJustBeforeTheEnd = 1.0 - 1e-9;
    while (static_cast<std::size_t>(m_batch) < m_batches) {
        if (m_options.shouldEnd && m_options.shouldEnd()) {
            m_stopped = true;
            m_sum += m_stepper.takeOwedLosses();
            return 0.0;
        }
        keepUpWithTime();
        const double progress =
            std::min((static_cast<double>(m_steps) + m_skipped) / m_planned, kJustBeforeTheEnd);
        ++m_steps;
        const double rate = m_options.learningRate * factorAt(progress);
        const double loss =
            m_stepper.step(rowsOf(static_cast<std::size_t>(m_batch)), rate, progress);
        if (!std::isfinite(loss))
            return loss;
        m_sum += loss;
        ++m_batch;
        if (m_skipped > 0.0 && isOver())
            break;
    }
    m_underWay = false;
    m_sum += m_stepper.takeOwedLosses();
    return m_sum / static_cast<double>(m_batch);
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
    archive.value(m_skipped);
    StateArchive::require(m_skipped >= 0.0 && m_skipped <= m_planned);
    m_steps = static_cast<std::int64_t>(done) * static_cast<std::int64_t>(m_batches) +
              (underWay ? m_batch : 0);
}

} // namespace leptune::neural
