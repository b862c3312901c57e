// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace leptune {

/// How far from the best point to look in spaces of many dimensions: twice as far after
/// three improvements in a row, half as far after as many failures as there are dimensions, and
/// from the start again where it has become tiny (TuRBO; Eriksson et al. 2019).
class TrustRegion {
public:
    explicit TrustRegion(std::size_t dimensions);

    void record(bool improved);
    /// Side in the unit cube, for a dimension of average length scale.
    double side() const { return m_side; }

private:
    std::size_t m_patience;
    std::size_t m_successes = 0;
    std::size_t m_failures = 0;
    double m_side;
};

} // namespace leptune
