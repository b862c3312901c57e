// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/sum_kernel.h"

#include <Eigen/Core>

#include <vector>

namespace leptune {

/// Maps each numeric coordinate in [0,1] onto [0,1] by 1 - (1 - x^a)^b (Kumaraswamy), so that an
/// objective that changes fast at one end of a range looks equally smooth everywhere (Snoek et al.
/// 2014). Indicators stay as they are.
class InputWarp {
public:
    /// a = b = 1: the identity.
    explicit InputWarp(const std::vector<TermKind> &terms);

    /// Logarithms of a, then of b, one each a numeric coordinate.
    const Eigen::VectorXd &parameters() const { return m_parameters; }
    void setParameters(const Eigen::VectorXd &parameters);
    bool isIdentity() const { return m_parameters.isZero(0.0); }

    /// `points` [n, terms].
    Eigen::MatrixXd apply(const Eigen::MatrixXd &points) const;
    Eigen::VectorXd apply(const Eigen::VectorXd &point) const;
    /// Derivatives of the mapped coordinates by the point's own; 1 for indicators.
    Eigen::VectorXd slopes(const Eigen::VectorXd &point) const;
    /// Gradient by the parameters of a function whose derivatives by the mapped coordinates of
    /// `points` are `influence` [n, terms].
    Eigen::VectorXd gradient(const Eigen::MatrixXd &points, const Eigen::MatrixXd &influence) const;

private:
    Eigen::Index numbers() const { return static_cast<Eigen::Index>(m_numeric.size()); }
    double a(Eigen::Index number) const;
    double b(Eigen::Index number) const;

    std::vector<Eigen::Index> m_numeric; ///< their terms
    Eigen::VectorXd m_parameters;
};

} // namespace leptune
