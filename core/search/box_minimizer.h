// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

#include <functional>

namespace leptune {

/// Value and gradient at a point; the gradient has the point's size. NaN or infinity = outside.
using SmoothFunction =
    std::function<double(const Eigen::VectorXd &point, Eigen::VectorXd &gradient)>;

struct BoxMinimum {
    Eigen::VectorXd point;
    double value = 0.0;
    int evaluations = 0;
};

/// Local minimum inside [low, high] by projected L-BFGS with Armijo backtracking (Nocedal & Wright
/// 2006, 7.2; variables held at a bound by the gradient stay out of the two-loop recursion). Ends
/// at `maxEvaluations` or where an iteration gains less than `tolerance`.
BoxMinimum minimizeInBox(const SmoothFunction &function, const Eigen::VectorXd &start,
                         const Eigen::VectorXd &low, const Eigen::VectorXd &high,
                         int maxEvaluations, double tolerance);

} // namespace leptune
