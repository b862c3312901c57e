// SPDX-License-Identifier: GPL-3.0-or-later
// What a session does with Models that are made smaller: they become lines of its study's record
// and are written to the project as they come.
#include "core/compress/limited_compression.h"
#include "ui/session/session_worker.h"

#include <utility>

namespace leptune {

namespace {

constexpr double kUnlimited = 1e9; ///< of a set number of trials, which has no budget

/// What compressUnderLimits() would have made of the record itself.
void addResult(StudyRecord &record, const CompressionResult &result, bool endsStudy)
{
    addToLeaderboard(record, result);
    if (endsStudy && result.chosen > 0)
        record.smallest = result.candidates[result.chosen].name;
}

} // namespace

void Session::connectCompression()
{
    connect(&m_compression, &CompressionController::finished, this, [this](bool isStored) {
        const bool isSafe = isStored && !m_projectPath.isEmpty() && !m_unsaved;
        adoptCompression(m_compression.result());
        setUnsaved(!isSafe);
        const CompressionResult &result = m_compression.result();
        if (std::exchange(m_keepsLimits, false) &&
            result.chosen > 0) // it is what the limits were set for
            Q_EMIT modelWanted(QString::fromStdString(result.candidates[result.chosen].name));
    });
    connect(&m_compression, &CompressionController::limitsTold, this, &Session::limitsTold);
}

void Session::startCompression(const CompressionOrder &order)
{
    if (m_study.isActive() || m_compression.isRunning() || !hasData())
        return;
    keepSafe();
    CompressionInput input{m_study.record(), m_table, m_readOptions, order};
    m_keepsLimits = order.endsStudy;
    const auto keep = [this, writer = m_worker->writer, endsStudy = order.endsStudy,
                       record = std::make_shared<const StudyRecord>(input.record)](
                          const CompressionResult &result, bool isLast) {
        try {
            StudyRecord grown = *record;
            addResult(grown, result, endsStudy);
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

void Session::keepLimits()
{
    const TuneOptions &options = m_study.record().options;
    if (!hasLimits(options) || !hasData())
        return;
    CompressionOrder order;
    order.limits = limitsOf(options);
    order.seconds = compressionSeconds(options.trials > 0 ? kUnlimited : options.budgetSeconds);
    order.endsStudy = true;
    startCompression(order);
}

void Session::adoptCompression(const CompressionResult &result)
{
    StudyRecord record = m_study.record();
    addResult(record, result, m_keepsLimits);
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
