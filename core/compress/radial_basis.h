// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/cluster_centres.h"
#include "core/learners/booster/booster_options.h"

namespace leptune {

/// sum_j coefficients[j, o] exp(-|scale (x - centre_j)|^2) + bias[o] as one vector of parameters.
class RadialBasis {
public:
    RadialBasis(Eigen::Index centres, Eigen::Index inputs, Eigen::Index outputs)
        : m_centres(centres), m_inputs(inputs), m_outputs(outputs)
    {
    }

    Eigen::Index size() const { return m_centres * (m_inputs + m_outputs) + m_inputs + m_outputs; }

    /// Parts of such a vector.
    Eigen::Map<const Eigen::MatrixXd> centres(const Eigen::VectorXd &all) const
    {
        return {all.data(), m_centres, m_inputs};
    }
    Eigen::Map<Eigen::MatrixXd> centres(Eigen::VectorXd &all) const
    {
        return {all.data(), m_centres, m_inputs};
    }
    auto logScale(auto &all) const { return all.segment(m_centres * m_inputs, m_inputs); }
    Eigen::Map<const Eigen::MatrixXd> coefficients(const Eigen::VectorXd &all) const
    {
        return {all.data() + coefficientsAt(), m_centres, m_outputs};
    }
    Eigen::Map<Eigen::MatrixXd> coefficients(Eigen::VectorXd &all) const
    {
        return {all.data() + coefficientsAt(), m_centres, m_outputs};
    }
    auto bias(auto &all) const { return all.tail(m_outputs); }

    /// exp(-|scale (x - centre)|^2): [rows, centres].
    RowMatrix kernel(const RowMatrix &x, const Eigen::VectorXd &all) const;

    /// Mean loss of the scores for `x` beside the answers, and its gradient. Answers [rows,
    /// outputs]: of two classes the second one's share alone.
    double loss(const RowMatrix &x, const RowMatrix &answers, BoosterLoss loss,
                const Eigen::VectorXd &all, Eigen::VectorXd &gradient) const;

private:
    Eigen::Index coefficientsAt() const { return (m_centres + 1) * m_inputs; }

    Eigen::Index m_centres, m_inputs, m_outputs;
};

} // namespace leptune
