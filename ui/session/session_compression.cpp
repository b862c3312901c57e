// SPDX-License-Identifier: GPL-3.0-or-later
// What a session does with Models that are made smaller: they become lines of its study's record
// and are written to the project as they come.
#include "ui/session/session_worker.h"

#include <utility>

namespace leptune {

void Session::connectCompression()
{
    connect(&m_compression, &CompressionController::finished, this, [this](bool isStored) {
        const bool isSafe = isStored && !m_projectPath.isEmpty() && !m_unsaved;
        adoptCompression(m_compression.result());
        setUnsaved(!isSafe);
    });
}

void Session::startCompression(const CompressionOrder &order)
{
    if (m_study.isActive() || m_compression.isRunning() || !hasData())
        return;
    keepSafe();
    CompressionInput input{m_study.record(), m_table, m_readOptions, order};
    const auto keep = [this, writer = m_worker->writer,
                       record = std::make_shared<const StudyRecord>(input.record)](
                          const CompressionResult &result, bool isLast) {
        try {
            StudyRecord grown = *record;
            addToLeaderboard(grown, result);
            return writer->checkpoint(grown, isLast);
        } catch (...) {
            QMetaObject::invokeMethod(
                this, [this, problem = std::current_exception()] { report(problem); },
                Qt::QueuedConnection);
            return false;
        }
    };
    m_compression.start(std::move(input), keep);
}

void Session::adoptCompression(const CompressionResult &result)
{
    StudyRecord record = m_study.record();
    addToLeaderboard(record, result);
    m_study.setRecord(std::move(record));
}

void Session::useCompressed(const CompressionResult &result, std::size_t place)
{
    const std::string name = result.candidates[place].name;
    if (!m_study.record().find(name)) {
        CompressionResult other = result;
        other.chosen = place;
        adoptCompression(other);
        setUnsaved(true);
    }
    Q_EMIT modelWanted(QString::fromStdString(name));
}

} // namespace leptune
