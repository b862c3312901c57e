// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

#include <optional>
#include <vector>

namespace leptune {

/// Monotone map of higher-is-better values to roughly normal ones of mean 0 and deviation 1: values
/// are scaled by their median and quartiles, far outliers on the bad side are pulled in, then
/// Yeo-Johnson (2000) with the exponent of greatest likelihood.
class OutputTransform {
public:
    /// `values` are finite; at least one.
    explicit OutputTransform(const std::vector<double> &values);

    double apply(double value) const;
    /// Derivative of apply(); carries a variance of values over.
    double slope(double value) const;

private:
    double scaled(double value) const;

    double m_centre = 0.0;
    double m_scale = 1.0;
    double m_floor = 0.0; ///< least scaled value
    double m_exponent = 1.0;
    double m_mean = 0.0;
    double m_deviation = 1.0;
};

/// Yeo-Johnson power transform, and its derivative.
double yeoJohnson(double x, double exponent);
double yeoJohnsonSlope(double x, double exponent);

} // namespace leptune
