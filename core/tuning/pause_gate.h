// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace leptune {

/// Holds threads while it is closed; a stop lets them through.
class PauseGate {
public:
    void close()
    {
        std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    void open()
    {
        {
            std::lock_guard lock(m_mutex);
            m_closed = false;
        }
        m_changed.notify_all();
    }
    /// Returns the seconds it held the caller.
    double pass(const std::stop_token &stop)
    {
        std::unique_lock lock(m_mutex);
        if (!m_closed)
            return 0.0;
        const Stopwatch watch;
        m_changed.wait(lock, stop, [this] { return !m_closed; });
        return watch.seconds();
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_closed = false;
};

} // namespace leptune
