// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/study_runner.h"

#include "app/cli/console.h"
#include "app/cli/leaderboard_text.h"
#include "app/cli/progress_line.h"
#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/tuning/record_json.h"

#include <condition_variable>
#include <future>
#include <mutex>

namespace leptune {

namespace {

/// What is left to do once the study has measured and set aside its own savings.
constexpr double kSavingSeconds = 0.05;

/// Saves what the study hands over. The copy of the data is packed meanwhile, once; a failure is
/// kept until the end, the study goes on.
class ProjectKeeper {
public:
    explicit ProjectKeeper(const StudyRun &run) : m_path(run.projectPath)
    {
        if (m_path.empty())
            return;
        m_saver = std::async(std::launch::async, [data = run.data, table = run.input.table] {
            return std::make_unique<ProjectSaver>(data(), table, 1);
        });
    }

    /// Called on the study's thread. Skipped while the data are still being packed.
    void checkpoint(const StudyRecord &record)
    {
        if (!m_path.empty() &&
            m_saver.wait_for(std::chrono::seconds(0)) == std::future_status::ready)
            save(record);
    }

    /// Once the study is over. Throws what kept the project from being saved.
    void finish(const StudyRecord &record)
    {
        if (!m_path.empty() && !m_complete)
            save(record);
        if (m_failure)
            std::rethrow_exception(m_failure);
    }

private:
    void save(const StudyRecord &record)
    {
        m_complete = false;
        try {
            m_saver.get()->save(record, m_path);
            m_complete = record.finished;
            m_failure = nullptr;
        } catch (const std::exception &) { // a full disk or no memory must not end the study
            m_failure = std::current_exception();
        }
    }

    std::string m_path;
    std::shared_future<std::unique_ptr<ProjectSaver>> m_saver;
    bool m_complete = false;
    std::exception_ptr m_failure;
};

/// Sleeps until the study has news.
class WakeUp {
public:
    void ring()
    {
        {
            std::lock_guard lock(m_mutex);
            m_rung = true;
        }
        m_changed.notify_one();
    }
    void wait()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, std::chrono::milliseconds(100), [this] { return m_rung; });
        m_rung = false;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_rung = false;
};

/// True for the last event of a study.
bool drainInto(ProgressLine &line, Study &study)
{
    bool ended = false;
    for (const StudyEvent &event : study.drain()) {
        line.take(event);
        ended = ended || std::holds_alternative<StudyFinished>(event) ||
                std::holds_alternative<StudyFailed>(event);
    }
    return ended;
}

StudyRecord watch(Study &study, WakeUp &wakeUp, ProgressLine &line, const Interrupt &interrupt)
{
    study.start();
    bool stopping = false;
    while (!drainInto(line, study)) {
        if (interrupt.requested() && !stopping) {
            stopping = true;
            study.stop();
        }
        line.show();
        wakeUp.wait();
    }
    line.end();
    return study.wait();
}

} // namespace

int runStudy(StudyRun run, const Interrupt &interrupt)
{
    WakeUp wakeUp;
    ProjectKeeper keeper(run);
    ProgressLine line(run.input.options.budgetSeconds, run.input.options.trials, run.quiet);
    const bool json = run.json;
    if (!run.projectPath.empty())
        run.input.reserveSeconds = kSavingSeconds;
    run.input.alreadySpentSeconds = processSeconds();
    Study study(
        std::move(run.input), [&] { wakeUp.ring(); },
        [&](const StudyRecord &record) { keeper.checkpoint(record); });
    StudyRecord record = watch(study, wakeUp, line, interrupt);
    const Stopwatch saving;
    std::exception_ptr failure;
    try {
        keeper.finish(record);
    } catch (const std::exception &) {
        failure = std::current_exception();
    }
    record.seconds += saving.seconds();
    printOut(json ? tuneJson(record) + "\n" : summaryText(record));
    if (failure)
        std::rethrow_exception(failure);
    return interrupt.requested() ? kInterruptedStatus : 0;
}

} // namespace leptune
