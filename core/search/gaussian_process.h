// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/sum_kernel.h"

#include <Eigen/Core>

#include <vector>

namespace leptune {

/// Mean and variance of the latent function (without noise) at some points.
struct Posterior {
    Eigen::VectorXd mean;
    Eigen::VectorXd variance;
};

/// Gradient of one point's posterior by its coordinates; 0 for indicators.
struct PosteriorGradient {
    double mean = 0.0;
    double variance = 0.0;
    Eigen::VectorXd meanGradient;
    Eigen::VectorXd varianceGradient;
};

/// Logarithms of the kernel's parameters.
struct GaussianProcessParameters {
    Eigen::VectorXd logLengths; ///< one a term of each part
    double logNoise = -4.0;     ///< variance
    Eigen::VectorXd logSignals; ///< variances, see KernelParameters
};

/// Gaussian process regression on points in the unit cube and standardised targets. A sum of
/// Matern-5/2 kernels, a constant with a normal prior, noise that is common plus known per point.
/// Parameters are maximum a posteriori under log-normal priors whose length scales grow with the
/// root of the number of terms of a part (Hvarfner et al. 2024). Never throws for numerical
/// reasons: where the matrix is not positive definite the diagonal is raised until it is.
class GaussianProcess {
public:
    /// One part with all terms.
    explicit GaussianProcess(const std::vector<TermKind> &terms);
    GaussianProcess(std::vector<TermKind> terms, std::vector<KernelPart> parts);

    /// `points` [n, terms], `noise` >= 0 the known variance of each target.
    void setData(Eigen::MatrixXd points, Eigen::VectorXd targets, Eigen::VectorXd noise);
    /// Finds the parameters, from the present ones and, where `restart`, also from the default
    /// ones, with at most `maxEvaluations` of the posterior density each; then conditions on the
    /// data.
    void fit(int maxEvaluations, bool restart);
    /// Appends a point with the mean expected there and no noise: a trial that is still running
    /// (kriging believer, Ginsbourger et al. 2010).
    void believe(const Eigen::VectorXd &point);

    /// `points` [m, terms].
    Posterior predict(const Eigen::MatrixXd &points) const;
    PosteriorGradient predictGradient(const Eigen::VectorXd &point) const;

    /// Shortest length of each term among the parts that hold at a point; infinite where none does.
    Eigen::VectorXd lengthsAt(const Eigen::VectorXd &point) const;
    const GaussianProcessParameters &parameters() const { return m_parameters; }
    void setParameters(const GaussianProcessParameters &parameters);
    Eigen::Index rows() const { return m_points.rows(); }

    /// Negative log posterior of the parameters (packed: lengths, noise, signals) and its gradient.
    double objective(const Eigen::VectorXd &packed, Eigen::VectorXd &gradient) const;

private:
    void condition();
    double priorTerm(const Eigen::VectorXd &packed, Eigen::VectorXd &gradient) const;
    GaussianProcessParameters defaults() const;
    Eigen::VectorXd pack(const GaussianProcessParameters &parameters) const;
    KernelParameters kernelParameters() const;

    SumKernel m_kernel;
    GaussianProcessParameters m_parameters;
    Eigen::MatrixXd m_points;
    Eigen::VectorXd m_targets;
    Eigen::VectorXd m_noise;
    Eigen::MatrixXd m_factor;  ///< lower Cholesky factor of the covariance
    Eigen::VectorXd m_weights; ///< inverse covariance times targets
};

} // namespace leptune
