// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/compress/pareto_front.h"

#include <array>

namespace leptune {

/// Many aims made one, another one each time it is drawn: the augmented Chebyshev distance to the
/// best of each aim, under random weights (ParEGO, Knowles 2006).
class ChebyshevAim {
public:
    /// `timeCounts`: measured times have a part in it (then runs differ).
    ChebyshevAim(RandomStream &random, bool timeCounts);
    /// A value a point, higher is better; each aim is scaled to the points' range. A drop counts by
    /// the logarithm of what it is of `maxDrop`, size, operations and time by theirs.
    std::vector<double> valuesOf(const std::vector<FrontPoint> &points, double maxDrop) const;

private:
    std::array<double, 4> m_weights{};
};

} // namespace leptune
