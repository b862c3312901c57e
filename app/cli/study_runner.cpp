// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/study_runner.h"

#include "app/cli/console.h"
#include "app/cli/leaderboard_text.h"
#include "app/cli/progress_line.h"
#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/compress/limited_compression.h"
#include "core/tuning/record_json.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>
#include <nlohmann/json.hpp>

namespace leptune {

namespace {

/// What is left to do once the study has measured and set aside its own savings.
constexpr double kSavingSeconds = 0.05;
constexpr double kFewestSeconds =
    0.5;                              // for compressing, where the study took longer than it should
constexpr double kLongBudget = 1e9;   // what is left over is used, up to the most
constexpr int kCountedCandidates = 8; // with --trials, which reads no clock

/// Saves what the study hands over. The copy of the data is packed meanwhile, once; a failure is
/// kept until the end, the study goes on.
class ProjectKeeper {
public:
    explicit ProjectKeeper(const StudyRun &run)
        : m_path(run.projectPath), m_notes(run.notes), m_history(run.history)
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

    /// Of the last save; 0 = there was none.
    double seconds() const { return m_seconds; }

    /// Once the study is over. Throws what kept the project from being saved.
    void finish(const StudyRecord &record, bool hasChanged)
    {
        if (!m_path.empty() && (hasChanged || !m_complete))
            save(record);
        if (m_failure)
            std::rethrow_exception(m_failure);
    }

private:
    void save(const StudyRecord &record)
    {
        m_complete = false;
        const Stopwatch watch;
        try {
            m_history.endedAt = secondsSince1970();
            m_saver.get()->save(record, m_path, m_notes, m_history);
            m_complete = record.finished;
            m_failure = nullptr;
        } catch (const std::exception &) { // a full disk or no memory must not end the study
            m_failure = std::current_exception();
        }
        m_seconds = watch.seconds();
    }

    std::string m_path, m_notes;
    RunHistory m_history;
    std::atomic<double> m_seconds = 0.0;
    std::shared_future<std::unique_ptr<ProjectSaver>> m_saver;
    bool m_complete = false;
    std::exception_ptr m_failure;
};

/// What is compressed after the study, and to what.
struct CompressionTask {
    FrontLimits limits;
    Table table;
    std::optional<Table> test;
    double budgetSeconds = 0.0;
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

/// What is left of the budget once the study is over is for compressing: kept to the second.
LimitedCompression compressLast(StudyRecord &record, const CompressionTask &task,
                                const ProjectKeeper &keeper, const Interrupt &interrupt)
{
    CompressionOptions options;
    options.limits = task.limits;
    options.seed = record.options.seed;
    options.threads = record.options.threads;
    options.stop = interrupt.token();
    if (record.options.trials > 0)
        options.candidates = kCountedCandidates;
    else
        options.mostSeconds =
            std::clamp(task.budgetSeconds - processSeconds() - kSavingSeconds - keeper.seconds(),
                       kFewestSeconds, compressionSeconds(kLongBudget));
    const Stopwatch watch;
    LimitedCompression outcome = compressUnderLimits(record, task.table, task.test, options);
    record.seconds += watch.seconds();
    record.notes.push_back(outcome.note);
    return outcome;
}

std::string outputOf(const StudyRecord &record,
                     const std::optional<LimitedCompression> &compression, bool json)
{
    if (!json)
        return summaryText(record) +
               (compression ? "\ncompressed  " + compression->note + "\n" : "");
    if (!compression)
        return tuneJson(record) + "\n";
    using Json = nlohmann::ordered_json;
    Json object = Json::parse(tuneJson(record));
    Json made = compression->result ? Json::parse(compressionJson(*compression->result)) : Json();
    made["kept_limits"] = compression->keepsLimits;
    made["note"] = compression->note;
    object["compression"] = std::move(made);
    return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace

int runStudy(StudyRun run, const Interrupt &interrupt)
{
    WakeUp wakeUp;
    ProjectKeeper keeper(run);
    const TuneOptions &options = run.input.options;
    ProgressLine line(options.budgetSeconds, options.trials, run.quiet);
    std::optional<CompressionTask> task;
    if (run.limits)
        task = {*run.limits, run.input.table, run.input.test, options.budgetSeconds};
    if (!run.projectPath.empty())
        run.input.reserveSeconds = kSavingSeconds;
    if (task && options.trials == 0)
        run.input.reserveSeconds += compressionSeconds(options.budgetSeconds);
    run.input.alreadySpentSeconds = processSeconds();
    Study study(
        std::move(run.input), [&] { wakeUp.ring(); },
        [&](const StudyRecord &record) { keeper.checkpoint(record); });
    StudyRecord record = watch(study, wakeUp, line, interrupt);
    std::optional<LimitedCompression> compression;
    if (task && !interrupt.requested()) {
        if (!run.quiet)
            printError("compressing within the limits\n");
        compression = compressLast(record, *task, keeper, interrupt);
    }
    const Stopwatch saving;
    std::exception_ptr failure;
    try {
        keeper.finish(record, compression.has_value());
    } catch (const std::exception &) {
        failure = std::current_exception();
    }
    record.seconds += saving.seconds();
    printOut(outputOf(record, compression, run.json));
    if (failure)
        std::rethrow_exception(failure);
    return interrupt.requested() ? kInterruptedStatus : 0;
}

} // namespace leptune
