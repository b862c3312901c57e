// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/kernel_rows.h"

namespace leptune {

namespace {

using FloatRows = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Eigen::Map<const FloatRows> mapOf(const FloatMatrix &matrix)
{
    return {matrix.values.data(), static_cast<Eigen::Index>(matrix.rows),
            static_cast<Eigen::Index>(matrix.columns)};
}

} // namespace

KernelRows::KernelRows(const FloatMatrix &features, double gamma)
    : m_features(features),
      m_gamma(static_cast<float>(gamma)),
      m_norms(mapOf(features).rowwise().squaredNorm().array()),
      m_rows(features.rows)
{
}

const float *KernelRows::row(std::size_t i)
{
    Eigen::ArrayXf &row = m_rows[i];
    if (row.size() == 0) {
        const auto place = static_cast<Eigen::Index>(i);
        const auto all = mapOf(m_features);
        row = (all * all.row(place).transpose()).array();
        row = (-m_gamma * (m_norms + m_norms[place] - 2.0F * row).max(0.0F)).exp();
    }
    return row.data();
}

} // namespace leptune
