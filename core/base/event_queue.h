// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace leptune {

/// Values from any thread to one reader. push() calls the wake-up once per burst, on the pushing
/// thread; the reader then calls drain() on its own thread and gets all that has come since.
template <typename Event>
class EventQueue {
public:
    explicit EventQueue(std::function<void()> wakeUp = {}) : m_wakeUp(std::move(wakeUp)) {}

    void push(Event event)
    {
        bool wasEmpty = false;
        {
            std::lock_guard lock(m_mutex);
            wasEmpty = m_events.empty();
            m_events.push_back(std::move(event));
        }
        if (wasEmpty && m_wakeUp)
            m_wakeUp();
    }

    std::vector<Event> drain()
    {
        std::lock_guard lock(m_mutex);
        return std::exchange(m_events, {});
    }

private:
    std::mutex m_mutex;
    std::vector<Event> m_events;
    std::function<void()> m_wakeUp;
};

} // namespace leptune
