// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/shrink_controller.h"

#include <algorithm>

namespace leptune::neural {

ShrinkController::ShrinkController(double limit, int epochs)
    : m_limit(limit), m_step(2.0 / std::max(2, epochs)), m_level(m_step)
{
}

void ShrinkController::report(double loss)
{
    if (loss <= m_limit) {
        m_above = 0;
        m_good = m_level;
        m_level = std::min(1.0, m_level + m_step);
        return;
    }
    if (++m_above < 2)
        return;
    m_above = 0;
    m_step *= 0.5;
    m_level = std::min(m_good + m_step, m_level * 0.5 + m_good * 0.5);
}

void ShrinkController::exchange(StateArchive &archive)
{
    for (double *number : {&m_limit, &m_step, &m_level, &m_good})
        archive.value(*number);
    archive.value(m_above, -1, 1);
}

} // namespace leptune::neural
