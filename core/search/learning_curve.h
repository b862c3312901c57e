// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <utility>
#include <vector>

namespace leptune {

/// What a curve is expected to reach.
struct CurveForecast {
    double mean = 0.0;
    double deviation = 0.0;
    /// Probability of a value above `target`.
    double above(double target) const;
};

/// Extrapolates (fidelity, higher-is-better value) pairs to a larger `fidelity` by the power law
/// a - b x^-c: least squares in a and b for each of several c, weighted by their likelihoods
/// (compare Domhan et al. 2015). The deviation covers the residuals, the doubt about c and that of
/// going far. Nothing for fewer than four different finite fidelities.
std::optional<CurveForecast> extrapolateCurve(const std::vector<std::pair<double, double>> &points,
                                              double fidelity);

} // namespace leptune
