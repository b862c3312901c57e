// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/training_loop.h"

#include "core/neural/epochs.h"
#include "core/neural/fine_tuning.h"
#include "core/neural/neuron_cut.h"
#include "core/neural/quantised_start.h"
#include "core/neural/shrink_controller.h"
#include "core/neural/weight_size.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace leptune::neural {

namespace {

TrainResult explosion(double loss, int epoch)
{
    TrainResult result;
    result.failure = std::string("the loss became ") + (std::isnan(loss) ? "NaN" : "infinite") +
                     " in epoch " + std::to_string(epoch) + "; a lower learning rate may help";
    return result;
}

/// What all trainings do epoch by epoch; what is kept and when they end is up to each.
class TrainingRun {
public:
    TrainingRun(Stepper &stepper, std::size_t rows, bool validates, const TrainOptions &options,
                Checkpoints &checkpoints)
        : m_stepper(stepper),
          m_options(options),
          m_checkpoints(checkpoints),
          m_validates(validates),
          m_rows(rows),
          m_epochs(stepper, rows, options)
    {
        m_result.validationLoss = std::numeric_limits<double>::quiet_NaN();
    }
    virtual ~TrainingRun() = default;

    TrainResult run()
    {
        if (m_checkpoints.takeUp([this](StateArchive &archive) { exchange(archive); }))
            m_result.continuedFrom = done();
        while (!m_ended && !wasStopped())
            if (!runEpoch())
                return explosion(m_lost, m_result.epochs + 1);
        m_result.cutShort = wasStopped() || endedByTime();
        give();
        return m_result;
    }

protected:
    /// Before the first step of an epoch.
    virtual void prepare(int) {}
    /// After an epoch: keep() or not. False: it was the last one.
    virtual bool learn(int epoch, double loss) = 0;
    virtual void exchangeOwn(StateArchive &) {}

    void keep(int epoch, double loss)
    {
        m_result.bestEpoch = epoch;
        m_result.bestOfSchedule =
            std::clamp(static_cast<int>(std::lround(schedulePosition())), epoch, m_options.epochs);
        m_result.validationLoss = loss;
        m_result.weightBits = m_stepper.weightBits();
        m_stepper.keep();
    }

    /// Epochs of the schedule that lie behind.
    double schedulePosition() const { return m_epochs.position(); }

    Stepper &m_stepper;
    const TrainOptions &m_options;
    TrainResult m_result;

private:
    bool wasStopped() { return m_tuning ? m_tuning->epochs().wasStopped() : m_epochs.wasStopped(); }

    bool endedByTime() const { return m_epochs.isOver() && m_result.epochs < lastEpoch(); }

