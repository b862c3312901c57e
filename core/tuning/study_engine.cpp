// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/study_engine.h"

#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/base/parallel.h"
#include "core/learners/network_device.h"
#include "core/learners/registry.h"
#include "core/tuning/family_space.h"
#include "core/tuning/study_rows.h"
#include "core/tuning/study_shape.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

constexpr double kMemoryShare = 0.6; // of the machine's

void checkOptions(const Table &table, const TuneOptions &options)
{
    table.indexOf(options.target.empty() ? std::string("target") : options.target);
    for (const std::string &family : options.families)
        learnerNamed(family);
    checkDevice("device", options.device);
    checkSpaces(options.spaces);
    checkCosts(options.costs);
    if (options.trials <= 0 && !(options.budgetSeconds > 0.0))
        throw Error(ErrorCode::BadOption, "budget", "must be longer than 0 seconds");
    if (options.trials > 0 && options.maxLatencyMicroseconds > 0.0)
        throw Error(ErrorCode::BadOption, "latency limit",
                    "a set number of trials gives the same result every time, measured times do "
                    "not; use a budget");
    if (options.folds < 0 || options.folds == 1 || options.folds > 100)
        throw Error(ErrorCode::BadOption, "folds", "must be between 2 and 100");
    if (options.test.kind == TestChoice::Kind::Share &&
        !(options.test.share > 0.0 && options.test.share < 0.9))
        throw Error(ErrorCode::BadOption, "test",
                    "the share of test rows must be above 0 and below 0.9");
}

} // namespace

Study::Engine::Engine(StudyInput input, std::function<void()> wakeUp,
                      std::function<void(const StudyRecord &)> checkpoint)
    : m_input(std::move(input)),
      m_checkpoint(std::move(checkpoint)),
      m_events(std::move(wakeUp)),
      m_clock(m_input.options.trials > 0 ? 0.0 : m_input.options.budgetSeconds,
              m_input.alreadySpentSeconds)
{
    checkOptions(m_input.table, m_input.options);
    m_trialGoal = deterministic() ? m_input.options.trials : m_input.mostTrials;
    m_memoryLimit = m_input.options.memoryBytes > 0.0
                        ? m_input.options.memoryBytes
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
    m_stopSource.request_stop();
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
    StudyRecord record = board ? board->record() : StudyRecord{};
    if (board && !record.finished)
        keepRunning(record);
    return record;
}

StudyRecord Study::Engine::wait()
{
    if (m_thread.joinable())
        m_thread.join();
    if (m_failure)
        std::rethrow_exception(m_failure);
    while (m_inFlight >
           0) // what is late would be waited for by the destructor, and belongs to the time
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
        m_events.push(StudyFailed{
            memory ? "there is not enough memory for this data; try fewer rows or columns"
                   : error.what(),
            dynamic_cast<const OtherRows *>(&error) != nullptr});
    }
}

/// Runs requests side by side; used after the search, when the executor is empty.
std::vector<TrialResult> Study::Engine::runAll(const std::vector<TrialRequest> &requests,
                                               std::shared_ptr<const TrialPlan> plan)
{
    std::map<std::string, TrialResult> byName;
    for (const TrialRequest &request : requests)
        byName[request.name];
    const DataShape shape = shapeOfPlan(*plan);
    std::size_t submitted = 0, arrived = 0;
    while (arrived < requests.size()) {
        for (; submitted < requests.size(); ++submitted) {
            TrialRequest request = requests[submitted];
            request.expectedBytes =
                learnerNamed(request.family).cost(shape, request.parameters).bytes;
            if (submitted > arrived && request.expectedBytes > bytesLeft())
                break; // once another one has ended
            m_executor->submit(request, plan);
            m_bytesInFlight += request.expectedBytes;
            ++m_inFlight;
        }
        for (Finished &finished : collect(0.02)) {
            const auto wanted = byName.find(finished.request.name);
            // A trial that ended too late must not pass for one of these, nor for its own refit.
            if (finished.request.isRefit && wanted != byName.end()) {
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

/// A killed program, or a trial that is late to its end, loses a few seconds of it only.
void Study::Engine::keepRunning(StudyRecord &record) const
{
    std::lock_guard lock(m_mutex);
    for (const auto &[name, kept] : m_kept)
        StudyBoard::keepInterrupted(record, kept.first, kept.second);
}

void Study::Engine::saveCheckpoint(bool force)
{
    constexpr double kEverySeconds = 2.0;
    if (!m_checkpoint || (!force && m_clock.elapsed() - m_checkpointAt <
                                        std::max(kEverySeconds, 20 * m_checkpointSeconds)))
        return;
    m_board->edit([this](StudyRecord &record) { record.seconds = studySeconds(); });
    const Stopwatch watch;
    StudyRecord saved = record();
    if (!saved.finished)
        keepCutShort(saved);
    m_checkpoint(saved);
    m_checkpointSeconds = watch.seconds();
    m_checkpointAt = m_clock.elapsed();
}

} // namespace leptune
