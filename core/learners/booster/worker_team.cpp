// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/worker_team.h"

#include <algorithm>

namespace leptune {

namespace {

/// About 20 microseconds: the usual gap between two loops of a tree.
constexpr int kSpins = 500;

void waitWhile(const std::atomic<std::uint32_t> &value, std::uint32_t old)
{
    for (int i = 0; i < kSpins; ++i) {
        if (value.load(std::memory_order_acquire) != old)
            return;
        __builtin_ia32_pause();
    }
    while (value.load(std::memory_order_acquire) == old)
        value.wait(old, std::memory_order_acquire);
}

} // namespace

WorkerTeam::WorkerTeam(int threads)
{
    for (int i = 1; i < threads; ++i)
        m_threads.emplace_back([this] { work(); });
}

WorkerTeam::~WorkerTeam()
{
    m_end = true;
    m_generation.fetch_add(1, std::memory_order_release);
    m_generation.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

void WorkerTeam::run(std::size_t count, const std::function<void(std::size_t)> &task)
{
    if (m_threads.empty() || count <= 1) {
        for (std::size_t i = 0; i < count; ++i)
            task(i);
        return;
    }
    m_task = &task;
    m_count = count;
    m_next.store(0, std::memory_order_relaxed);
    m_failure = nullptr;
    m_busy.store(static_cast<std::uint32_t>(m_threads.size()), std::memory_order_relaxed);
    m_generation.fetch_add(1, std::memory_order_release);
    m_generation.notify_all();
    takeTasks();
    for (std::uint32_t busy = m_busy.load(std::memory_order_acquire); busy != 0;
         busy = m_busy.load(std::memory_order_acquire))
        waitWhile(m_busy, busy);
    if (m_failure)
        std::rethrow_exception(m_failure);
}

void WorkerTeam::work()
{
    std::uint32_t seen = 0;
    for (;;) {
        waitWhile(m_generation, seen);
        ++seen;
        if (m_end)
            return;
        takeTasks();
        if (m_busy.fetch_sub(1, std::memory_order_acq_rel) == 1)
            m_busy.notify_one();
    }
}

void WorkerTeam::takeTasks()
{
    for (std::size_t i = m_next++; i < m_count; i = m_next++) {
        try {
            (*m_task)(i);
        } catch (...) {
            const std::lock_guard lock(m_mutex);
            if (!m_failure)
                m_failure = std::current_exception();
            m_next = m_count;
        }
    }
}

} // namespace leptune
