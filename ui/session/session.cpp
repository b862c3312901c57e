// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session.h"

#include "core/base/error.h"
#include "ui/session/column_directions.h"
#include "ui/session/same_setup.h"
#include "ui/session/session_worker.h"
#include "ui/session/target_guess.h"
#include "ui/shared/error_messages.h"
#include "ui/shared/usual_setup.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace leptune {

namespace {

TuneOptions freshOptions()
{
    TuneOptions options;
    usualSetup().applyTo(options);
    return options;
}

} // namespace

Session::Session(QObject *parent)
    : QObject(parent),
      m_worker(std::make_unique<Worker>()),
      m_edits([this](const Setup &setup, bool reads) { restore(setup, reads); })
{
    connect(&m_study, &StudyController::stateChanged, this, &Session::holdReading);
    connect(&m_worker->starting, &Background::ended, this, &Session::holdReading);
    connect(&m_worker->reading, &Background::ended, this, &Session::readingFinished);
    connect(&m_worker->saving, &Background::ended, this, &Session::savingFinished);
    connect(&m_study, &StudyController::entryChanged, this, [this] { setUnsaved(true); });
    // The last checkpoint is written before a study says that it has finished.
    connect(&m_study, &StudyController::finished, this, [this](bool stopped) {
        m_historyBefore.reset();
        m_worker->writer->noteEnd();
        setUnsaved(!m_worker->writer->wroteFinished(m_projectPath.toStdString()));
        if (!stopped)
            keepLimits();
    });
    connect(&m_study, &StudyController::failed, this, [this](const QString &reason) {
        m_rowsChanged = m_startedOnOther || m_study.metOtherRows();
        giveHistoryBack();
        if (m_fileTaken)
            setUnsaved(true); // what is there again is not what a checkpoint wrote
        Q_EMIT failed(tr("Tuning ended without a model"), reason);
    });
    connectCompression();
}

Session::~Session() = default;

void Session::open(const QString &path, const ReadOptions &options)
{
    read(path, [path, options](std::stop_token stop) {
        return isProjectFile(path.toStdString()) ? Worker::loadProjectFile(path, std::move(stop))
                                                 : Worker::loadFile(path, options, std::move(stop));
    });
}

void Session::openText(const QString &pasted)
{
    read(tr("pasted table"), [text = pasted.toStdString()](std::stop_token stop) {
        return Worker::loadText(text, {}, std::move(stop));
    });
}

void Session::openRecovered(const Recovery::Leftover &leftover)
{
    read(leftover.path, [leftover](std::stop_token stop) {
        Loaded loaded = Worker::loadProjectFile(leftover.path, std::move(stop));
        loaded.projectPath.clear();
        loaded.recovered = leftover;
        return loaded;
    });
}

void Session::reread(const ReadOptions &options)
{
    if (hasData())
        readAgain(options, std::nullopt);
}

void Session::readAgain(const ReadOptions &options, const std::optional<TuneOptions> &restored)
{
    const QString path = m_dataPath;
    const std::string pasted = m_worker->pasted;
    read(dataName(), [path, pasted, options, restored, before = m_table](std::stop_token stop) {
        Loaded loaded = path.isEmpty() ? Worker::loadText(pasted, options, std::move(stop))
                                       : Worker::loadFile(path, options, std::move(stop));
        loaded.again = true;
        loaded.changed = !restored && before && loaded.table && !sameCells(*before, *loaded.table);
        loaded.restored = restored;
        return loaded;
    });
}

void Session::read(const QString &path, std::function<Loaded(std::stop_token)> load)
{
    m_worker->starting.cancel();
    m_worker->reading.run(
        [this, load = std::move(load)](std::stop_token stop) -> Background::Deliver {
            auto loaded = std::make_shared<Loaded>(load(std::move(stop)));
            return [this, loaded] { accept(std::move(*loaded)); };
        });
    Q_EMIT readingStarted(path);
}

void Session::cancelReading()
{
    m_worker->reading.cancel();
    if (std::exchange(m_restoring, false))
        m_edits.clear(); // the history says what is not so
}

bool Session::isReading() const
{
    return m_worker->reading.isRunning();
}

void Session::accept(Loaded loaded)
{
    if (!loaded.table && !loaded.study) {
        if (std::exchange(m_restoring, false))
            m_edits.clear(); // the file has gone since: the history can't be walked
        if (loaded.tables.empty() || loaded.again)
            report(loaded.problem);
        else
            Q_EMIT tableWanted(loaded.dataPath, loaded.options, loaded.tables);
        return;
    }
    const Setup before{m_options, m_readOptions};
    adopt(loaded);
    if (loaded.again && !loaded.restored)
        m_edits.add(before, {m_options, m_readOptions});
    if (loaded.again &&
        (m_projectPath.isEmpty() || loaded.changed || !sameReading(before.reading, m_readOptions)))
        noteSetup();
    Q_EMIT dataChanged();
    Q_EMIT optionsChanged();
    Q_EMIT projectChanged();
    m_restoring = false;
    startProfile();
    if (loaded.problem)
        report(loaded.problem);
}

