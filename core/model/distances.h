// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preprocess/steps.h"

#include <cstddef>
#include <span>
#include <vector>

namespace leptune {

/// Rows [count, width] as distances see them: scaled, or as they are where the scale is empty.
std::vector<float> scaledRows(const Scale &scale, std::span<const float> rows, std::size_t width);

/// Points in groups of four, feature by feature, so that four distances are summed at once.
class PointSet {
public:
    /// `points` is row-major [count, width].
    PointSet(std::span<const float> points, std::size_t width);

    std::size_t count() const { return m_count; }
    std::size_t groups() const { return (m_count + 3) / 4; }
    /// Squared Euclidean distances of `x` to the points 4 group ... 4 group + 3 (beyond the last
    /// point: of no meaning). Summed in double, feature by feature: what is mathematically equal
    /// comes out equal once it is rounded to float.
    void squaredDistances(const float *x, std::size_t group, double *out) const;

private:
    std::size_t m_count;
    std::size_t m_width;
    std::vector<float> m_values;
};

/// Four exponentials, each within 2 units in the last place, below -708 exactly 0.
void exp4(const double *x, double *out);

} // namespace leptune
