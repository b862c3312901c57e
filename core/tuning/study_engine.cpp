// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/study_engine.h"

#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/base/parallel.h"
#include "core/learners/network_device.h"
#include "core/learners/registry.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

constexpr double kEnsembleShare = 0.05; // of the time since the last choice
constexpr int kStopEarlyTrials = 40;
constexpr double kStragglerSeconds = 0.25;
constexpr double kMemoryShare = 0.6; // of the machine's

void checkOptions(const Table &table, const TuneOptions &options)
{
    table.indexOf(options.target.empty() ? std::string("target") : options.target);
    for (const std::string &family : options.families)
        learnerNamed(family);
    checkDevice("device", options.device);
    if (options.trials <= 0 && !(options.budgetSeconds > 0.0))
        throw Error(ErrorCode::BadOption, "budget", "must be longer than 0 seconds");
    if (options.trials > 0 && options.maxLatencyMicroseconds > 0.0)
        throw Error(ErrorCode::BadOption, "latency limit",
                    "a set number of trials gives the same result every time, measured times do not; use a budget");
    if (options.folds < 0 || options.folds == 1 || options.folds > 100)
        throw Error(ErrorCode::BadOption, "folds", "must be between 2 and 100");
    if (options.test.kind == TestChoice::Kind::Share && !(options.test.share > 0.0 && options.test.share < 0.9))
        throw Error(ErrorCode::BadOption, "test", "the share of test rows must be above 0 and below 0.9");
}

} // namespace

Study::Engine::Engine(StudyInput input, std::function<void()> wakeUp,
                      std::function<void(const StudyRecord &)> checkpoint)
    : m_input(std::move(input)), m_checkpoint(std::move(checkpoint)), m_events(std::move(wakeUp)),
      m_clock(m_input.options.trials > 0 ? 0.0 : m_input.options.budgetSeconds, m_input.alreadySpentSeconds)
{
    checkOptions(m_input.table, m_input.options);
    m_trialGoal = m_input.options.trials;
    m_memoryLimit = m_input.options.memoryBytes > 0.0 ? m_input.options.memoryBytes
                                                      : kMemoryShare * static_cast<double>(totalMemoryBytes());
}

Study::Engine::~Engine()
{
    stop();
    if (m_thread.joinable())
        m_thread.join();
}

void Study::Engine::start()
{
    m_running = true;
    m_thread = std::jthread([this] { run(); });
}

void Study::Engine::pause()
{
    m_clock.pause();
    m_paused = true;
    if (Executor *executor = m_visibleExecutor)
        executor->pause();
}

void Study::Engine::resume()
{
    m_clock.resume();
    m_paused = false;
    if (Executor *executor = m_visibleExecutor)
        executor->resume();
    m_changed.notify_all();
}

void Study::Engine::stop()
{
    m_stop = true;
    if (Executor *executor = m_visibleExecutor)
        executor->stopAll();
    m_changed.notify_all();
}

void Study::Engine::extendBudget(double seconds)
{
    m_clock.extend(seconds);
}

StudyRecord Study::Engine::record() const
{
    const StudyBoard *board = m_visibleBoard;
    return board ? board->record() : StudyRecord{};
}

StudyRecord Study::Engine::wait()
{
    if (m_thread.joinable())
        m_thread.join();
    if (m_failure)
        std::rethrow_exception(m_failure);
    while (m_inFlight > 0) // what is late would be waited for by the destructor, and belongs to the time
        collect(0.1);
    StudyRecord ended = record();
    ended.seconds = studySeconds();
    return ended;
}

void Study::Engine::enter(StudyPhase phase)
{
    m_events.push(PhaseChanged{phase});
}

void Study::Engine::run()
{
    try {
        enter(StudyPhase::Preparing);
        prepare();
        search();
        finish();
        m_running = false;
        m_events.push(StudyFinished{m_stop});
    } catch (const std::exception &error) {
        m_failure = std::current_exception();
        m_running = false;
        const bool memory = dynamic_cast<const std::bad_alloc *>(&error) != nullptr;
        m_events.push(StudyFailed{memory ? "there is not enough memory for this data; try fewer rows or columns"
                                         : error.what()});
    }
}

