// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/worker_team.h"

#include <algorithm>

namespace leptune {

namespace {

/// About 20 microseconds: the usual gap between two loops of a tree.
constexpr int kSpins = 500;
constexpr int kTaskBits = 20;
constexpr std::uint64_t kTaskMask = (std::uint64_t{1} << kTaskBits) - 1;

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
    m_loop.fetch_add(1, std::memory_order_release);
    m_loop.notify_all();
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
    const auto tasks = static_cast<std::uint32_t>(count);
    m_task.store(&task, std::memory_order_relaxed);
    m_done.store(0, std::memory_order_relaxed);
    m_failure = nullptr;
    // Nobody holds a task of the last loop, so only those who read this ticket see what is new.
    const std::uint64_t loop = (m_ticket.load(std::memory_order_relaxed) >> (2 * kTaskBits)) + 1;
    m_ticket.store((loop << (2 * kTaskBits)) | (std::uint64_t{tasks} << kTaskBits),
                   std::memory_order_release);
    m_loop.fetch_add(1, std::memory_order_release);
    m_loop.notify_all();
    takeTasks();
    for (std::uint32_t done = m_done.load(std::memory_order_acquire); done != tasks;
         done = m_done.load(std::memory_order_acquire))
        waitWhile(m_done, done);
    if (m_failure)
        std::rethrow_exception(m_failure);
}

void WorkerTeam::work()
{
    std::uint32_t seen = 0;
    while (!m_end) {
        takeTasks();
        waitWhile(m_loop, seen);
        seen = m_loop.load(std::memory_order_acquire);
    }
}

void WorkerTeam::takeTasks()
{
    std::uint64_t ticket = m_ticket.load(std::memory_order_acquire);
    for (;;) {
        const std::uint64_t next = ticket & kTaskMask;
        const std::uint64_t count = (ticket >> kTaskBits) & kTaskMask;
        if (next >= count)
            return;
        if (!m_ticket.compare_exchange_weak(ticket, ticket + 1, std::memory_order_acq_rel,
                                            std::memory_order_acquire))
            continue;
        ++ticket;
        try {
            (*m_task.load(std::memory_order_relaxed))(next);
        } catch (...) {
            const std::lock_guard lock(m_mutex);
            if (!m_failure)
                m_failure = std::current_exception();
        }
        // The last one to be done ends the loop, so this is the last touch of it.
        m_done.fetch_add(1, std::memory_order_acq_rel);
        m_done.notify_one();
    }
}

} // namespace leptune
