// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/arena_planner.h"

#include <algorithm>

namespace leptune {

std::size_t ArenaPlanner::take(std::size_t width)
{
    for (std::size_t i = 0; i < m_free.size(); ++i) {
        if (m_free[i].width < width)
            continue;
        const std::size_t offset = m_free[i].offset;
        m_free[i].offset += width;
        m_free[i].width -= width;
        if (m_free[i].width == 0)
            m_free.erase(m_free.begin() + static_cast<std::ptrdiff_t>(i));
        return offset;
    }
    const std::size_t offset = m_end;
    m_end += width;
    return offset;
}

void ArenaPlanner::give(std::size_t offset, std::size_t width)
{
    if (width == 0)
        return;
    const auto after = std::ranges::lower_bound(m_free, offset, {}, &Stretch::offset);
    const auto place = m_free.insert(after, {offset, width});
    joinWithNext(place);
    if (place != m_free.begin())
        joinWithNext(place - 1);
}

void ArenaPlanner::joinWithNext(std::vector<Stretch>::iterator place)
{
    const auto next = place + 1;
    if (next == m_free.end() || place->offset + place->width != next->offset)
        return;
    place->width += next->width;
    m_free.erase(next);
}

} // namespace leptune