void Study::Engine::search()
{
    enter(StudyPhase::QuickModels);
    bool searching = false;
    bool moreToTry = true;
    while (!searchIsOver()) {
        moreToTry = submitMore();
        if (!moreToTry && m_inFlight == 0) {
            if (bytesLeft() <= 0.0)
                say("the memory limit leaves no room for another model; allow more with --memory");
            break;
        }
        for (Finished &finished : collect(std::clamp(searchSecondsLeft(), 0.005, 0.1)))
            process(std::move(finished));
        if (!searching && m_proposer->trials() > static_cast<int>(m_proposer->families().size())) {
            searching = true;
            enter(StudyPhase::Searching);
        }
        renewEnsembleSometimes();
        saveCheckpoint(false);
    }
    m_executor->stopAll();
    // A boosting round under way can't be interrupted; what it gives is thrown away.
    const Stopwatch watch;
    while (m_inFlight > 0 && watch.seconds() < kStragglerSeconds)
        for (Finished &finished : collect(0.02))
            process(std::move(finished));
}

/// With --trials the proposal for trial t learns from exactly trials 0..t-4, whatever the number of
/// workers; false: one of them is still running.
bool Study::Engine::learnedEnough()
{
    if (!deterministic())
        return true;
    if (m_continuing > 0)
        return false;
    const int wanted = m_proposer->trials() - kMostTrialsInFlight + 1;
    for (; m_told < wanted && m_outOfOrder.contains(m_told); ++m_told) {
        const auto known = m_outOfOrder.extract(m_told);
        m_proposer->tell(known.mapped().first, known.mapped().second);
        countProgress(known.mapped().second);
    }
    return m_told >= wanted;
}

/// With --trials what an earlier sitting left is learned from once all of it is there, by number.
void Study::Engine::learnContinued()
{
    for (auto known = m_outOfOrder.begin(); known != m_outOfOrder.end() && known->first < m_told;
         known = m_outOfOrder.erase(known)) {
        m_proposer->tell(known->second.first, known->second.second);
        countProgress(known->second.second);
    }
}

void Study::Engine::submit(TrialRequest request)
{
    setBars(request);
    m_bytesInFlight += request.expectedBytes;
    m_executor->submit(std::move(request), m_plan);
    ++m_inFlight;
}

/// False: an earlier sitting left none.
bool Study::Engine::submitInterrupted()
{
    if (m_interrupted.empty())
        return false;
    submit(m_proposer->continued(m_interrupted.front(), {searchSecondsLeft(), bytesLeft()}));
    m_interrupted.erase(m_interrupted.begin());
    ++m_continuing;
    return true;
}

/// False: there is nothing more to try.
bool Study::Engine::submitMore()
{
    while (m_inFlight < m_executor->workers()) {
        if (submitInterrupted())
            continue;
        if (deterministic() && m_proposer->trials() >= m_trialGoal)
            return false;
        if (!learnedEnough())
            return true;
        if (deterministic() && progressHasEnded()) // what runs is finished: the same trials at any thread count
            return false;
        auto request = m_proposer->next({searchSecondsLeft(), bytesLeft()});
        if (!request)
            return false;
        if (m_input.options.stopEarly && gainIsNegligible())
            m_sinceBest = kStopEarlyTrials;
        submit(std::move(*request));
    }
    return true;
}

/// What the trial has to promise while it runs. With --trials nothing ends early: when a trial knows of others
/// hangs on the clock.
void Study::Engine::setBars(TrialRequest &request) const
{
    if (!request.prunable || deterministic())
        return;
    request.curveBar = m_curves.bar(request.family);
    if (const LeaderboardEntry *best = m_board->best(); best && !request.firstLook)
        request.bar = m_folds.bar(best->oof);
}

std::vector<Study::Engine::Finished> Study::Engine::collect(double timeoutSeconds)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, std::chrono::duration<double>(timeoutSeconds), [this] { return !m_results.empty(); });
    std::vector<Finished> finished(std::make_move_iterator(m_results.begin()), std::make_move_iterator(m_results.end()));
    m_results.clear();
    m_inFlight -= static_cast<int>(finished.size());
    for (const Finished &trial : finished)
        m_bytesInFlight -= trial.request.expectedBytes;
    return finished;
}

void Study::Engine::process(Finished finished)
{
    TrialResult &result = finished.result;
    if (result.state == EntryState::Stopped && !result.pruned && !m_stop && !deterministic())
        result.reason = "the time ran out before it was complete";
    const TrialRequest request = finished.request;
    if (const LeaderboardEntry *earlier = m_board->find(request.name); earlier && !request.states.empty())
        result.seconds += earlier->seconds; // of the sitting before
    TrialLesson lesson{result.state, result.score, result.score, result.error, result.seconds, result.cutShort, result.pruned, result.firstLook};
    if (result.state == EntryState::Done)
        m_folds.record(result.score, result.foldScores);
    if (result.state == EntryState::Done && !result.cutShort)
        m_curves.record(request.family, result.curveEnd);
    m_board->add(request, std::move(result), studySeconds(), finished.worker);
    if (deterministic()) {
        lesson.seconds = 0.0; // nothing may depend on a clock
        lesson.cutShort = false;
        m_outOfOrder.emplace(request.trial, std::pair(request, lesson));
        if (!request.states.empty() && --m_continuing == 0 && m_interrupted.empty())
            learnContinued();
        return;
    }
    if (!lesson.firstLook)
        countProgress(lesson);
    if (const LeaderboardEntry *entry = m_board->find(request.name); lesson.state == EntryState::Done && entry)
        lesson.value = m_board->worthOf(*entry);
    m_proposer->tell(request, lesson);
}

