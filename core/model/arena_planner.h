// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace leptune {

/// Places stretches of different widths in one arena, so that it stays small: what was given back
/// is taken again, the first that is wide enough.
class ArenaPlanner {
public:
    std::size_t take(std::size_t width);
    void give(std::size_t offset, std::size_t width);
    /// Of all that was ever taken at once.
    std::size_t size() const { return m_end; }

private:
    struct Stretch {
        std::size_t offset = 0;
        std::size_t width = 0;
    };
    void joinWithNext(std::vector<Stretch>::iterator place);

    std::vector<Stretch> m_free;
    std::size_t m_end = 0;
};

} // namespace leptune
