// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <cstdint>
#include <functional>
#include <list>
#include <stop_token>
#include <thread>

namespace leptune {

/// Runs one piece of work at a time on a thread of its own and brings its outcome back to the
/// thread of this object. A new run() or cancel() makes the outcome of the one before stale: it is
/// dropped, and its thread, asked to stop, is joined when it ends. Nothing here blocks except
/// destruction.
class Background : public QObject {
    Q_OBJECT
public:
    /// Delivers the outcome; holds values only.
    using Deliver = std::function<void()>;
    /// Runs on the worker thread; must not throw.
    using Work = std::function<Deliver(std::stop_token)>;

    explicit Background(QObject *parent = nullptr) : QObject(parent) {}
    ~Background() override;

    void run(Work work);
    void cancel();
    /// Asks the current work to stop; what it ends with is still delivered.
    void stop();
    bool isRunning() const { return m_current != 0; }

Q_SIGNALS:
    /// The current work ended (delivered or cancelled).
    void ended();

private:
    struct Job {
        std::uint64_t id = 0;
        std::jthread thread;
    };
    void askAllToStop();
    void finish(std::uint64_t id, const Deliver &deliver);

    std::list<Job> m_jobs;
    std::uint64_t m_last = 0;
    std::uint64_t m_current = 0; ///< 0 = none whose outcome is wanted
};

} // namespace leptune
