// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/budget_clock.h"
#include "core/tuning/curve_bar.h"
#include "core/tuning/executor.h"
#include "core/tuning/first_trials.h"
#include "core/tuning/fold_plan.h"
#include "core/tuning/proposer.h"
#include "core/tuning/study.h"
#include "core/tuning/study_board.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <limits>
#include <map>
#include <thread>

namespace leptune {

/// The study's own thread and what it drives.
class Study::Engine {
public:
    Engine(StudyInput input, std::function<void()> wakeUp,
           std::function<void(const StudyRecord &)> checkpoint);
    ~Engine();

    void start();
    void pause();
    void resume();
    void stop();
    void extendBudget(double seconds);
    bool isRunning() const { return m_running; }
    std::vector<StudyEvent> drain() { return m_events.drain(); }
    StudyRecord record() const;
    StudyRecord wait();

private:
    int m_trialGoal = 0;        ///< the number that ends the search, see trialsAreUp()
    std::size_t m_recipeAt = 0; ///< the step of the recipe that is next
    /// With --trials: trial t sees exactly the results of 0..t-4.
    static constexpr int kMostTrialsInFlight = 4;
    struct Finished {
        TrialRequest request;
        TrialResult result;
        int worker = -1;
    };

    void run();
    void prepare();
    FirstTrials firstTrials(const Rows &rows);
    void announce();
    void continueSaved(const StudyRecord &saved);
    void takeUpInterrupted(const StudyRecord &saved);
    void learnContinued();
    void search();
    void searchOnce();
    void fitBaseline();
    bool searchGoesOn();
    std::optional<TrialRequest> nextTrial();
    std::optional<TrialRequest> nextOfRecipe();
    void sayWhatKeepsItFromMore();
    bool trialsAreUp() const;
    bool submitMore();
    void submit(TrialRequest request);
    bool submitInterrupted();
    void setBars(TrialRequest &request) const;
    bool learnedEnough();
    void process(Finished finished);
    void renewEnsembleSometimes();
    void renewEnsemble();
    void countProgress(const TrialLesson &lesson);
    void countPromise();
    std::string whyEnough() const;
    void suggestToStop();
    bool progressHasEnded() const;
    bool searchIsOver();
    double searchSecondsLeft() const;
    double bytesLeft() const;
    double sharedBytes(std::size_t rows) const;
    bool hasMemoryToRefit(const std::vector<StudyBoard::Member> &members) const;
    double finishSeconds() const;
    double explainSeconds() const;
    double scoringSeconds() const;
    double secondsOnAllRows(const LeaderboardEntry &entry) const;
    std::vector<Finished> collect(double timeoutSeconds);
    /// Runs requests on the executor and returns their results in the order given.
    std::vector<TrialResult> runAll(const std::vector<TrialRequest> &requests,
                                    std::shared_ptr<const TrialPlan> plan);

