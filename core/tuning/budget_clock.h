// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <limits>
#include <mutex>

namespace leptune {

/// Seconds of a budget: runs from what was already spent, stands still while paused, can be extended.
/// Thread-safe. A budget of 0 has no end.
class BudgetClock {
public:
    BudgetClock(double budgetSeconds, double spentSeconds) : m_budget(budgetSeconds), m_spent(spentSeconds) {}

    double elapsed() const
    {
        std::lock_guard lock(m_mutex);
        return m_spent + (m_running ? m_watch.seconds() : 0.0);
    }
    double remaining() const
    {
        const double now = elapsed();
        std::lock_guard lock(m_mutex);
        return m_budget > 0.0 ? m_budget - now : std::numeric_limits<double>::infinity();
    }
    bool limited() const { return budget() > 0.0; }
    double budget() const
    {
        std::lock_guard lock(m_mutex);
        return m_budget;
    }
    void pause()
    {
        std::lock_guard lock(m_mutex);
        if (m_running)
            m_spent += m_watch.seconds();
        m_running = false;
    }
    void resume()
    {
        std::lock_guard lock(m_mutex);
        if (!m_running)
            m_watch = Stopwatch();
        m_running = true;
    }
    void extend(double seconds)
    {
        std::lock_guard lock(m_mutex);
        if (m_budget > 0.0)
            m_budget += seconds;
    }

private:
    mutable std::mutex m_mutex;
    double m_budget;
    double m_spent;
    Stopwatch m_watch;
    bool m_running = true;
};

} // namespace leptune
