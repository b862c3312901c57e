// SPDX-License-Identifier: GPL-3.0-or-later
// A session's history of its set-up, its notes, and the file that is given away.
#include "ui/session/same_setup.h"
#include "ui/session/session_worker.h"

#include <utility>

namespace leptune {

namespace {

/// What is set column by column or value by value, as opposed to a choice that is made again with
/// a click.
bool tookWork(const TuneOptions &options, const ReadOptions &reading)
{
    return !options.ignore.empty() || !options.group.empty() || !options.time.empty() ||
           !options.weight.empty() || !options.monotone.empty() || !options.spaces.empty() ||
           options.costs.isGiven() || !options.costs.ofClass.empty() || !reading.types.empty();
}

} // namespace

void Session::restore(const Setup &setup, bool reads)
{
    m_restoring = true; // what pages set while they are told is no edit of the user
    if (reads) {
        readAgain(setup.reading, setup.options);
        return;
    }
    applyOptions(setup.options);
    m_restoring = false;
}

void Session::holdReading()
{
    m_edits.setReadingHeld(m_study.isActive() || isStarting());
}

bool Session::resultsAreStale() const
{
    return !m_study.record().best.empty() && !resultsFit();
}

bool Session::resultsFit() const
{
    const StudyRecord &record = m_study.record();
    return !m_rowsChanged && sameSetup(record.options, m_options) &&
           (!m_table || record.schema.columns.empty() || sameColumns(record.schema, *m_table));
}

void Session::setNotes(const QString &notes)
{
    if (std::exchange(m_notes, notes) == notes)
        return;
    m_worker->writer->setNotes(notes.toStdString());
    setUnsaved(true);
    Q_EMIT notesChanged();
}

RunHistory Session::history() const
{
    return m_worker->writer->history();
}

StudyRecord Session::recordToSave() const
{
    StudyRecord record = m_study.snapshot();
    if (record.entries.empty())
        record.options = m_options;
    return record;
}

Project Session::project() const
{
    Project project;
    project.data.path = m_dataPath.toStdString();
    project.data.options = m_readOptions;
    project.data.options.stop = {};
    project.study = recordToSave();
    project.notes = m_notes.toStdString();
    project.history = history();
    return project;
}

void Session::saveWithoutData(const QString &path)
{
    const auto record = std::make_shared<const StudyRecord>(recordToSave());
    const auto work = [this, path, record, writer = m_worker->writer](std::stop_token stop) {
        try {
            writer->saveWithoutData(*record, path.toStdString(), stop);
        } catch (...) {
            return Background::Deliver(
                [this, problem = std::current_exception()] { report(problem); });
        }
        return Background::Deliver([this, path] { Q_EMIT savedWithoutData(path); });
    };
    m_worker->saving.run(work);
    Q_EMIT savingStarted(path);
}

void Session::noteSetup()
{
    const bool isKept =
        !m_projectPath.isEmpty() || !m_study.record().entries.empty() || !m_notes.isEmpty();
    setUnsaved(isKept || tookWork(m_options, m_readOptions));
}

} // namespace leptune
