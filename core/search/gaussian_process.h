// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/input_warp.h"
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
    GaussianProcess(const std::vector<TermKind> &terms, std::vector<KernelPart> parts);

    /// `points` [n, terms], `noise` >= 0 the known variance of each target.
    void setData(Eigen::MatrixXd points, Eigen::VectorXd targets, Eigen::VectorXd noise);
    /// Finds the parameters, from the present ones and, where `restart`, also from the default
    /// ones, with at most `maxEvaluations` of the posterior density each; then conditions on the
    /// data.
    void fit(int maxEvaluations, bool restart);
    /// The same from the present parameters, together with the warp of the inputs, whose
    /// logarithms have a normal prior around the identity. It is taken where it adds enough to the
    /// log posterior, else the identity; later data keeps it.
    void fitWithWarp(int maxEvaluations);
    /// Appends a point with the mean expected there and no noise: a trial that is still running
    /// (kriging believer, Ginsbourger et al. 2010).
    void believe(const Eigen::VectorXd &input);

    /// `inputs` [m, terms].
    Posterior predict(const Eigen::MatrixXd &inputs) const;
    PosteriorGradient predictGradient(const Eigen::VectorXd &input) const;

    /// Shortest length of each term among the parts that hold at a point; infinite where none does.
    Eigen::VectorXd lengthsAt(const Eigen::VectorXd &point) const;
    const GaussianProcessParameters &parameters() const { return m_parameters; }
    void setParameters(const GaussianProcessParameters &parameters);
    const InputWarp &warp() const { return m_warp; }
    Eigen::Index rows() const { return m_points.rows(); }

    /// Negative log posterior of the parameters (packed: lengths, noise, signals) and its gradient.
    double objective(const Eigen::VectorXd &packed, Eigen::VectorXd &gradient) const;
    /// The same of those parameters followed by the warp's, which it takes over.
    double objectiveWithWarp(const Eigen::VectorXd &packed, Eigen::VectorXd &gradient);

private:
    void condition();
    void place(const Eigen::VectorXd &warpParameters);
    double evaluate(const Eigen::VectorXd &packed, Eigen::VectorXd &gradient,
                    Eigen::MatrixXd *pointGradient) const;
    GaussianProcessParameters unpack(const Eigen::VectorXd &packed) const;
    struct Bounds {
        Eigen::VectorXd low, high;
    };
    Bounds bounds() const;
    double priorTerm(const Eigen::VectorXd &packed, Eigen::VectorXd &gradient) const;
    GaussianProcessParameters defaults() const;
    Eigen::VectorXd pack(const GaussianProcessParameters &parameters) const;
    KernelParameters kernelParameters() const;

    SumKernel m_kernel;
    GaussianProcessParameters m_parameters;
    InputWarp m_warp;
    Eigen::MatrixXd m_inputs; ///< as setData() was given them
    Eigen::MatrixXd m_points; ///< warped
    Eigen::VectorXd m_targets;
    Eigen::VectorXd m_noise;
    Eigen::MatrixXd m_factor;  ///< lower Cholesky factor of the covariance
    Eigen::VectorXd m_weights; ///< inverse covariance times targets
};

} // namespace leptune
