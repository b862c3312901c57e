// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/trust_region.h"

#include <algorithm>

namespace leptune {

namespace {

constexpr double kFirstSide = 0.8;
constexpr double kGreatestSide = 1.6;
constexpr double kLeastSide = 1.0 / 128.0;
constexpr std::size_t kSuccesses = 3;

} // namespace

TrustRegion::TrustRegion(std::size_t dimensions)
    : m_patience(std::max<std::size_t>(4, dimensions)), m_side(kFirstSide)
{
}

void TrustRegion::record(bool improved)
{
    m_successes = improved ? m_successes + 1 : 0;
    m_failures = improved ? 0 : m_failures + 1;
    if (m_successes == kSuccesses) {
        m_side = std::min(2.0 * m_side, kGreatestSide);
        m_successes = 0;
    } else if (m_failures == m_patience) {
        m_side /= 2.0;
        m_failures = 0;
        if (m_side < kLeastSide)
            m_side = kFirstSide;
    }
}

} // namespace leptune
