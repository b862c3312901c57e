// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/study_controller.h"

#include "core/base/clock.h"
#include "core/base/error.h"
#include "ui/words/core_words.h"

#include <algorithm>
#include <utility>

namespace leptune {

namespace {

constexpr double kSliceSeconds = 0.008; ///< of events between two paints

template <typename... Handlers>
struct Match : Handlers... {
    using Handlers::operator()...;
};
template <typename... Handlers>
Match(Handlers...) -> Match<Handlers...>;

} // namespace

StudyController::StudyController(QObject *parent) : QObject(parent) {}

StudyController::~StudyController() = default;

void StudyController::start(StudyInput input, std::function<void(const StudyRecord &)> checkpoint)
{
    const TuneOptions options = input.options;
    std::optional<StudyRecord> continued = input.continued;
    const auto wakeUp = [this] {
        QMetaObject::invokeMethod(
            this, [this] { deliver(); }, Qt::QueuedConnection);
    };
    auto study = std::make_unique<Study>(std::move(input), wakeUp, std::move(checkpoint));
    retire();
    m_study = std::move(study);
    StudyRecord before = std::exchange(m_record, continued ? *continued : StudyRecord{});
    m_replaced = continued || before.best.empty() ? std::nullopt : std::optional(std::move(before));
    m_places = placesOf(m_record);
    m_record.options = options;
    m_record.finished = false;
    m_metOtherRows = false;
    m_header = {};
    m_phase = StudyPhase::Preparing;
    m_startedAt = nowSeconds();
    m_pausedSeconds = 0.0;
    m_budgetSeconds = options.trials > 0 ? 0.0 : options.budgetSeconds;
    m_study->start();
    setState(State::Running);
    Q_EMIT recordChanged();
}

void StudyController::pause()
{
    if (m_state != State::Running)
        return;
    m_study->pause();
    m_pausedAt = nowSeconds();
    setState(State::Paused);
}

void StudyController::resume()
{
    if (m_state != State::Paused)
        return;
    m_study->resume();
    m_pausedSeconds += nowSeconds() - m_pausedAt;
    setState(State::Running);
}

void StudyController::stop()
{
    if (m_state != State::Running && m_state != State::Paused)
        return;
    resume();
    m_study->stop();
    setState(State::Stopping);
}

void StudyController::extendBudget(double seconds)
{
    if (!isActive() || m_budgetSeconds <= 0.0)
        return;
    m_study->extendBudget(seconds);
    m_budgetSeconds += seconds;
}

void StudyController::setRecord(StudyRecord record)
{
    retire();
    m_record = std::move(record);
    m_places = placesOf(m_record);
    m_header = headerOf(m_record);
    m_phase = m_record.finished ? StudyPhase::Done : StudyPhase::Preparing;
    setState(State::Idle);
    Q_EMIT recordChanged();
}

void StudyController::clear()
{
    setRecord({});
}

StudyRecord StudyController::snapshot() const
{
    return m_study ? m_study->record() : m_record;
}

double StudyController::elapsedSeconds() const
{
    if (!isActive())
        return 0.0;
    const double now = m_state == State::Paused ? m_pausedAt : nowSeconds();
    return std::max(0.0, now - m_startedAt - m_pausedSeconds);
}

double StudyController::remainingSeconds() const
{
    return isActive() ? std::max(0.0, m_budgetSeconds - elapsedSeconds()) : 0.0;
}

void StudyController::deliver()
{
    if (!m_study)
        return;
    for (StudyEvent &event : m_study->drain())
        m_waiting.push_back(std::move(event));
    work();
}

void StudyController::work()
{
    const double until = nowSeconds() + kSliceSeconds;
    while (!m_waiting.empty()) {
        const StudyEvent event = std::move(m_waiting.front());
        m_waiting.pop_front();
        apply(event); // may end the study, and with it what waits
        if (nowSeconds() > until && !m_waiting.empty()) {
            QMetaObject::invokeMethod(
                this, [this] { work(); }, Qt::QueuedConnection);
            return;
        }
    }
}

void StudyController::apply(const StudyEvent &event)
{
    applyEvent(m_record, m_places, event);
    std::visit(Match{[this](const StudyStarted &e) {
                         m_header = e;
                         Q_EMIT started(e);
                     },
                     [this](const PhaseChanged &e) {
                         m_phase = e.phase;
                         Q_EMIT phaseChanged(e.phase);
                     },
                     [this](const TrialStarted &e) { Q_EMIT trialStarted(e); },
                     [this](const TrialProgress &e) { Q_EMIT trialProgressed(e); },
                     [this](const EntryChanged &e) { Q_EMIT entryChanged(e.entry, e.worker); },
                     [this](const BestChanged &e) { Q_EMIT bestChanged(e); },
                     [this](const StudyMessage &e) { Q_EMIT messageArrived(coreWords(e.text)); },
                     [this](const StudyFinished &e) {
                         if (m_study)
                             end(e.stopped);
                     },
                     [this](const StudyFailed &e) { fail(e); }},
               event);
}

/// What was there before it started is there again.
void StudyController::fail(const StudyFailed &failure)
{
    m_metOtherRows = failure.otherRows;
    const QString reason = coreWords(failure.reason);
    retire();
    if (auto before = std::exchange(m_replaced, std::nullopt))
        setRecord(std::move(*before));
    else
        setState(State::Idle);
    Q_EMIT failed(reason);
}

void StudyController::end(bool stopped)
{
    m_replaced.reset();
    m_record = m_study->record();
    m_places = placesOf(m_record);
    retire();
    if (std::exchange(m_phase, StudyPhase::Done) != StudyPhase::Done)
        Q_EMIT phaseChanged(StudyPhase::Done);
    setState(State::Idle);
    Q_EMIT recordChanged();
    Q_EMIT finished(stopped);
}

/// Joining a study and freeing its matrices takes its time, which the window does not have; nor has
/// it that of an earlier study, which may still be at it.
void StudyController::retire()
{
    m_waiting.clear();
    if (m_study)
        m_retiring = std::jthread([study = std::move(m_study),
                                   before = std::move(m_retiring)]() mutable { study.reset(); });
}

void StudyController::setState(State state)
{
    if (std::exchange(m_state, state) != state)
        Q_EMIT stateChanged(state);
}

} // namespace leptune
