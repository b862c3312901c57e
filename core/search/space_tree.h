// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

#include <vector>

namespace leptune {

/// Regression tree on the unit cube, grown to pure leaves on a bootstrap sample; its leaves are
/// boxes of known volume, so that means over the cube are exact sums.
class SpaceTree {
public:
    SpaceTree(const std::vector<std::vector<double>> &points, const std::vector<double> &targets,
              RandomStream &random);

    /// Of the prediction over the cube.
    double variance() const;
    /// Of the prediction's mean over all coordinates but one.
    double varianceOf(std::size_t axis) const;

private:
    struct Box {
        std::vector<double> low;
        std::vector<double> high;
        double volume = 1.0;
        double value = 0.0;
    };
    struct Split {
        std::size_t axis = 0;
        double at = 0.0;
        double gain = 0.0;
    };
    void grow(std::vector<std::size_t> rows, Box box, RandomStream &random, int depth);
    Split bestSplit(const std::vector<std::size_t> &rows, RandomStream &random) const;
    double mean() const;

    const std::vector<std::vector<double>> *m_points; ///< only while it grows
    const std::vector<double> *m_targets;
    std::vector<Box> m_leaves;
};

} // namespace leptune
