// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study.h"
#include "ui/session/live_record.h"

#include <QObject>

#include <deque>
#include <memory>
#include <optional>
#include <thread>

namespace leptune {

/// The bridge between a Study and the window: turns its events into signals on the UI thread, keeps
/// the record that pages show. One burst of events costs one queued call; a long one gives way to
/// the window again and again.
class StudyController : public QObject {
    Q_OBJECT
public:
    enum class State { Idle, Running, Paused, Stopping };

    explicit StudyController(QObject *parent = nullptr);
    ~StudyController() override;

    /// Starts a study; throws Error where the input does not fit. `checkpoint` runs on the study's
    /// thread.
    void start(StudyInput input, std::function<void(const StudyRecord &)> checkpoint = {});
    void pause();
    void resume();
    void stop();
    void extendBudget(double seconds);
    /// Shows a saved study.
    void setRecord(StudyRecord record);
    void clear();

    State state() const { return m_state; }
    bool isActive() const { return m_state != State::Idle; }
    /// Built from the events while running, the full record afterwards.
    const StudyRecord &record() const { return m_record; }
    const StudyStarted &header() const { return m_header; }
    StudyPhase phase() const { return m_phase; }
    /// Seconds of the budget, paused time excluded; 0 where none runs.
    double elapsedSeconds() const;
    double remainingSeconds() const;
    /// The last study failed as it was to continue one of other rows.
    bool metOtherRows() const { return m_metOtherRows; }
    /// It ends by the clock, not by the number of its trials.
    bool isTimed() const { return m_budgetSeconds > 0.0; }
    /// What one event of the running study does; from outside for replays.
    void apply(const StudyEvent &event);
    /// Everything known now, also of a running study (for saving).
    StudyRecord snapshot() const;

Q_SIGNALS:
    void stateChanged(leptune::StudyController::State state);
    void started(const leptune::StudyStarted &header);
    void phaseChanged(leptune::StudyPhase phase);
    void trialStarted(const leptune::TrialStarted &trial);
    void trialProgressed(const leptune::TrialProgress &progress);
    void entryChanged(const leptune::LeaderboardEntry &entry, int worker);
    void bestChanged(const leptune::BestChanged &best);
    void messageArrived(const QString &text);
    /// The record was replaced as a whole (finished, loaded or cleared).
    void recordChanged();
    void finished(bool stopped);
    void failed(const QString &reason);

private:
    void deliver();
    void work();
    void end(bool stopped);
    void fail(const StudyFailed &failure);
    void retire();
    void setState(State state);

    std::jthread m_retiring;
    std::unique_ptr<Study> m_study;
    StudyRecord m_record;
    std::optional<StudyRecord> m_replaced; ///< by the running study, until that has a result
    bool m_metOtherRows = false;
    EntryPlaces m_places;             ///< of the record's entries
    std::deque<StudyEvent> m_waiting; ///< drained, not yet applied
    StudyStarted m_header;
    StudyPhase m_phase = StudyPhase::Preparing;
    State m_state = State::Idle;
    double m_startedAt = 0.0;
    double m_pausedSeconds = 0.0;
    double m_pausedAt = 0.0;
    double m_budgetSeconds = 0.0;
};

} // namespace leptune
