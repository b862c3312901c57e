// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/matrix.h"

#include <Eigen/Core>
#include <vector>

namespace leptune {

/// exp(-gamma |x_i - x_j|^2) of all rows of a matrix with each other, made row by row on first use
/// and kept: 4 rows^2 bytes at most. The matrix outlives it. One thread.
class KernelRows {
public:
    KernelRows(const FloatMatrix &features, double gamma);
    std::size_t size() const { return m_rows.size(); }
    /// [size()]; stays valid.
    const float *row(std::size_t i);

private:
    const FloatMatrix &m_features;
    float m_gamma;
    Eigen::ArrayXf m_norms;
    std::vector<Eigen::ArrayXf> m_rows;
};

} // namespace leptune
