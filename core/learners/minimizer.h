// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>
#include <functional>

namespace leptune {

/// A smooth function of a vector: writes the gradient, returns the value.
using Objective = std::function<double(const Eigen::VectorXd &point, Eigen::VectorXd &gradient)>;

struct MinimizerOptions {
    /// An L1 penalty a coordinate, or empty.
    Eigen::VectorXd l1;
    /// Ends where the largest (pseudo-)gradient entry is below this.
    double tolerance = 1e-6;
    int maxIterations = 500;
    int memory = 10;
    /// Asked before every evaluation; true ends with the best point so far.
    std::function<bool()> shouldEnd;
    /// Told the value after every iteration.
    std::function<void(int iteration, double value)> progress;
};

struct Minimum {
    Eigen::VectorXd point;
    double value = 0.0; ///< penalty included
    int iterations = 0; ///< steps taken
    bool converged = false;
    bool ended = false; ///< shouldEnd() answered true
};

/// Limited-memory BFGS with backtracking (Liu & Nocedal 1989); with an L1 penalty its orthant-wise
/// form (Andrew & Gao 2007). Every step lowers the value.
Minimum minimize(const Objective &objective, Eigen::VectorXd start,
                 const MinimizerOptions &options);

} // namespace leptune
