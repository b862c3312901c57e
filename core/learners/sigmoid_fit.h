// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace leptune {

/// P(class 1) = 1 / (1 + exp(-(slope * decision + intercept))).
struct Sigmoid {
    double slope = 1.0;
    double intercept = 0.0;
};

/// Platt's scaling of decision values that the machine did not learn from (Platt 1999, with the
/// safeguarded Newton steps of Lin, Lin & Weng 2007). `isOne`: 1 for rows of class 1.
Sigmoid fitSigmoid(std::span<const double> decisions, std::span<const float> isOne);

} // namespace leptune