void Session::adopt(Loaded &loaded)
{
    m_table = std::move(loaded.table);
    m_report = std::move(loaded.report);
    m_readOptions = std::move(loaded.options);
    m_dataPath = loaded.dataPath;
    m_profile.reset();
    m_worker->pasted = std::move(loaded.pasted);
    m_rowsChanged = loaded.again && (m_rowsChanged || loaded.changed);
    if (!loaded.again)
        adoptNew(loaded);
    else if (loaded.restored)
        m_options = *loaded.restored;
    if (m_table && !m_table->find(m_options.target))
        m_options.target = guessTarget(*m_table).column;
    if (m_table)
        dropVainDirections(m_options, *m_table);
    m_worker->writer->setData(m_table, m_dataPath.toStdString(), m_readOptions);
}

void Session::adoptNew(Loaded &loaded)
{
    m_worker->saving.cancel();
    m_compression.clear();
    m_edits.clear();
    m_projectPath = loaded.projectPath;
    m_unsaved = loaded.recovered.has_value();
    m_options = loaded.study ? loaded.study->options : freshOptions();
    m_study.setRecord(loaded.study ? std::move(*loaded.study) : StudyRecord{});
    m_notes = loaded.notes;
    m_worker->writer->setNotes(m_notes.toStdString());
    m_worker->writer->setHistory(std::move(loaded.history));
    if (loaded.recovered)
        m_worker->recovery.adopt(*loaded.recovered);
    else
        m_worker->recovery.discard();
    Q_EMIT notesChanged();
}

void Session::close()
{
    m_worker->reading.cancel();
    m_worker->starting.cancel();
    m_worker->profiling.cancel();
    Loaded nothing;
    adopt(nothing);
    Q_EMIT dataChanged();
    Q_EMIT optionsChanged();
    Q_EMIT projectChanged();
}

void Session::startProfile()
{
    if (!m_table)
        return;
    const auto work = [this, table = m_table, target = m_options.target](std::stop_token stop) {
        std::shared_ptr<Profile> profile;
        try {
            profile = std::make_shared<Profile>(profileTable(*table, target, 0, stop));
        } catch (...) {
            return Background::Deliver(
                [this, problem = std::current_exception()] { report(problem); });
        }
        return Background::Deliver([this, profile] {
            m_profile = std::move(*profile);
            Q_EMIT profileChanged();
        });
    };
    m_worker->profiling.run(work);
}

QString Session::dataName() const
{
    if (!m_dataPath.isEmpty())
        return QFileInfo(m_dataPath).fileName();
    return hasData() ? tr("pasted table") : QString();
}

bool Session::isPasted() const
{
    return hasData() && m_dataPath.isEmpty();
}

void Session::setOptions(const TuneOptions &options)
{
    const Setup before{m_options, m_readOptions};
    applyOptions(options);
    if (!m_restoring)
        m_edits.add(before, {m_options, m_readOptions});
}

void Session::applyOptions(const TuneOptions &options)
{
    const bool newTarget = options.target != m_options.target;
    m_options = options;
    if (m_table)
        dropVainDirections(m_options, *m_table);
    noteSetup();
    Q_EMIT optionsChanged();
    if (newTarget)
        startProfile();
}

void Session::save(const QString &path)
{
    const auto record = std::make_shared<const StudyRecord>(recordToSave());
    const auto work = [this, path, record, history = history(), writer = m_worker->writer,
                       changes = m_changes](std::stop_token stop) {
        try {
            writer->save(*record, history, path.toStdString(), stop);
        } catch (...) {
            return Background::Deliver(
                [this, problem = std::current_exception()] { report(problem); });
        }
        return Background::Deliver([this, path, changes] {
            m_projectPath = QFileInfo(path).absoluteFilePath();
            m_worker->writer->setCheckpointPath(m_projectPath.toStdString());
            m_worker->recovery.discard();
            m_unsaved = m_changes != changes; // something may have changed meanwhile
            Q_EMIT projectChanged();
            Q_EMIT saved(path);
        });
    };
    m_worker->saving.run(work);
    Q_EMIT savingStarted(path);
}

void Session::cancelSaving()
{
    m_worker->saving.stop();
}

bool Session::isSaving() const
{
    return m_worker->saving.isRunning();
}

Recovery &Session::recovery()
{
    return m_worker->recovery;
}

void Session::setUnsaved(bool unsaved)
{
    m_changes += unsaved ? 1 : 0;
    if (std::exchange(m_unsaved, unsaved) != unsaved)
        Q_EMIT projectChanged();
}

void Session::report(const std::exception_ptr &problem)
{
    if (isStopped(problem))
        return;
    const ErrorText error = describeError(problem);
    Q_EMIT failed(error.title, error.text);
}

} // namespace leptune
