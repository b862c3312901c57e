// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/input_warp.h"

#include <cmath>

namespace leptune {

namespace {

using Eigen::ArrayXd;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Logarithms and slopes are infinite at the very ends.
constexpr double kEnd = 1e-6;

ArrayXd inside(const MatrixXd &points, Index term)
{
    return points.col(term).array().max(kEnd).min(1.0 - kEnd);
}

} // namespace

InputWarp::InputWarp(const std::vector<TermKind> &terms)
{
    for (std::size_t i = 0; i < terms.size(); ++i)
        if (terms[i] == TermKind::Numeric)
            m_numeric.push_back(static_cast<Index>(i));
    m_parameters = VectorXd::Zero(2 * numbers());
}

void InputWarp::setParameters(const VectorXd &parameters)
{
    m_parameters = parameters;
}

double InputWarp::a(Index number) const
{
    return std::exp(m_parameters[number]);
}

double InputWarp::b(Index number) const
{
    return std::exp(m_parameters[numbers() + number]);
}

MatrixXd InputWarp::apply(const MatrixXd &points) const
{
    if (isIdentity())
        return points;
    MatrixXd mapped = points;
    for (Index i = 0; i < numbers(); ++i) {
        const Index term = m_numeric[static_cast<std::size_t>(i)];
        mapped.col(term) = 1.0 - (1.0 - inside(points, term).pow(a(i))).pow(b(i));
    }
    return mapped;
}

VectorXd InputWarp::apply(const VectorXd &point) const
{
    return apply(MatrixXd(point.transpose())).row(0).transpose();
}

VectorXd InputWarp::slopes(const VectorXd &point) const
{
    VectorXd slopes = VectorXd::Ones(point.size());
    if (isIdentity())
        return slopes;
    for (Index i = 0; i < numbers(); ++i) {
        const Index term = m_numeric[static_cast<std::size_t>(i)];
        const double x = std::min(std::max(point[term], kEnd), 1.0 - kEnd);
        const double power = std::pow(x, a(i));
        slopes[term] = a(i) * b(i) * power / x * std::pow(1.0 - power, b(i) - 1.0);
    }
    return slopes;
}

VectorXd InputWarp::gradient(const MatrixXd &points, const MatrixXd &influence) const
{
    VectorXd result(m_parameters.size());
    for (Index i = 0; i < numbers(); ++i) {
        const Index term = m_numeric[static_cast<std::size_t>(i)];
        const ArrayXd x = inside(points, term);
        const ArrayXd power = x.pow(a(i));
        const ArrayXd rest = 1.0 - power;
        const ArrayXd outer = influence.col(term).array() * b(i) * rest.pow(b(i));
        result[i] = (outer / rest * power * x.log()).sum() * a(i);
        result[numbers() + i] = -(outer * rest.log()).sum();
    }
    return result;
}

} // namespace leptune