    /// False: a loss was not finite.
    bool runEpoch()
    {
        if (m_tuning) {
            fineTune();
            return true;
        }
        const int epoch = m_result.epochs + 1;
        if (!m_epochs.isUnderWay())
            prepare(epoch);
        const double trainLoss = m_epochs.runOne();
        if (m_epochs.wasStopped())
            return true;
        const double loss =
            m_stepper.validationLoss(m_options.reportsOutputs ? &m_outputs : nullptr);
        m_lost = std::isfinite(trainLoss) ? loss : trainLoss;
        if (!std::isfinite(trainLoss) || (m_validates && !std::isfinite(loss)))
            return false;
        m_result.epochs = epoch;
        report(trainLoss, loss);
        m_ended = !learn(epoch, loss) || m_epochs.isOver();
        if (m_ended && m_options.compression.activationBits > 0 && m_result.bestEpoch > 0)
            beginFineTuning();
        if (!m_ended && m_checkpoints.isDue())
            give();
        return true;
    }
    /// What was trained counts first: by codes of the ranges as they are.
    void beginFineTuning()
    {
        m_ended = false;
        m_stepper.quantise(m_result.weightBits);
        m_tuning.emplace(m_stepper, m_rows, m_options, m_result.epochs);
        m_result.validationLoss = m_stepper.validationLoss(nullptr);
        m_stepper.keep();
    }
    /// An epoch that loses what was trained only ends it.
    void fineTune()
    {
        const double trainLoss = m_tuning->epochs().runOne();
        if (m_tuning->epochs().wasStopped())
            return;
        const double loss =
            m_stepper.validationLoss(m_options.reportsOutputs ? &m_outputs : nullptr);
        const bool isFinite = std::isfinite(trainLoss) && (!m_validates || std::isfinite(loss));
        m_ended = !isFinite || ++m_result.fineTuningEpochs >= m_tuning->planned();
        if (!isFinite)
            return;
        report(trainLoss, loss);
        if (!m_validates || loss < m_result.validationLoss) {
            m_result.validationLoss = loss;
            m_stepper.keep();
        }
        if (!m_ended && m_checkpoints.isDue())
            give();
    }
    int done() const { return m_result.epochs + m_result.fineTuningEpochs; }
    int lastEpoch() const
    {
        const int wanted = m_options.lastEpoch;
        return wanted > 0 ? std::min(wanted, m_options.epochs) : m_options.epochs;
    }
    void report(double trainLoss, double loss)
    {
        if (!m_options.onEpoch)
            return;
        EpochReport report;
        report.epoch = done();
        report.trainLoss = trainLoss;
        report.validationLoss = loss;
        report.validationOutputs = m_outputs;
        m_watch.tell(m_stepper, report, m_tuning ? m_ended : m_epochs.isOver());
        m_options.onEpoch(report);
    }
    void give()
    {
        m_checkpoints.give(done(), [this](StateArchive &archive) { exchange(archive); });
    }
    void exchange(StateArchive &archive)
    {
        archive.value(m_ended);
        archive.value(m_result.epochs, 0, m_options.epochs);
        archive.value(m_result.bestEpoch, 0, m_result.epochs);
        archive.value(m_result.bestOfSchedule, m_result.bestEpoch, m_options.epochs);
        archive.value(m_result.validationLoss);
        archive.value(m_result.lossLimit);
        archive.value(m_result.weightBits, 0, 8);
        archive.value(m_result.fineTuningEpochs, 0, m_options.epochs);
        exchangeKept(archive);
        if (m_ended)
            return;
        bool tunes = m_tuning.has_value();
        archive.value(tunes);
        m_stepper.exchange(archive);
        if (tunes) {
            if (!m_tuning)
                m_tuning.emplace(m_stepper, m_rows, m_options, m_result.epochs);
            StateArchive::require(m_result.fineTuningEpochs < m_tuning->planned());
            m_tuning->epochs().exchange(archive, m_result.fineTuningEpochs);
            return;
        }
        StateArchive::require(m_result.epochs < m_options.epochs);
        m_epochs.exchange(archive, m_result.epochs);
        exchangeOwn(archive);
    }

    void exchangeKept(StateArchive &archive)
    {
        KeptNetwork kept = m_stepper.kept();
        archive.value(kept.isQuantised);
        if (kept.isQuantised)
            kept.shape = withoutNorms(kept.shape);
        exchangeWidths(archive, kept.shape);
        archive.floats(kept.parameters);
        StateArchive::require(kept.parameters.empty() == (m_result.bestEpoch == 0));
        if (archive.reads() && !kept.parameters.empty())
            m_stepper.setKept(std::move(kept));
    }

    Checkpoints &m_checkpoints;
    bool m_validates;
    std::size_t m_rows;
    Epochs m_epochs;
    std::optional<FineTuning> m_tuning;
    WeightWatch m_watch;
    std::vector<float> m_outputs;
    double m_lost = 0.0; ///< the loss of the last epoch that is not finite, where one is not
    bool m_ended = false;
};

/// Keeps the best epoch of those that are as small as was asked for.
class PlainRun final : public TrainingRun {
public:
    PlainRun(Stepper &stepper, std::size_t rows, bool validates, const TrainOptions &options,
             Checkpoints &checkpoints)
        : TrainingRun(stepper, rows, validates, options, checkpoints), m_validates(validates)
    {
    }

private:
    bool learn(int epoch, double loss) override
    {
        const bool comparable = m_wasFinal && m_stepper.isFinal();
        m_wasFinal = m_stepper.isFinal();
        if (!comparable)
            m_before[0] = m_before[1] = loss;
        // An epoch's luck with few validation rows shows in those around it.
        const double judged = std::max({loss, m_before[0], m_before[1]});
        m_before[0] = std::exchange(m_before[1], loss);
        if (!m_validates || !comparable || m_result.bestEpoch == 0 || judged < m_best) {
            keep(epoch, loss);
            m_best = judged;
            return true;
        }
        return m_options.patience <= 0 || epoch - m_result.bestEpoch < m_options.patience;
    }
    void exchangeOwn(StateArchive &archive) override
    {
        archive.value(m_wasFinal);
        for (double *loss : {&m_before[0], &m_before[1], &m_best})
            archive.value(*loss);
    }

