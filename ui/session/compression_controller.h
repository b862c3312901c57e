// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/compress_model.h"
#include "core/data/read_table.h"
#include "ui/session/background.h"

#include <QObject>

#include <atomic>

namespace leptune {

/// What is to be made smaller, and how far.
struct CompressionOrder {
    std::string model = "best"; ///< as StudyRecord::entryFor() knows it
    FrontLimits limits;
    double seconds = 30.0;
    bool endsStudy = false; ///< of its best Model, under its limits (limited_compression.h)
};

/// The study that the order is of.
struct CompressionInput {
    StudyRecord record;
    std::shared_ptr<const Table> table;
    ReadOptions reading; ///< as the table was read, for a file of test rows
    CompressionOrder order;
};

/// The bridge between compressModel() and the window: runs it on a thread of its own, at low
/// priority, and keeps what is found as it comes. Signals come on the UI thread.
class CompressionController : public QObject {
    Q_OBJECT
public:
    /// Stores what there is, on the worker thread; tells whether it did. `isLast`: nothing follows.
    using Keep = std::function<bool(const CompressionResult &result, bool isLast)>;

    explicit CompressionController(QObject *parent = nullptr);
    ~CompressionController() override;

    void start(CompressionInput input, Keep keep = {});
    /// Ends the search; what was found is scored and kept.
    void stop();
    /// Ends at once with what has come so far; finished() has been emitted then, if there is any.
    void end();
    /// Ends at once and forgets.
    void clear();

    bool isRunning() const { return m_work.isRunning(); }
    bool isStopping() const { return m_stopping; }
    /// Of the search; 0 where it scores what it found, or nothing runs.
    double remainingSeconds() const;
    /// Of the run that goes on, or of the last one; no candidates where there is none.
    const CompressionResult &result() const { return m_result; }

Q_SIGNALS:
    void stateChanged();
    /// result() has grown.
    void progressed();
    /// What came of the end of a study under limits, or why nothing did; finished() follows where
    /// there is a result.
    void limitsTold(const QString &note, bool areKept);
    /// result() is whole; `isStored`: all of it, by Keep.
    void finished(bool isStored);
    void failed(const QString &title, const QString &text);

private:
    using Alive = std::shared_ptr<std::atomic<bool>>;
    CompressionResult compress(const CompressionInput &input, const CompressionOptions &options,
                               const std::stop_token &stop, const Alive &alive);
    Background::Deliver work(const CompressionInput &input, const Keep &keep, const Alive &alive,
                             std::stop_token stop);
    void drop();

    CompressionResult m_result;
    Alive m_alive; ///< of the current run: its outcome is wanted
    double m_startedAt = 0.0, m_seconds = 0.0;
    bool m_stopping = false;
    Background m_work; ///< last: it is joined before the rest goes
};

} // namespace leptune
