// SPDX-License-Identifier: GPL-3.0-or-later
// How a session starts its study, and where the study is kept safe.
#include "core/compress/limited_compression.h"
#include "core/data/data_name.h"
#include "core/tuning/class_spellings.h"
#include "ui/session/same_setup.h"
#include "ui/session/session_worker.h"

#include <QFileInfo>

#include <utility>

namespace leptune {

void Session::startStudy()
{
    if (m_study.isActive() || isStarting())
        return;
    m_compression.end();
    if (!hasData()) {
        Q_EMIT failed(tr("There is no data yet"),
                      tr("Open a table first, then choose what to predict."));
        return;
    }
    const auto index = m_table->find(m_options.target);
    if (!index) {
        Q_EMIT failed(tr("Nothing to predict is chosen"),
                      tr("Choose on the Task page which column should be predicted."));
        return;
    }
    const Column &column = m_table->column(*index);
    if (column.isCoded() || !predictsClasses(column, m_options)) {
        launch();
        return;
    }
    const auto work = [this, name = m_options.target, path = m_dataPath, text = m_worker->pasted,
                       options = m_readOptions, table = m_table](std::stop_token stop) {
        std::shared_ptr<const Table> retyped;
        try {
            const Column classes =
                Worker::readAsClasses(name, path, text, options, std::move(stop));
            retyped = std::make_shared<const Table>(table->with(classes));
        } catch (...) {
            return Background::Deliver(
                [this, problem = std::current_exception()] { report(problem); });
        }
        return Background::Deliver([this, retyped, name] {
            m_table = retyped;
            m_readOptions.types[name] = ColumnType::Categorical;
            m_worker->writer->setData(m_table, m_dataPath.toStdString(), m_readOptions);
            Q_EMIT dataChanged();
            launch();
        });
    };
    m_worker->starting.run(work);
    holdReading();
}

bool Session::isStarting() const
{
    return m_worker->starting.isRunning();
}

void Session::keepSafe()
{
    const QString safe = m_projectPath.isEmpty() ? m_worker->recovery.filePath() : m_projectPath;
    m_worker->writer->setCheckpointPath(safe.toStdString());
    m_worker->packing.run([writer = m_worker->writer](std::stop_token stop) -> Background::Deliver {
        try {
            writer->prepare(1, stop);
        } catch (...) {
            // Saving tries again and tells.
        }
        return {};
    });
}

/// Where the study that was to come failed, the one before is there again.
void Session::giveHistoryBack()
{
    if (auto before = std::exchange(m_historyBefore, std::nullopt))
        m_worker->writer->setHistory(std::move(*before));
}

void Session::launch()
{
    keepSafe();
    const auto checkpoint = [this, writer = m_worker->writer](const StudyRecord &record) {
        try {
            if (!writer->checkpoint(record, record.finished))
                return;
            QMetaObject::invokeMethod(
                this,
                [this] {
                    m_fileTaken = true;
                    if (!m_projectPath.isEmpty()) // else it changed nothing, and may come late
                        setUnsaved(false);
                },
                Qt::QueuedConnection);
        } catch (...) {
            QMetaObject::invokeMethod(
                this, [this, problem = std::current_exception()] { report(problem); },
                Qt::QueuedConnection);
        }
    };
    ProjectWriter &writer = *m_worker->writer;
    m_historyBefore = writer.history();
    m_fileTaken = false;
    try {
        StudyInput input;
        input.table = *m_table;
        input.dataName = dataNameOf(m_dataPath.toStdString());
        input.options = m_options;
        if (hasLimits(m_options) && m_options.trials == 0)
            input.reserveSeconds = compressionSeconds(m_options.budgetSeconds);
        const StudyRecord &known = m_study.record();
        if (!known.entries.empty() && resultsFit()) {
            input.continued = known;
        } else {
            RunHistory history = *m_historyBefore;
            addEarlierRun(history, known, QFileInfo(m_dataPath).fileName().toStdString());
            writer.setHistory(std::move(history));
        }
        m_startedOnOther = std::exchange(m_rowsChanged, false);
        m_study.start(std::move(input), checkpoint);
    } catch (...) {
        giveHistoryBack();
        report(std::current_exception());
    }
}

} // namespace leptune