    bool m_validates;
    bool m_wasFinal = false;         // after the epoch before
    double m_before[2] = {0.0, 0.0}; ///< losses of the two epochs before
    double m_best = 0.0;             ///< worst loss of the kept epoch and the two before it
};

/// Shrinks the network as far as the loss allows.
class ToleranceRun final : public TrainingRun {
public:
    ToleranceRun(Stepper &stepper, std::size_t rows, const TrainOptions &options,
                 Checkpoints &checkpoints, double constantLoss)
        : TrainingRun(stepper, rows, true, options, checkpoints),
          m_constantLoss(constantLoss),
          m_whole(static_cast<int>(std::lround(kWholeShare * options.epochs))),
          m_shrinking(static_cast<int>(std::lround(kShrinkingShare * options.epochs)))
    {
    }

private:
    enum class Phase { Whole, Shrinking, Settling };

    void prepare(int epoch) override
    {
        const Phase due = phaseAt(schedulePosition());
        if (m_phase == Phase::Whole && due != Phase::Whole)
            beginShrinking(epoch - 1);
        else if (m_phase == Phase::Shrinking && due == Phase::Settling)
            beginSettling();
        if (m_phase == Phase::Shrinking)
            m_stepper.shrinkTo(m_controller->level());
    }
    Phase phaseAt(double position) const
    {
        const auto epoch = static_cast<int>(position);
        if (epoch < m_whole)
            return Phase::Whole;
        return epoch < m_whole + m_shrinking ? Phase::Shrinking : Phase::Settling;
    }
    /// After so many epochs; it has fewer than planned where time drives the schedule.
    void beginShrinking(int epochs)
    {
        m_phase = Phase::Shrinking;
        const double gain = std::max(0.0, m_constantLoss - m_result.validationLoss);
        m_result.lossLimit = m_result.validationLoss + m_options.compression.tolerance * gain;
        const double pace = epochs / std::max(1.0, schedulePosition());
        m_controller.emplace(m_result.lossLimit, static_cast<int>(std::lround(m_shrinking * pace)));
    }
    void beginSettling()
    {
        m_phase = Phase::Settling;
        m_stepper.shrinkTo(m_controller->lastGood());
        m_stepper.freeze();
    }
    /// While it shrinks, what is smaller and good enough is kept; before and after, what is better.
    bool learn(int epoch, double loss) override
    {
        const bool isGood = m_phase == Phase::Shrinking && loss <= m_result.lossLimit;
        if (m_phase == Phase::Shrinking) {
            m_controller->report(loss);
            // The level will never fall below this one again.
            if (isGood)
                m_stepper.settle();
        }
        if (m_phase == Phase::Shrinking ? isGood
                                        : m_result.bestEpoch == 0 || loss < m_result.validationLoss)
            keep(epoch, loss);
        return true;
    }
    void exchangeOwn(StateArchive &archive) override
    {
        int phase = static_cast<int>(m_phase);
        archive.value(phase, static_cast<int>(Phase::Whole), static_cast<int>(Phase::Settling));
        m_phase = static_cast<Phase>(phase);
        if (m_phase == Phase::Whole)
            return;
        if (!m_controller)
            m_controller.emplace(m_result.lossLimit, m_shrinking);
        m_controller->exchange(archive);
    }

    double m_constantLoss;
    int m_whole, m_shrinking;
    Phase m_phase = Phase::Whole;
    std::optional<ShrinkController> m_controller;
};

} // namespace

TrainResult runEpochs(Stepper &stepper, std::size_t rows, bool validates,
                      const TrainOptions &options, Checkpoints &checkpoints)
{
    return PlainRun(stepper, rows, validates, options, checkpoints).run();
}

TrainResult runWithTolerance(Stepper &stepper, std::size_t rows, const TrainOptions &options,
                             Checkpoints &checkpoints, double constantLoss)
{
    return ToleranceRun(stepper, rows, options, checkpoints, constantLoss).run();
}

} // namespace leptune::neural
