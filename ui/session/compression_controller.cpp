// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/compression_controller.h"

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/compress/limited_compression.h"
#include "core/project/prediction_file.h"
#include "ui/shared/error_messages.h"
#include "ui/words/core_words.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace leptune {

namespace {

constexpr int kNice = 5; // as workers that tune

/// The rows of a test file, where the study has one.
std::optional<Table> testOf(const CompressionInput &input, const std::stop_token &stop)
{
    const TestChoice &test = input.record.options.test;
    if (test.kind != TestChoice::Kind::File)
        return std::nullopt;
    ReadOptions reading = readOptionsLike(*input.table, input.reading);
    reading.stop = stop;
    return readTable(test.file, reading).table;
}

} // namespace

CompressionController::CompressionController(QObject *parent) : QObject(parent)
{
    connect(&m_work, &Background::ended, this, [this] {
        m_stopping = false;
        Q_EMIT stateChanged();
    });
}

CompressionController::~CompressionController()
{
    blockSignals(true); // who listens may be half gone
    drop();
}

void CompressionController::start(CompressionInput input, Keep keep)
{
    drop();
    m_result = {};
    m_stopping = false;
    m_startedAt = nowSeconds();
    m_seconds = input.order.seconds;
    m_alive = std::make_shared<std::atomic<bool>>(true);
    m_work.run([this, alive = m_alive, keep = std::move(keep),
                shared = std::make_shared<const CompressionInput>(std::move(input))](
                   std::stop_token stop) { return work(*shared, keep, alive, std::move(stop)); });
    Q_EMIT stateChanged();
}

/// On the worker's thread.
CompressionResult CompressionController::compress(const CompressionInput &input,
                                                  const CompressionOptions &options,
                                                  const std::stop_token &stop, const Alive &alive)
{
    if (!input.order.endsStudy)
        return compressModel(input.record, input.order.model, *input.table, testOf(input, stop),
                             options);
    StudyRecord record = input.record;
    LimitedCompression outcome =
        compressUnderLimits(record, *input.table, testOf(input, stop), options);
    QMetaObject::invokeMethod(
        this,
        [this, alive, note = outcome.note, areKept = outcome.keepsLimits] {
            if (*alive)
                Q_EMIT limitsTold(coreWords(note), areKept);
        },
        Qt::QueuedConnection);
    if (!outcome.result)
        throw Error(ErrorCode::Stopped, input.order.model, outcome.note);
    return std::move(*outcome.result);
}

Background::Deliver CompressionController::work(const CompressionInput &input, const Keep &keep,
                                                const Alive &alive, std::stop_token stop)
{
    setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNice); // its threads inherit it
    try {
        CompressionOptions options;
        options.limits = input.order.limits;
        if (input.order.endsStudy) // the time is the study's
            options.mostSeconds = input.order.seconds;
        else
            options.seconds = input.order.seconds;
        options.threads = input.order.endsStudy ? input.record.options.threads : 0;
        options.seed = input.record.options.seed;
        options.stop = stop;
        options.progress = [&](CompressionResult soFar) {
            if (!*alive)
                return;
            addEarlier(soFar, input.record, input.order.limits);
            QMetaObject::invokeMethod(
                this,
                [this, alive, soFar] {
                    if (!*alive)
                        return;
                    m_result = soFar;
                    Q_EMIT progressed();
                },
                Qt::QueuedConnection);
            if (keep && soFar.candidates.size() > 1)
                keep(soFar, false);
        };
        CompressionResult result = compress(input, options, stop, alive);
        addEarlier(result, input.record, input.order.limits);
        const bool isStored = keep && *alive && keep(result, true);
        return [this, isStored, result = std::move(result)] {
            m_result = result;
            Q_EMIT finished(isStored);
        };
    } catch (...) {
        return [this, problem = std::current_exception()] {
            m_result = {};
            if (isStopped(problem))
                return;
            const ErrorText words = describeError(problem);
            Q_EMIT failed(words.title, words.text);
        };
    }
}

void CompressionController::stop()
{
    if (!isRunning() || m_stopping)
        return;
    m_stopping = true;
    m_work.stop();
    Q_EMIT stateChanged();
}

void CompressionController::end()
{
    if (!isRunning())
        return;
    const bool hasSome = m_result.candidates.size() > 1;
    drop();
    if (hasSome)
        Q_EMIT finished(false);
    else
        m_result = {};
}

void CompressionController::clear()
{
    drop();
    m_result = {};
    Q_EMIT stateChanged();
}

void CompressionController::drop()
{
    if (m_alive)
        *m_alive = false;
    m_work.cancel();
}

double CompressionController::remainingSeconds() const
{
    if (!isRunning() || m_stopping)
        return 0.0;
    return std::max(0.0, m_startedAt + m_seconds - nowSeconds());
}

} // namespace leptune
