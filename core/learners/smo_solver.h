// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/kernel_rows.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace leptune {

/// The dual of a support vector machine: C-SVC for classes, eps-SVR for numbers, as in LIBSVM
/// (Chang & Lin 2011, eqs. 2 and 10).
struct SmoProblem {
    KernelRows &kernel;
    std::span<const float> labels; ///< numbers, or 0 and 1
    bool regression = false;
    double c = 1.0;
    double epsilon = 0.1;           ///< half the width of the free tube (regression)
    std::vector<bool> leftOut = {}; ///< rows that are not learned from; empty = none
    /// Steps at most. With a large c the last digits of the optimum take millions that predict
    /// nothing better.
    std::size_t mostSteps = 1'000'000;
    std::function<bool()> shouldEnd = {};
};

struct SmoSolution {
    std::vector<double> coefficients; ///< a row; 0 = no support
    double bias = 0.0;
    /// sum_j coefficients[j] K(row, j) + bias of every row, those left out included.
    std::vector<double> decisions;
    double objective = 0.0; ///< of the dual, to be minimised; LIBSVM's "obj"
    std::size_t steps = 0;
    bool converged = false; ///< the largest violation of the KKT conditions is below 1e-3
    bool ended = false;     ///< shouldEnd() came first; what stands is feasible, only weaker
};

/// Sequential minimal optimisation, pairs chosen by second-order information (Fan, Chen & Lin
/// 2005). Polls shouldEnd() every few steps.
SmoSolution solveSmo(const SmoProblem &problem);

} // namespace leptune
