// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/project_writer.h"

#include "core/base/atomic_file.h"
#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/project/revealed.h"

#include <atomic>
#include <chrono>
#include <optional>
#include <utility>

namespace leptune {

namespace {

/// A checkpoint may cost one fiftieth of the time.
constexpr double kCostFactor = 50.0;
constexpr auto kLookTime = std::chrono::milliseconds(50); ///< between two looks at a stop token

void throwIfStopped(const std::stop_token &stop, const std::string &path)
{
    if (stop.stop_requested())
        throw Error(ErrorCode::Stopped, path, "saving was cancelled");
}

/// Another save, or the packing for it, may take seconds.
std::unique_lock<std::timed_mutex> lockOrStop(std::timed_mutex &mutex, const std::stop_token &stop)
{
    std::unique_lock lock(mutex, std::defer_lock);
    while (!lock.try_lock_for(kLookTime))
        throwIfStopped(stop, {});
    return lock;
}

} // namespace

/// The data of one opening and their saver, which is made on first use: hashing the file and
/// packing the rows take their time.
class ProjectWriter::Source {
public:
    Source(std::shared_ptr<const Table> table, std::string path, ReadOptions options)
        : m_table(std::move(table)), m_path(std::move(path)), m_options(std::move(options))
    {
        m_options.stop = {};
    }

    bool isReady() const { return m_ready; }

    const ProjectSaver &saver(int threads, const std::stop_token &stop)
    {
        const auto lock = lockOrStop(m_making, stop);
        if (!m_saver)
            m_saver.emplace(reference(stop), m_table ? std::optional(*m_table) : std::nullopt,
                            threads, stop);
        m_ready = true;
        return *m_saver;
    }

    DataReference reference(const std::stop_token &stop) const
    {
        DataReference reference;
        reference.path = m_path;
        reference.options = m_options;
        try {
            if (!m_path.empty())
                reference = referenceTo(m_path, m_options, stop);
        } catch (const Error &error) {
            if (error.code() == ErrorCode::Stopped)
                throw;
            // The file has gone since it was read; the project keeps its copy of the rows.
        }
        return reference;
    }

private:
    std::shared_ptr<const Table> m_table;
    std::string m_path;
    ReadOptions m_options;
    std::timed_mutex m_making;
    std::optional<ProjectSaver> m_saver;
    std::atomic<bool> m_ready = false;
};

ProjectWriter::ProjectWriter()
{
    setData({}, {}, {});
}

ProjectWriter::~ProjectWriter() = default;

void ProjectWriter::setData(std::shared_ptr<const Table> table, std::string path,
                            ReadOptions options)
{
    auto source = std::make_shared<Source>(std::move(table), std::move(path), std::move(options));
    std::lock_guard lock(m_settings);
    m_source.swap(source);
}

void ProjectWriter::setCheckpointPath(std::string path)
{
    std::lock_guard lock(m_settings);
    m_checkpointPath = std::move(path);
    m_finishedPath.clear();
}

bool ProjectWriter::wroteFinished(const std::string &path) const
{
    std::lock_guard lock(m_settings);
    return !path.empty() && m_finishedPath == path;
}

std::string ProjectWriter::checkpointPath() const
{
    std::lock_guard lock(m_settings);
    return m_checkpointPath;
}

void ProjectWriter::setNotes(std::string notes)
{
    std::lock_guard lock(m_settings);
    m_notes = std::move(notes);
}

std::string ProjectWriter::notes() const
{
    std::lock_guard lock(m_settings);
    return m_notes;
}

void ProjectWriter::setHistory(RunHistory history)
{
    std::lock_guard lock(m_settings);
    m_history = std::move(history);
}

void ProjectWriter::noteEnd()
{
    std::lock_guard lock(m_settings);
    m_history.endedAt = secondsSince1970();
}

RunHistory ProjectWriter::history() const
{
    std::lock_guard lock(m_settings);
    return m_history;
}

std::shared_ptr<ProjectWriter::Source> ProjectWriter::source() const
{
    std::lock_guard lock(m_settings);
    return m_source;
}

void ProjectWriter::prepare(int threads, const std::stop_token &stop)
{
    source()->saver(threads, stop);
}

void ProjectWriter::save(const StudyRecord &record, const RunHistory &history,
                         const std::string &path, const std::stop_token &stop)
{
    requireWritable(path); // before any time goes into packing
    const auto data = source();
    const ProjectSaver &saver = data->saver(0, stop);
    const auto lock = lockOrStop(m_writing, stop);
    throwIfStopped(stop, path);
    const Stopwatch watch;
    const auto note = [&] {
        m_lastCost = watch.seconds();
        m_lastEnd = nowSeconds();
    };
    try {
        saver.save(record, path, notes(), history, stop);
    } catch (...) {
        note();
        throw;
    }
    note();
    std::lock_guard settings(m_settings);
    m_finishedPath = record.finished ? path : std::string();
}

void ProjectWriter::saveWithoutData(const StudyRecord &record, const std::string &path,
                                    const std::stop_token &stop)
{
    requireWritable(path);
    Project project;
    project.data = source()->reference(stop);
    project.study = record;
    project.notes = notes();
    const auto lock = lockOrStop(m_writing, stop);
    throwIfStopped(stop, path);
    const Project given = withoutData(project);
    ProjectSaver(given.data).save(given.study, path, given.notes, given.history, stop);
}

bool ProjectWriter::checkpoint(const StudyRecord &record, bool isLast)
{
    const std::string path = checkpointPath();
    if (path.empty())
        return false;
    if (!isLast) {
        if (!source()->isReady())
            return false;
        std::lock_guard lock(m_writing);
        if (nowSeconds() - m_lastEnd < kCostFactor * m_lastCost)
            return false;
    }
    noteEnd();
    save(record, history(), path);
    return true;
}

} // namespace leptune
