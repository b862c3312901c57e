// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

#include <vector>

namespace leptune {

/// How a coordinate enters the distance: squared difference, or 1 where two values differ
/// (categories, activity of conditional parameters).
enum class TermKind { Numeric, Indicator };

/// One summand of the kernel: some coordinates, between points that have `gateValue` at `gate`.
struct KernelPart {
    std::vector<Eigen::Index> terms;
    Eigen::Index gate = -1; ///< -1: all points
    double gateValue = 0.0;
};

/// Parameters of the summands, logarithms; lengths part after part.
struct KernelParameters {
    Eigen::VectorXd lengths;
    Eigen::VectorXd signals; ///< variances; the parts with a gate have one in common
};

/// Sum of Matern-5/2 kernels with a length scale a term each. One part is the usual kernel; a part
/// shared by all families beside one for each lets families learn from each other and yet differ
/// (tree-structured spaces; compare Duvenaud et al. 2011, Jenatton et al. 2017).
class SumKernel {
public:
    SumKernel(std::vector<TermKind> terms, std::vector<KernelPart> parts);

    const std::vector<KernelPart> &parts() const { return m_parts; }
    Eigen::Index lengths() const { return m_lengths; }
    Eigen::Index signals() const { return m_signals; }

    /// What addCovariance() leaves for addGradient(), per part and pair of points.
    struct Pairs {
        std::vector<Eigen::ArrayXd> roots;
        std::vector<Eigen::ArrayXd> decays;
        std::vector<Eigen::ArrayXd> values;
    };
    /// Keeps differences of all pairs of `points` [n, terms] for the next two functions.
    void setPoints(const Eigen::MatrixXd &points);
    /// Adds the lower half with its diagonal.
    void addCovariance(const KernelParameters &parameters, Eigen::MatrixXd &covariance,
                       Pairs &pairs) const;
    /// Gradient of a function of the covariance by the parameters, whose derivative by the
    /// covariance is -`influence` / 2 (symmetric, lower half read).
    KernelParameters gradient(const KernelParameters &parameters, const Pairs &pairs,
                              const Eigen::MatrixXd &influence) const;

    /// The same by the coordinates of the points [n, terms] that setPoints() was given; 0 for
    /// indicators.
    Eigen::MatrixXd pointGradient(const KernelParameters &parameters, const Pairs &pairs,
                                  const Eigen::MatrixXd &influence,
                                  const Eigen::MatrixXd &points) const;

    /// Covariances of `points` [n, terms] with `others` [m, terms].
    Eigen::MatrixXd cross(const KernelParameters &parameters, const Eigen::MatrixXd &points,
                          const Eigen::MatrixXd &others) const;
    /// Covariances with one point, and their derivatives by its coordinates [n, terms].
    Eigen::VectorXd crossGradient(const KernelParameters &parameters, const Eigen::MatrixXd &points,
                                  const Eigen::VectorXd &point, Eigen::MatrixXd &slopes) const;
    /// Variance at a point before any data.
    double variance(const KernelParameters &parameters, const Eigen::VectorXd &point) const;

private:
    bool takesPart(const KernelPart &part, double gate) const
    {
        return part.gate < 0 || gate == part.gateValue;
    }
    std::vector<Eigen::Index> rowsOf(const KernelPart &part, const Eigen::MatrixXd &points) const;

    std::vector<TermKind> m_terms;
    std::vector<KernelPart> m_parts;
    std::vector<Eigen::Index> m_signalOf; ///< of each part
    Eigen::Index m_lengths = 0;
    Eigen::Index m_signals = 0;
    std::vector<std::vector<Eigen::Index>> m_rows; ///< that take part in each
    std::vector<Eigen::MatrixXd> m_differences;    ///< [pairs by columns of the lower half, terms]
};

} // namespace leptune
