// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/background.h"
#include "ui/session/project_writer.h"
#include "ui/session/recovery.h"
#include "ui/session/session.h"

namespace leptune {

/// What came out of reading: a table with its report, or a whole project, or the reason why not.
struct Session::Loaded {
    std::shared_ptr<const Table> table; ///< null: a project whose data can't be had
    ImportReport report;
    ReadOptions options;
    QString dataPath;
    std::string pasted;
    std::optional<StudyRecord> study; ///< of a project
    QString projectPath;
    QString notes;      ///< of a project
    RunHistory history; ///< of a project
    std::optional<TuneOptions>
        restored; ///< read again by Undo or Redo: the options that go with it
    std::optional<Recovery::Leftover> recovered; ///< what it was read from
    bool again = false;              ///< the same source as before: set-up and study stay
    bool changed = false;            ///< and its cells are others than they were
    std::vector<std::string> tables; ///< of a file that holds several, of which none was named
    std::exception_ptr problem; ///< nothing could be opened, or (with a study) only the data not
};

/// The threads behind a Session and what they share.
class Session::Worker {
public:
    Background reading;
    Background profiling;
    Background saving;
    Background packing;
    Background starting;
    std::string pasted;
    Recovery recovery;
    std::shared_ptr<ProjectWriter> writer = std::make_shared<ProjectWriter>();

    static Loaded loadFile(const QString &path, ReadOptions options, std::stop_token stop);
    static Loaded loadProjectFile(const QString &path, std::stop_token stop);
    static Loaded loadText(std::string text, ReadOptions options, std::stop_token stop);
    /// The column's cells as they are spelled in the source.
    static Column readAsClasses(const std::string &column, const QString &path,
                                const std::string &pasted, ReadOptions options,
                                std::stop_token stop);
};

} // namespace leptune
