// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace leptune::neural {

/// Does something again and again, but so seldom that it takes a small share of the time.
class TimeShare {
public:
    explicit TimeShare(double share) : m_share(share) {}

    /// Does it where that is due or a must; always the first time.
    template <typename Work>
    void run(const Work &work, bool isMust = false)
    {
        const Clock::time_point begin = Clock::now();
        if (begin < m_next && !isMust)
            return;
        work();
        const Clock::time_point end = Clock::now();
        m_next = end + std::chrono::duration_cast<Clock::duration>((end - begin) / m_share);
    }

private:
    using Clock = std::chrono::steady_clock;
    double m_share;
    Clock::time_point m_next = Clock::time_point::min();
};

} // namespace leptune::neural
