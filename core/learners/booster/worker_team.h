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
/// threads for each would cost more than the loops. Nobody waits for a worker that has not begun a
/// task: where the machine is busy, the caller does them all. Idle workers sleep after some
/// microseconds.
class WorkerTeam {
public:
    explicit WorkerTeam(int threads);
    ~WorkerTeam();
    WorkerTeam(const WorkerTeam &) = delete;
    WorkerTeam &operator=(const WorkerTeam &) = delete;

    int size() const { return static_cast<int>(m_threads.size()) + 1; }
    /// task(i) for every i below `count` (at most 2^20), the caller's thread included; returns when
    /// all are done. The first exception is rethrown.
    void run(std::size_t count, const std::function<void(std::size_t)> &task);

private:
    void work();
    void takeTasks();

    std::vector<std::thread> m_threads;
    std::atomic<const std::function<void(std::size_t)> *> m_task = nullptr;
    std::atomic<std::uint64_t> m_ticket = 0; ///< number of the loop, its tasks, the next one
    std::atomic<std::uint32_t> m_loop = 0;   ///< what idle workers wait for
    std::atomic<std::uint32_t> m_done = 0;   ///< tasks of this loop
    std::atomic<bool> m_end = false;
    std::mutex m_mutex;
    std::exception_ptr m_failure;
};

} // namespace leptune