    void finish();
    void orSay(const std::string &failed, const std::function<void()> &step);
    /// Of all sittings.
    double studySeconds() const { return m_earlierSeconds + m_clock.elapsed(); }
    void scoreRecommended();
    /// In scores: what is likely owed to it, and what is hardly less.
    struct Luck {
        double likely = 0.0, least = 0.0;
    };
    Luck luckOfLengths(const LeaderboardEntry &best, FloatMatrix &prediction);
    /// Takes from a score on the rows that chose the Model what is owed to the choice, and `luck`
    /// besides; a sentence where that is much.
    std::string correctForChoice(StudyScore &score, const LeaderboardEntry &best,
                                 const Luck &luck) const;
    /// Fits of known length for luckOfLengths(), and the seconds they should take.
    struct RescorePlan {
        std::vector<TrialRequest> requests;
        double seconds = 0.0;
    };
    RescorePlan planRescore() const;
    std::optional<FloatMatrix> rescoredAnswers(const LeaderboardEntry &best);
    std::vector<StudyBoard::Member> membersOf(const LeaderboardEntry &entry) const;
    /// How the recommended Model is fitted again on all rows, and the seconds that should take.
    struct RefitPlan {
        enum class Mode { None, SameFolds, Once } mode = Mode::None;
        double seconds = 0.0;
        double singleSeconds = 0.0; ///< of the one fit that becomes "single", 0 = none
        bool lacksMemory = false;   ///< the reason for none
    };
    RefitPlan planRefit(double mostSeconds) const;
    double mostRefitSeconds() const;
    int refitThreads(std::size_t fits) const;
    void refit();
    bool refitBest(const std::shared_ptr<const StudyData> &all, RefitPlan::Mode mode);
    void refitSingle(const std::shared_ptr<const StudyData> &all);
    void addSingle(const LeaderboardEntry &member, TrialResult fitted, std::size_t rows);
    void addSingleOf(const std::vector<StudyBoard::Member> &members,
                     std::vector<TrialResult> fitted, std::size_t rows);
    void keepEarlierRefit();
    void keepExperience();
    void explain();
    void saveCheckpoint(bool force);
    void keepRunning(StudyRecord &record) const;
    void keepCutShort(StudyRecord &record) const;
    void enter(StudyPhase phase);
    void say(std::string text) { m_events.push(StudyMessage{std::move(text)}); }
    /// Rows that chose nothing score the recommended Models.
    bool hasTest() const { return m_setup.testFeatures || !m_setup.lockedRows.empty(); }
    bool deterministic() const { return m_input.options.trials > 0; }

    StudyInput m_input;
    std::function<void(const StudyRecord &)> m_checkpoint;
    EventQueue<StudyEvent> m_events;
    BudgetClock m_clock;
    StudySetup m_setup;
    FoldChoice m_choice;
    MetaFeatures m_features; ///< what describes the data to earlier and later studies
    std::shared_ptr<const TrialPlan> m_plan;
    DataShape m_shape; ///< of the plan: what families are asked about
    std::unique_ptr<Proposer> m_proposer;
    std::unique_ptr<StudyBoard> m_board;

    mutable std::mutex m_mutex;        ///< guards m_results and m_kept
    std::condition_variable m_changed; ///< results, stop, pause
    std::deque<Finished> m_results;
    /// Where running trials are, and such as ended too late to be heard; by name.
    std::map<std::string, std::pair<TrialRequest, FitStates>> m_kept;
    std::atomic<bool> m_stop = false;
    std::stop_source m_stopSource; ///< the same, for what asks a token
    std::atomic<bool> m_paused = false;
    std::atomic<const StudyBoard *> m_visibleBoard =
        nullptr; ///< set once, when m_board may be read
    std::atomic<Executor *> m_visibleExecutor = nullptr;
    std::atomic<bool> m_running = false;

    /// Trials that finished before an earlier one (--trials).
    std::map<int, std::pair<TrialRequest, TrialLesson>> m_outOfOrder;
    FoldHistory m_folds;
    CurveHistory m_curves;
    bool m_suggested = false;  ///< that more time would hardly help
    int m_negligibleGains = 0; ///< proposals in a row that promised less than the folds' noise
    std::vector<InterruptedTrial> m_interrupted; ///< of an earlier sitting, to be continued first
    int m_continuing = 0;                        ///< of them, those that run now
    int m_told = 0;                              ///< trials 0..m_told-1 were learned from
    double m_memoryLimit = 0.0;                  ///< bytes of this process
    double m_bytesInFlight = 0.0;                ///< predicted for the running trials
    int m_inFlight = 0; ///< submitted and not collected; study's thread only
    int m_sinceBest = 0;
    double m_bestTold = -std::numeric_limits<double>::infinity(); ///< trials since the best changed
    double m_ensembleSeconds = 0.0;
    double m_ensembleAt = -1.0;
    bool m_ensembleIsFresh = false; ///< chosen among all that is finished
    double m_checkpointSeconds = 0.0;
    double m_checkpointAt = 0.0;
    double m_earlierSeconds = 0.0; ///< spent in earlier sittings
    std::exception_ptr m_failure;
    std::unique_ptr<Executor> m_executor;
    std::jthread m_thread; ///< last: joined first
};

} // namespace leptune
