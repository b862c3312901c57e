// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <limits>
#include <optional>

namespace leptune {

/// Monotonic seconds.
double nowSeconds();
/// Seconds since this process was started (from the kernel, so loading the libraries counts).
double processSeconds();
/// CPU seconds used by the calling thread.
double threadCpuSeconds();

class Stopwatch {
public:
    Stopwatch() : m_start(nowSeconds()) {}
    double seconds() const { return nowSeconds() - m_start; }

private:
    double m_start;
};

/// A moment after which work has to end; a default one never passes.
class Deadline {
public:
    Deadline() = default;
    static Deadline inSeconds(double seconds) { return Deadline(nowSeconds() + seconds); }
    bool passed() const { return m_at && nowSeconds() >= *m_at; }
    bool exists() const { return m_at.has_value(); }
    Deadline later(double seconds) const { return m_at ? Deadline(*m_at + seconds) : *this; }
    /// Seconds left (negative when passed), infinity when there is none.
    double remaining() const
    {
        return m_at ? *m_at - nowSeconds() : std::numeric_limits<double>::infinity();
    }

private:
    explicit Deadline(double at) : m_at(at) {}
    std::optional<double> m_at;
};

} // namespace leptune
