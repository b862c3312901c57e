// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/project.h"

#include <memory>
#include <mutex>
#include <stop_token>
#include <string>

namespace leptune {

/// Writes the open project, from any thread, one save at a time. Used by Save and by the
/// checkpoints of a running study, which spend at most a small share of the time on saving. The
/// copy of the data is packed once, by whoever needs it first.
class ProjectWriter {
public:
    ProjectWriter();
    ~ProjectWriter();

    /// What is open now; `path` is empty for pasted text.
    void setData(std::shared_ptr<const Table> table, std::string path, ReadOptions options);
    /// Where checkpoints go; empty = nowhere.
    void setCheckpointPath(std::string path);
    std::string checkpointPath() const;
    /// The user's words; they go into every file from now on.
    void setNotes(std::string notes);
    /// Of the studies of the project.
    void setHistory(RunHistory history);
    /// The study ran until now; checkpoints note it too.
    void noteEnd();
    RunHistory history() const;

    /// Whether the last file that was written, since setCheckpointPath(), holds a finished study.
    bool wroteFinished(const std::string &path) const;

    /// Packs the data ahead of the first save, on `threads` threads (0 = all cores). Throws
    /// Error(Stopped).
    void prepare(int threads = 0, const std::stop_token &stop = {});
    /// Throws Error(Unwritable), and Error(Stopped) where `stop` came before the file was whole;
    /// the file that was there is untouched then.
    void save(const StudyRecord &record, const RunHistory &history, const std::string &path,
              const std::stop_token &stop = {});
    /// The same without rows and without the path of the data, for somebody else. Throws
    /// Error(Unwritable | Stopped).
    void saveWithoutData(const StudyRecord &record, const std::string &path,
                         const std::stop_token &stop = {});
    /// Saves where setCheckpointPath() said, unless the last try was too recent for what it cost or
    /// the data are still being packed. The last one is always saved. Tells whether it wrote.
    /// Throws Error(Unwritable).
    bool checkpoint(const StudyRecord &record, bool isLast);

private:
    class Source;
    std::shared_ptr<Source> source() const;
    std::string notes() const;

    mutable std::mutex m_settings;
    std::timed_mutex m_writing;
    std::shared_ptr<Source> m_source;
    std::string m_checkpointPath, m_finishedPath, m_notes;
    RunHistory m_history;
    double m_lastEnd = 0.0;
    double m_lastCost = 0.0;
};

} // namespace leptune
