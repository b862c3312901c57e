// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace leptune {

/// Threads that stay for a whole fit: a tree needs a dozen short parallel loops, and starting
/// threads for each would cost more than the loops. Idle workers sleep after some microseconds, so
/// a busy machine loses nothing to them.
class WorkerTeam {
public:
    explicit WorkerTeam(int threads);
    ~WorkerTeam();
    WorkerTeam(const WorkerTeam &) = delete;
    WorkerTeam &operator=(const WorkerTeam &) = delete;

    int size() const { return static_cast<int>(m_threads.size()) + 1; }
    /// task(i) for every i below `count`, the caller's thread included; returns when all are done.
    /// The first exception is rethrown.
    void run(std::size_t count, const std::function<void(std::size_t)> &task);

private:
    void work();
    void takeTasks();

    std::vector<std::thread> m_threads;
    const std::function<void(std::size_t)> *m_task = nullptr;
    std::size_t m_count = 0;
    std::atomic<std::size_t> m_next = 0;
    std::atomic<std::uint32_t> m_generation = 0; ///< a new loop, or the end
    std::atomic<std::uint32_t> m_busy = 0;       ///< workers still in the loop
    bool m_end = false;
    std::mutex m_mutex;
    std::exception_ptr m_failure;
};

} // namespace leptune
