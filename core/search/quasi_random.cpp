// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/quasi_random.h"

#include <cmath>

namespace leptune {

QuasiRandom::QuasiRandom(std::size_t dimensions, RandomStream &random)
{
    // The positive root of x^(d+1) = x + 1.
    double ratio = 2.0;
    for (int i = 0; i < 60; ++i)
        ratio = std::pow(1.0 + ratio, 1.0 / static_cast<double>(dimensions + 1));
    double step = 1.0;
    for (std::size_t i = 0; i < dimensions; ++i) {
        step /= ratio;
        m_steps.push_back(step);
        m_shift.push_back(random.uniform());
    }
}

std::vector<double> QuasiRandom::point(std::uint64_t index) const
{
    std::vector<double> point(m_steps.size());
    for (std::size_t i = 0; i < point.size(); ++i) {
        const double at = m_shift[i] + static_cast<double>(index) * m_steps[i];
        point[i] = at - std::floor(at);
    }
    return point;
}

} // namespace leptune
