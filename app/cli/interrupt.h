// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <csignal>
#include <stop_token>
#include <thread>

namespace leptune {

constexpr int kInterruptedStatus = 130;

/// Answers Ctrl-C and SIGTERM while it lives. Make it before other threads, which inherit its
/// signal mask. The first signal stops the token, on a thread of its own; a second one ends the
/// process at once with status 130.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt &) = delete;
    Interrupt &operator=(const Interrupt &) = delete;

    std::stop_token token() const { return m_source.get_token(); }
    bool requested() const { return m_source.stop_requested(); }
    /// Throws Error(Stopped) where a signal has come.
    void check() const;

private:
    void watch();

    sigset_t m_signals;
    sigset_t m_before;
    std::stop_source m_source;
    std::atomic<bool> m_ended = false;
    std::jthread m_watcher;
};

} // namespace leptune
