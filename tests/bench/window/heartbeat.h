// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <ctime>
#include <vector>

namespace leptune {

/// Ticks in the event loop of the window; the longest time between two ticks is how long nothing a
/// user did would have been answered.
class Heartbeat {
public:
    Heartbeat()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(kMilliseconds);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { tick(); });
        m_clock.start();
    }
    void start()
    {
        m_gaps.clear();
        m_last = now();
        m_mostBusy = 0.0;
        m_lastBusy = threadMilliseconds();
        m_timer.start();
    }
    void stop() { m_timer.stop(); }
    double now() const { return static_cast<double>(m_clock.nsecsElapsed()) * 1e-6; }
    /// Of the latest tick, in milliseconds.
    double last() const { return m_last; }
    double worst() const
    {
        return m_gaps.empty() ? 0.0 : *std::max_element(m_gaps.begin(), m_gaps.end());
    }
    /// The longest that the window itself worked between two ticks: what the gap would have been
    /// on a core of its own.
    double busiest() const { return m_mostBusy; }
    /// What so large a share of the gaps stays below.
    double quantile(double share) const
    {
        if (m_gaps.empty())
            return 0.0;
        std::vector<double> sorted = m_gaps;
        std::sort(sorted.begin(), sorted.end());
        const auto place = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1));
        return sorted[place];
    }

private:
    static constexpr int kMilliseconds = 2;
    void tick()
    {
        m_gaps.push_back(now() - m_last);
        m_last = now();
        m_mostBusy = std::max(m_mostBusy, threadMilliseconds() - m_lastBusy);
        m_lastBusy = threadMilliseconds();
    }

    static double threadMilliseconds()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
    }

    QTimer m_timer;
    QElapsedTimer m_clock;
    std::vector<double> m_gaps;
    double m_last = 0.0, m_lastBusy = 0.0, m_mostBusy = 0.0;
};

} // namespace leptune
