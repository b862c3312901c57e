// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/matrix.h"
#include "core/data/split.h"
#include "core/data/target.h"
#include "core/model/graph.h"

#include <Eigen/Core>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>

namespace leptune {

/// Standardised rows and what a radial-basis machine is to learn from them.
struct KernelProblem {
    const FloatMatrix &features;
    std::span<const float> labels;  ///< numbers (standardised) or class indices
    std::span<const float> weights; ///< one a row, or empty
    TaskKind task = TaskKind::Regression;
    int classes = 0;
    double c = 1.0;
    double gamma = 1.0;
    double epsilon = 0.1; ///< width of the tube that costs nothing (exact regression only)
    std::size_t landmarks = 300;
    std::uint64_t seed = 0;
    std::function<bool()> shouldEnd = {};
};

struct KernelFit {
    KernelSum machine; ///< scores for softmax, logistic or the numbers themselves; without supports
    Rows supports;     ///< places of its supports among the problem's rows
    bool cutShort = false;
};

/// exp(-gamma |x - s|^2) of every row with every support: [rows, supports].
Eigen::MatrixXf radialKernel(const FloatMatrix &rows, std::size_t begin, std::size_t count,
                             const FloatMatrix &supports, double gamma);

/// Seconds that fitSupportVectors() usually takes; ten times as much at the very most.
double supportVectorSeconds(TaskKind task, std::size_t rows, std::size_t features, double c);
/// Support vector machine by SMO: binary, with Platt scaling on three inner folds, or
/// eps-regression. Steps are bounded, so that no choice of c and epsilon takes without end. Nothing
/// where it was ended before a machine stood, or nothing became a support. No weights.
std::optional<KernelFit> fitSupportVectors(const KernelProblem &problem);

/// A linear model on Nystroem features of a seeded sample of landmark rows (Williams & Seeger
/// 2000): logistic, softmax or squared loss. Nothing where it was ended before a model stood.
std::optional<KernelFit> fitNystroem(const KernelProblem &problem);

} // namespace leptune
