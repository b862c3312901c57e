// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <ctime>
#include <mutex>
#include <stop_token>
#include <thread>

namespace leptune {

/// Stops what the calling thread does once it has used so many CPU seconds, or `also` asks for it.
/// CPU time, because it hardly depends on what else the machine is doing. Made, asked and destroyed
/// on the thread it watches.
class CpuLimit {
public:
    CpuLimit(double seconds, const std::stop_token &also);
    ~CpuLimit();
    CpuLimit(const CpuLimit &) = delete;
    CpuLimit &operator=(const CpuLimit &) = delete;

    std::stop_token token() const { return m_stop.get_token(); }
    bool reached() const { return m_reached; }
    /// Used by the thread since this was made.
    double seconds() const;

private:
    void watch(double limit, const std::stop_token &also);

    clockid_t m_clock{};
    double m_start = 0.0;
    std::stop_source m_stop;
    std::atomic<bool> m_reached = false;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_ended = false;
    std::thread m_watcher;
};

} // namespace leptune
