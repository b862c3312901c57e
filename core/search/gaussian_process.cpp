// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/gaussian_process.h"

#include "core/search/box_minimizer.h"

#include <Eigen/Cholesky>

#include <cmath>
#include <limits>

namespace leptune {

namespace {

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
constexpr LogPrior kNoisePrior{-8.0, 2.0};
constexpr double kSignalDeviation = 1.0;
constexpr LogPrior kWarpPrior{0.0, 0.5};
constexpr double kMostLogWarp = 2.0;
/// What a warped coordinate has to add to the log posterior to be believed.
constexpr double kGainOfWarp = 1.0;
/// A fit ends where an iteration gains less.
constexpr double kTolerance = 1e-3;

/// Grows with the dimensions (Hvarfner et al. 2024), but from a shorter length: losses bend within
/// the space, and a model that believes so from the first trials on finds better ones by the 25th
/// (tests/bench/search.md).
LogPrior lengthPrior(double terms)
{
    return {std::sqrt(2.0) + 0.5 * std::log(terms) - 1.5, std::sqrt(3.0)};
}

double defaultLogLength(double terms)
{
    return 0.5 * std::log(terms) - std::log(2.0);
}

/// All points have the parts without a gate and one of those with one, which share the variance.
double defaultLogSignal(std::size_t parts)
{
    return parts > 1 ? std::log(0.5) : 0.0;
}

std::vector<KernelPart> wholePart(std::size_t terms)
{
    KernelPart part;
    for (std::size_t i = 0; i < terms; ++i)
        part.terms.push_back(static_cast<Index>(i));
    return {part};
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

GaussianProcess::GaussianProcess(const std::vector<TermKind> &terms)
    : GaussianProcess(terms, wholePart(terms.size()))
{
}

GaussianProcess::GaussianProcess(const std::vector<TermKind> &terms, std::vector<KernelPart> parts)
    : m_kernel(terms, std::move(parts)), m_parameters(defaults()), m_warp(terms)
{
}

GaussianProcessParameters GaussianProcess::defaults() const
{
    GaussianProcessParameters result;
    result.logLengths.resize(m_kernel.lengths());
    Index at = 0;
    for (const KernelPart &part : m_kernel.parts())
        for (std::size_t i = 0; i < part.terms.size(); ++i)
            result.logLengths[at++] = defaultLogLength(static_cast<double>(part.terms.size()));
    result.logSignals =
        VectorXd::Constant(m_kernel.signals(), defaultLogSignal(m_kernel.parts().size()));
    return result;
}

void GaussianProcess::setData(MatrixXd points, VectorXd targets, VectorXd noise)
{
    m_inputs = std::move(points);
    m_targets = std::move(targets);
    m_noise = std::move(noise);
    place(m_warp.parameters());
}

void GaussianProcess::place(const VectorXd &warpParameters)
{
    m_warp.setParameters(warpParameters);
    m_points = m_warp.apply(m_inputs);
    m_kernel.setPoints(m_points);
}

double GaussianProcess::priorTerm(const VectorXd &packed, VectorXd &gradient) const
{
    double penalty = 0.0;
    Index at = 0;
    const auto add = [&](const LogPrior &prior) {
        penalty += prior.penalty(packed[at]);
        gradient[at] += prior.slope(packed[at]);
        ++at;
    };
    for (const KernelPart &part : m_kernel.parts()) {
        const LogPrior lengths = lengthPrior(static_cast<double>(part.terms.size()));
        for (std::size_t i = 0; i < part.terms.size(); ++i)
            add(lengths);
    }
    add(kNoisePrior);
    const LogPrior signal{defaultLogSignal(m_kernel.parts().size()), kSignalDeviation};
    for (Index i = 0; i < m_kernel.signals(); ++i)
        add(signal);
    return penalty;
}

double GaussianProcess::objective(const VectorXd &packed, VectorXd &gradient) const
{
    return evaluate(packed, gradient, nullptr);
}

double GaussianProcess::objectiveWithWarp(const VectorXd &packed, VectorXd &gradient)
{
    const Index warps = m_warp.parameters().size();
    place(packed.tail(warps));
    VectorXd ofKernel;
    MatrixXd ofPoints;
    double value = evaluate(packed.head(packed.size() - warps), ofKernel, &ofPoints);
    gradient.setZero(packed.size());
    gradient.head(ofKernel.size()) = ofKernel;
    if (!std::isfinite(value))
        return value;
    gradient.tail(warps) = m_warp.gradient(m_inputs, ofPoints);
    for (Index i = 0; i < warps; ++i) {
        value += kWarpPrior.penalty(m_warp.parameters()[i]);
        gradient.tail(warps)[i] += kWarpPrior.slope(m_warp.parameters()[i]);
    }
    return value;
}

double GaussianProcess::evaluate(const VectorXd &packed, VectorXd &gradient,
                                 MatrixXd *pointGradient) const
{
    const Index n = rows();
    const Index lengths = m_kernel.lengths();
    const Index signals = m_kernel.signals();
    const KernelParameters parameters{packed.head(lengths), packed.tail(signals)};
    const double noise = std::exp(packed[lengths]);

    MatrixXd covariance = MatrixXd::Constant(n, n, kMeanVariance);
    covariance.diagonal().array() += m_noise.array() + noise;
    SumKernel::Pairs pairs;
    m_kernel.addCovariance(parameters, covariance, pairs);
    MatrixXd factor;
    gradient.setZero(packed.size());
    if (!factorise(covariance, factor))
        return std::numeric_limits<double>::infinity();
    const VectorXd weights = solveWith(factor, m_targets);

    // Of the inverse only the lower half is needed: inverse = (L^-1)' L^-1.
    MatrixXd half = MatrixXd::Identity(n, n);
    factor.triangularView<Eigen::Lower>().solveInPlace(half);
    MatrixXd influence = MatrixXd::Zero(n, n);
    influence.selfadjointView<Eigen::Lower>().rankUpdate(half.transpose(), -1.0);
    influence.selfadjointView<Eigen::Lower>().rankUpdate(weights);
    const KernelParameters slopes = m_kernel.gradient(parameters, pairs, influence);
    gradient << slopes.lengths, -0.5 * influence.diagonal().sum() * noise, slopes.signals;
    if (pointGradient)
        *pointGradient = m_kernel.pointGradient(parameters, pairs, influence, m_points);
    const double fit = 0.5 * m_targets.dot(weights) + factor.diagonal().array().log().sum();
    return fit + priorTerm(packed, gradient);
}

VectorXd GaussianProcess::pack(const GaussianProcessParameters &parameters) const
{
    VectorXd packed(m_kernel.lengths() + 1 + m_kernel.signals());
    packed << parameters.logLengths, parameters.logNoise, parameters.logSignals;
    return packed;
}

GaussianProcessParameters GaussianProcess::unpack(const VectorXd &packed) const
{
    const Index lengths = m_kernel.lengths();
    return {packed.head(lengths), packed[lengths], packed.segment(lengths + 1, m_kernel.signals())};
}

GaussianProcess::Bounds GaussianProcess::bounds() const
{
    const Index lengths = m_kernel.lengths();
    const Index signals = m_kernel.signals();
    return {pack({VectorXd::Constant(lengths, kLogLengthLow), kLogNoiseLow,
                  VectorXd::Constant(signals, kLogSignalLow)}),
            pack({VectorXd::Constant(lengths, kLogLengthHigh), kLogNoiseHigh,
                  VectorXd::Constant(signals, kLogSignalHigh)})};
}

void GaussianProcess::fit(int maxEvaluations, bool restart)
{
    const auto [low, high] = bounds();
    const auto function = [this](const VectorXd &packed, VectorXd &gradient) {
        return objective(packed, gradient);
    };
    BoxMinimum best =
        minimizeInBox(function, pack(m_parameters), low, high, maxEvaluations, kTolerance);
    if (restart) {
        const BoxMinimum other =
            minimizeInBox(function, pack(defaults()), low, high, maxEvaluations, kTolerance);
        if (!(best.value <= other.value))
            best = other;
    }
    if (std::isfinite(best.value))
        m_parameters = unpack(best.point);
    condition();
}

void GaussianProcess::fitWithWarp(int maxEvaluations)
{
    const Index warps = m_warp.parameters().size();
    const auto joined = [](const VectorXd &kernel, const VectorXd &warp) {
        VectorXd result(kernel.size() + warp.size());
        result << kernel, warp;
        return result;
    };
    const auto [low, high] = bounds();
    const VectorXd most = VectorXd::Constant(warps, kMostLogWarp);
    const BoxMinimum warped =
        minimizeInBox([this](const VectorXd &packed,
                             VectorXd &gradient) { return objectiveWithWarp(packed, gradient); },
                      joined(pack(m_parameters), m_warp.parameters()), joined(low, -most),
                      joined(high, most), maxEvaluations, kTolerance);
    place(VectorXd::Zero(warps));
    fit(maxEvaluations, false);
    VectorXd unused;
    const double plain = objective(pack(m_parameters), unused);
    if (!(warped.value < plain - kGainOfWarp * 0.5 * static_cast<double>(warps)))
        return;
    m_parameters = unpack(warped.point);
    place(warped.point.tail(warps));
    condition();
}

void GaussianProcess::setParameters(const GaussianProcessParameters &parameters)
{
    m_parameters = parameters;
    condition();
}

KernelParameters GaussianProcess::kernelParameters() const
{
    return {m_parameters.logLengths, m_parameters.logSignals};
}

void GaussianProcess::condition()
{
    MatrixXd matrix = MatrixXd::Constant(rows(), rows(), kMeanVariance);
    matrix.diagonal().array() += m_noise.array() + std::exp(m_parameters.logNoise);
    SumKernel::Pairs pairs;
    m_kernel.addCovariance(kernelParameters(), matrix, pairs);
    if (!factorise(matrix, m_factor))
        m_factor = MatrixXd::Identity(rows(), rows());
    m_weights = solveWith(m_factor, m_targets);
}

void GaussianProcess::believe(const VectorXd &input)
{
    const VectorXd point = m_warp.apply(input);
    const Index n = rows();
    const MatrixXd cross =
        m_kernel.cross(kernelParameters(), m_points, point.transpose()).array() + kMeanVariance;
    const double expected = cross.col(0).dot(m_weights);
    const VectorXd row = m_factor.triangularView<Eigen::Lower>().solve(cross.col(0));
    const double prior = m_kernel.variance(kernelParameters(), point) + kMeanVariance;
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

VectorXd GaussianProcess::lengthsAt(const VectorXd &point) const
{
    constexpr double kLeastSlope = 0.1;
    const VectorXd slopes = m_warp.slopes(point);
    VectorXd lengths = VectorXd::Constant(point.size(), HUGE_VAL);
    Index at = 0;
    for (const KernelPart &part : m_kernel.parts()) {
        for (const Index term : part.terms) {
            const double length =
                std::exp(m_parameters.logLengths[at++]) / std::max(slopes[term], kLeastSlope);
            if (part.gate < 0 || point[part.gate] == part.gateValue)
                lengths[term] = std::min(lengths[term], length);
        }
    }
    return lengths;
}

Posterior GaussianProcess::predict(const MatrixXd &inputs) const
{
    const MatrixXd points = m_warp.apply(inputs);
    MatrixXd cross = m_kernel.cross(kernelParameters(), m_points, points).array() + kMeanVariance;
    Posterior posterior;
    posterior.mean = cross.transpose() * m_weights;
    m_factor.triangularView<Eigen::Lower>().solveInPlace(cross);
    posterior.variance = -cross.colwise().squaredNorm().transpose();
    for (Index i = 0; i < points.rows(); ++i) {
        const double prior =
            m_kernel.variance(kernelParameters(), points.row(i).transpose()) + kMeanVariance;
        posterior.variance[i] = std::max(prior + posterior.variance[i], 1e-12 * prior);
    }
    return posterior;
}

PosteriorGradient GaussianProcess::predictGradient(const VectorXd &input) const
{
    const VectorXd point = m_warp.apply(input);
    const VectorXd warpSlopes = m_warp.slopes(input);
    MatrixXd slopes;
    const KernelParameters parameters = kernelParameters();
    const VectorXd cross =
        m_kernel.crossGradient(parameters, m_points, point, slopes).array() + kMeanVariance;
    const VectorXd solved = solveWith(m_factor, cross);
    PosteriorGradient result;
    result.mean = cross.dot(m_weights);
    const double prior = m_kernel.variance(parameters, point) + kMeanVariance;
    result.variance = std::max(prior - cross.dot(solved), 1e-12 * prior);
    result.meanGradient = warpSlopes.cwiseProduct(slopes.transpose() * m_weights);
    result.varianceGradient = -2.0 * warpSlopes.cwiseProduct(slopes.transpose() * solved);
    return result;
}

} // namespace leptune
