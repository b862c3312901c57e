// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/cpu_limit.h"

#include <chrono>
#include <pthread.h>

namespace leptune {

namespace {

constexpr auto kLook = std::chrono::milliseconds(20);

double secondsOf(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

} // namespace

CpuLimit::CpuLimit(double seconds, const std::stop_token &also)
{
    pthread_getcpuclockid(pthread_self(), &m_clock);
    m_start = secondsOf(m_clock);
    m_watcher = std::thread([this, seconds, also] { watch(seconds, also); });
}

CpuLimit::~CpuLimit()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
    }
    m_changed.notify_all();
    m_watcher.join();
}

double CpuLimit::seconds() const
{
    return secondsOf(m_clock) - m_start;
}

void CpuLimit::watch(double limit, const std::stop_token &also)
{
    std::unique_lock lock(m_mutex);
    while (!m_changed.wait_for(lock, kLook, [this] { return m_ended; })) {
        if (!also.stop_requested() && seconds() < limit)
            continue;
        m_reached = !also.stop_requested();
        m_stop.request_stop();
        return;
    }
}

} // namespace leptune
