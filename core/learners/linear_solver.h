// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/matrix.h"
#include "core/data/target.h"
#include "core/learners/sparse_rows.h"

#include <Eigen/Core>
#include <functional>
#include <span>
#include <vector>

namespace leptune {

enum class Penalty { L2, L1 };

/// minimise  C * sum_i weight_i loss_i + penalty(W),  L2 = |W|^2 / 2, L1 = |W|_1; intercepts are
/// free. Losses: (score - y)^2 / 2, logistic (one score, of class 1) or softmax (one score a
/// class).
struct LinearProblem {
    const FloatMatrix &features;
    std::span<const float> labels;  ///< numbers or class indices
    std::span<const float> weights; ///< one a row, or empty
    TaskKind task = TaskKind::Regression;
    int classes = 0;
    double c = 1.0;
    Penalty penalty = Penalty::L2;
    std::function<bool()> shouldEnd = {};
    std::function<void(int iteration, double loss)> progress = {};
    const SparseRows *sparse = nullptr; ///< the same features, where most are 0
};

/// Weights [features, scores] and one intercept a score.
struct LinearSolution {
    Eigen::MatrixXd weights;
    Eigen::VectorXd intercept;
    int iterations = 0;
    bool usable = false; ///< false: ended before there was anything better than zeros
    bool ended = false;  ///< shouldEnd() answered true before convergence
};

/// Closed form for squared loss with L2, Newton's method for a binary target on up to 300 features,
/// L-BFGS otherwise. Deterministic; float32 products, float64 sums over blocks of rows.
LinearSolution solveLinear(const LinearProblem &problem);

/// Mean loss over the rows and its gradient at (weights, intercept), without penalty.
double meanLinearLoss(const LinearProblem &problem, const Eigen::MatrixXd &weights,
                      const Eigen::VectorXd &intercept, Eigen::MatrixXd &weightGradient,
                      Eigen::VectorXd &interceptGradient);

} // namespace leptune
