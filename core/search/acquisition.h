// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace leptune {

/// Logarithm of the expected improvement over `incumbent` of a normal variable, and its
/// derivatives. Exact where the improvement itself underflows (Ament et al. 2023, "Unexpected
/// improvements to expected improvement for Bayesian optimization").
struct LogImprovement {
    double value = 0.0;
    double byMean = 0.0;
    double byVariance = 0.0;
};
LogImprovement logExpectedImprovement(double mean, double variance, double incumbent);

/// exp(x^2) erfc(x), for x >= 0 without overflow.
double scaledErfc(double x);

} // namespace leptune
