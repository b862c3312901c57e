// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/gaussian_process.h"

#include "core/search/box_minimizer.h"

#include <Eigen/Cholesky>

#include <cmath>
#include <limits>

namespace leptune {

namespace {

using Eigen::ArrayXd;
using Eigen::ArrayXXd;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Variance of the normal prior of the constant mean; targets are standardised.
constexpr double kMeanVariance = 1.0;
constexpr double kLeastJitter = 1e-9;
constexpr double kLogLengthLow = -4.0, kLogLengthHigh = 6.0;
constexpr double kLogNoiseLow = -16.0, kLogNoiseHigh = 1.0;
constexpr double kLogSignalLow = -4.0, kLogSignalHigh = 5.0;

/// Normal prior of a logarithm.
struct LogPrior {
    double mean;
    double deviation;
    double penalty(double value) const
    {
        const double z = (value - mean) / deviation;
        return 0.5 * z * z;
    }
    double slope(double value) const { return (value - mean) / (deviation * deviation); }
};
constexpr LogPrior kNoisePrior{-6.0, 2.0};
constexpr LogPrior kSignalPrior{0.0, 1.0};

LogPrior lengthPrior(std::size_t terms)
{
    return {std::sqrt(2.0) + 0.5 * std::log(static_cast<double>(terms)) - 1.0, std::sqrt(3.0)};
}

double defaultLogLength(std::size_t terms)
{
    return 0.5 * std::log(static_cast<double>(terms)) - std::log(2.0);
}

/// Matern-5/2 with signal variance 1 from squared scaled distances.
template <typename Array>
auto matern(const Array &squares)
{
    const auto s = (5.0 * squares).sqrt().eval();
    return ((1.0 + s + s.square() / 3.0) * (-s).exp()).eval();
}

/// -2 times its derivative by the squared distance.
template <typename Array>
auto maternSlope(const Array &squares)
{
    const auto s = (5.0 * squares).sqrt().eval();
    return ((5.0 / 3.0) * (1.0 + s) * (-s).exp()).eval();
}

/// In-place lower factor; the diagonal is raised until there is one. False only for NaN.
bool factorise(const MatrixXd &matrix, MatrixXd &factor)
{
    const double size = matrix.diagonal().mean();
    for (double jitter = kLeastJitter; jitter <= 10.0; jitter *= 10.0) {
        factor = matrix;
        factor.diagonal().array() += jitter * size;
        const Eigen::LLT<Eigen::Ref<MatrixXd>> cholesky(factor);
        if (cholesky.info() == Eigen::Success && factor.diagonal().allFinite())
            return true;
    }
    return false;
}

VectorXd solveWith(const MatrixXd &factor, const VectorXd &right)
{
    VectorXd solution = factor.triangularView<Eigen::Lower>().solve(right);
    factor.triangularView<Eigen::Lower>().transpose().solveInPlace(solution);
    return solution;
}

} // namespace

GaussianProcess::GaussianProcess(std::vector<TermKind> terms) : m_terms(std::move(terms))
{
    m_parameters.logLengths =
        VectorXd::Constant(static_cast<Index>(m_terms.size()), defaultLogLength(m_terms.size()));
}

void GaussianProcess::setData(MatrixXd points, VectorXd targets, VectorXd noise)
{
    m_points = std::move(points);
    m_targets = std::move(targets);
    m_noise = std::move(noise);
    findDifferences();
}

void GaussianProcess::findDifferences()
{
    const Index n = rows();
    m_differences.resize(n * (n - 1) / 2, m_points.cols());
    for (Index term = 0; term < m_points.cols(); ++term) {
        const auto column = m_points.col(term).array();
        for (Index b = 0, at = 0; b < n; at += n - 1 - b, ++b) {
            auto below = m_differences.col(term).segment(at, n - 1 - b).array();
            if (m_terms[static_cast<std::size_t>(term)] == TermKind::Numeric)
                below = (column.tail(n - 1 - b) - column[b]).square();
            else
                below = (column.tail(n - 1 - b) != column[b]).cast<double>();
        }
    }
}

double GaussianProcess::priorTerm(const VectorXd &packed, VectorXd &gradient) const
{
    const auto terms = static_cast<Index>(m_terms.size());
    const LogPrior lengths = lengthPrior(m_terms.size());
    double penalty = 0.0;
    for (Index i = 0; i < terms; ++i) {
        penalty += lengths.penalty(packed[i]);
        gradient[i] += lengths.slope(packed[i]);
    }
    gradient[terms] += kNoisePrior.slope(packed[terms]);
    gradient[terms + 1] += kSignalPrior.slope(packed[terms + 1]);
    return penalty + kNoisePrior.penalty(packed[terms]) + kSignalPrior.penalty(packed[terms + 1]);
}

double GaussianProcess::objective(const VectorXd &packed, VectorXd &gradient) const
{
    const Index n = rows();
    const auto terms = static_cast<Index>(m_terms.size());
    const VectorXd inverseSquares = (-2.0 * packed.head(terms).array()).exp();
    const double noise = std::exp(packed[terms]);
    const double signal = std::exp(packed[terms + 1]);

    const ArrayXd squares = m_differences * inverseSquares;
    const ArrayXd roots = (5.0 * squares).sqrt();
    const ArrayXd decay = signal * (-roots).exp();
    const ArrayXd values = (1.0 + roots + roots.square() / 3.0) * decay;

    MatrixXd covariance(n, n);
    covariance.diagonal() = m_noise.array() + (signal + kMeanVariance + noise);
    for (Index b = 0, at = 0; b < n; at += n - 1 - b, ++b)
        covariance.col(b).tail(n - 1 - b) = values.segment(at, n - 1 - b) + kMeanVariance;
    MatrixXd factor;
    gradient.setZero(terms + 2);
    if (!factorise(covariance, factor))
        return std::numeric_limits<double>::infinity();
    const VectorXd weights = solveWith(factor, m_targets);

    // Of the inverse only the lower half is needed: inverse = (L^-1)' L^-1.
    MatrixXd half = MatrixXd::Identity(n, n);
    factor.triangularView<Eigen::Lower>().solveInPlace(half);
    MatrixXd inverse = MatrixXd::Zero(n, n);
    inverse.selfadjointView<Eigen::Lower>().rankUpdate(half.transpose());
    ArrayXd influence(squares.size());
    for (Index b = 0, at = 0; b < n; at += n - 1 - b, ++b)
        influence.segment(at, n - 1 - b) =
            weights.tail(n - 1 - b).array() * weights[b] - inverse.col(b).tail(n - 1 - b).array();
    const double trace = weights.squaredNorm() - inverse.diagonal().sum();

    const ArrayXd slopes = (5.0 / 3.0) * (1.0 + roots) * decay * influence;
    gradient.head(terms) =
        -(m_differences.transpose() * slopes.matrix()).cwiseProduct(inverseSquares);
    gradient[terms] = -0.5 * trace * noise;
    gradient[terms + 1] = -0.5 * trace * signal - (influence * values).sum();
    const double fit = 0.5 * m_targets.dot(weights) + factor.diagonal().array().log().sum();
    return fit + priorTerm(packed, gradient);
}

VectorXd GaussianProcess::startingPoint() const
{
    VectorXd packed(m_parameters.logLengths.size() + 2);
    packed << m_parameters.logLengths, m_parameters.logNoise, m_parameters.logSignal;
    return packed;
}

void GaussianProcess::fit(int maxEvaluations, bool restart)
{
    const auto terms = static_cast<Index>(m_terms.size());
    VectorXd low(terms + 2);
    VectorXd high(terms + 2);
    low << VectorXd::Constant(terms, kLogLengthLow), kLogNoiseLow, kLogSignalLow;
    high << VectorXd::Constant(terms, kLogLengthHigh), kLogNoiseHigh, kLogSignalHigh;
    const auto function = [this](const VectorXd &packed, VectorXd &gradient) {
        return objective(packed, gradient);
    };
    constexpr double kTolerance = 1e-3;
    BoxMinimum best =
        minimizeInBox(function, startingPoint(), low, high, maxEvaluations, kTolerance);
    if (restart) {
        VectorXd start(terms + 2);
        start << VectorXd::Constant(terms, defaultLogLength(m_terms.size())), -4.0, 0.0;
        const BoxMinimum other =
            minimizeInBox(function, start, low, high, maxEvaluations, kTolerance);
        if (!(best.value <= other.value))
            best = other;
    }
    if (std::isfinite(best.value))
        m_parameters = {best.point.head(terms), best.point[terms], best.point[terms + 1]};
    condition();
}

void GaussianProcess::setParameters(const GaussianProcessParameters &parameters)
{
    m_parameters = parameters;
    condition();
}

MatrixXd GaussianProcess::covariance(const MatrixXd &points) const
{
    ArrayXXd squares = ArrayXXd::Zero(rows(), points.rows());
    for (Index term = 0; term < m_points.cols(); ++term) {
        const double scale = std::exp(-2.0 * m_parameters.logLengths[term]);
        const auto column = m_points.col(term).array();
        for (Index i = 0; i < points.rows(); ++i) {
            if (m_terms[static_cast<std::size_t>(term)] == TermKind::Numeric)
                squares.col(i) += scale * (column - points(i, term)).square();
            else
                squares.col(i) += scale * (column != points(i, term)).cast<double>();
        }
    }
    return std::exp(m_parameters.logSignal) * matern(squares) + kMeanVariance;
}

void GaussianProcess::condition()
{
    MatrixXd matrix = covariance(m_points);
    matrix.diagonal().array() += m_noise.array() + std::exp(m_parameters.logNoise);
    if (!factorise(matrix, m_factor))
        m_factor = MatrixXd::Identity(rows(), rows());
    m_weights = solveWith(m_factor, m_targets);
}

void GaussianProcess::believe(const VectorXd &point)
{
    const Index n = rows();
    const MatrixXd cross = covariance(point.transpose());
    const double expected = cross.col(0).dot(m_weights);
    const VectorXd row = m_factor.triangularView<Eigen::Lower>().solve(cross.col(0));
    const double prior = std::exp(m_parameters.logSignal) + kMeanVariance;
    const double left =
        prior * (1.0 + kLeastJitter) + std::exp(m_parameters.logNoise) - row.squaredNorm();
    m_points.conservativeResize(n + 1, Eigen::NoChange);
    m_points.row(n) = point.transpose();
    m_targets.conservativeResize(n + 1);
    m_targets[n] = expected;
    m_noise.conservativeResize(n + 1);
    m_noise[n] = 0.0;
    m_factor.conservativeResize(n + 1, n + 1);
    m_factor.col(n).setZero();
    m_factor.row(n).head(n) = row.transpose();
    m_factor(n, n) = std::sqrt(std::max(left, kLeastJitter * prior));
    m_weights = solveWith(m_factor, m_targets);
}

Posterior GaussianProcess::predict(const MatrixXd &points) const
{
    MatrixXd cross = covariance(points);
    Posterior posterior;
    posterior.mean = cross.transpose() * m_weights;
    m_factor.triangularView<Eigen::Lower>().solveInPlace(cross);
    const double prior = std::exp(m_parameters.logSignal) + kMeanVariance;
    posterior.variance =
        (prior - cross.colwise().squaredNorm().transpose().array()).max(1e-12 * prior);
    return posterior;
}

PosteriorGradient GaussianProcess::predictGradient(const VectorXd &point) const
{
    const auto terms = static_cast<Index>(m_terms.size());
    const double signal = std::exp(m_parameters.logSignal);
    ArrayXd squares = ArrayXd::Zero(rows());
    MatrixXd offsets(rows(), terms); // scaled by 1 / length^2
    for (Index term = 0; term < terms; ++term) {
        const double scale = std::exp(-2.0 * m_parameters.logLengths[term]);
        const auto column = m_points.col(term).array();
        if (m_terms[static_cast<std::size_t>(term)] == TermKind::Numeric) {
            offsets.col(term) = scale * (column - point[term]);
            squares += offsets.col(term).array() * (column - point[term]);
        } else {
            offsets.col(term).setZero();
            squares += scale * (column != point[term]).cast<double>();
        }
    }
    const VectorXd cross = signal * matern(squares) + kMeanVariance;
    const VectorXd solved = solveWith(m_factor, cross);
    const ArrayXd slopes = signal * maternSlope(squares);
    PosteriorGradient result;
    result.mean = cross.dot(m_weights);
    const double prior = signal + kMeanVariance;
    result.variance = std::max(prior - cross.dot(solved), 1e-12 * prior);
    result.meanGradient = offsets.transpose() * (slopes * m_weights.array()).matrix();
    result.varianceGradient = -2.0 * offsets.transpose() * (slopes * solved.array()).matrix();
    return result;
}

} // namespace leptune