/// For the stop rule; with --trials in the order of the trials.
void Study::Engine::countProgress(const TrialLesson &lesson)
{
    const bool better = lesson.state == EntryState::Done && !(lesson.value <= m_bestTold);
    m_sinceBest = better ? 0 : m_sinceBest + 1;
    if (better)
        m_bestTold = lesson.value;
}

/// Ten proposals in a row that promise less than a hundredth of the best one's standard error.
bool Study::Engine::gainIsNegligible()
{
    constexpr int kInARow = 10;
    constexpr double kShareOfError = 0.01;
    const LeaderboardEntry *best = m_board->bestMember();
    const auto gain = m_proposer->expectedGain();
    if (!best || !gain || !(best->validationError > 0.0))
        m_negligibleGains = 0;
    else
        m_negligibleGains = std::exp(*gain) < kShareOfError * best->validationError ? m_negligibleGains + 1 : 0;
    return m_negligibleGains >= kInARow;
}

bool Study::Engine::progressHasEnded() const
{
    return m_input.options.stopEarly && m_sinceBest >= kStopEarlyTrials;
}

void Study::Engine::renewEnsembleSometimes()
{
    if (deterministic()) // the clock must not choose whose models are kept: once, at the end
        return;
    const double since = m_clock.elapsed() - m_ensembleAt;
    if (m_ensembleAt >= 0.0 && m_ensembleSeconds > kEnsembleShare * since)
        return;
    const Stopwatch watch;
    m_board->renewEnsemble(studySeconds());
    m_proposer->revalue(m_board->worths());
    m_ensembleSeconds = watch.seconds();
    m_ensembleAt = m_clock.elapsed();
}

double Study::Engine::searchSecondsLeft() const
{
    return m_clock.limited() ? m_clock.remaining() - finishSeconds() : std::numeric_limits<double>::infinity();
}

/// What one more fit may take. With --trials always the same, whatever is running.
double Study::Engine::bytesLeft() const
{
    if (deterministic())
        return m_memoryLimit / (kMostTrialsInFlight + 1);
    return m_memoryLimit - static_cast<double>(residentMemoryBytes()) - std::max(0.0, m_bytesInFlight);
}

bool Study::Engine::searchIsOver()
{
    if (m_stop)
        return true;
    if (progressHasEnded() && !deterministic()) {
        say(m_negligibleGains > 0 ? "what another model promises is less than the folds differ by"
                                  : "no better model in " + std::to_string(kStopEarlyTrials) + " trials");
        return true;
    }
    return !(searchSecondsLeft() > 0.0);
}

/// Runs requests side by side; used after the search, when the executor is empty.
std::vector<TrialResult> Study::Engine::runAll(const std::vector<TrialRequest> &requests,
                                               std::shared_ptr<const TrialPlan> plan)
{
    std::map<std::string, TrialResult> byName;
    for (const TrialRequest &request : requests) {
        byName[request.name]; // a trial that ended too late must not pass for one of these
        m_executor->submit(request, plan);
        m_bytesInFlight += request.expectedBytes;
        ++m_inFlight;
    }
    std::size_t arrived = 0;
    while (arrived < requests.size()) {
        for (Finished &finished : collect(0.02)) {
            if (const auto wanted = byName.find(finished.request.name); wanted != byName.end()) {
                wanted->second = std::move(finished.result);
                ++arrived;
            }
        }
        if (m_stop || m_clock.remaining() - m_input.reserveSeconds < 0.1)
            m_executor->stopAll();
    }
    std::vector<TrialResult> results;
    for (const TrialRequest &request : requests)
        results.push_back(std::move(byName.at(request.name)));
    return results;
}

void Study::Engine::saveCheckpoint(bool force)
{
    constexpr double kEverySeconds = 2.0;
    if (!m_checkpoint || (!force && m_clock.elapsed() - m_checkpointAt < std::max(kEverySeconds, 20 * m_checkpointSeconds)))
        return;
    m_board->edit([this](StudyRecord &record) { record.seconds = studySeconds(); });
    const Stopwatch watch;
    m_checkpoint(m_board->record());
    m_checkpointSeconds = watch.seconds();
    m_checkpointAt = m_clock.elapsed();
}

} // namespace leptune
