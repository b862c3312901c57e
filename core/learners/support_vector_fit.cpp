// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/learners/kernel_machine.h"
#include "core/learners/sigmoid_fit.h"
#include "core/learners/smo_solver.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace leptune {

namespace {

constexpr std::size_t kInnerFolds = 3;
/// Variables that all steps of a machine may look at, together.
constexpr double kMostLooks = 3e8;

/// Fold of every row; classes are dealt out evenly.
std::vector<std::size_t> stratifiedFolds(const KernelProblem &problem)
{
    std::vector<std::size_t> order(problem.labels.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    RandomStream(problem.seed, 0, 0x504c).shuffle(std::span(order));
    std::vector<std::size_t> folds(order.size());
    std::array<std::size_t, 2> dealt{};
    for (const std::size_t row : order)
        folds[row] = dealt[problem.labels[row] > 0.5F ? 1 : 0]++ % kInnerFolds;
    return folds;
}

bool hasBothClasses(const SmoProblem &problem)
{
    std::array<bool, 2> seen{};
    for (std::size_t row = 0; row < problem.labels.size(); ++row)
        if (problem.leftOut.empty() || !problem.leftOut[row])
            seen[problem.labels[row] > 0.5F ? 1 : 0] = true;
    return seen[0] && seen[1];
}

SmoProblem machineOf(const KernelProblem &problem, KernelRows &kernel)
{
    SmoProblem machine{kernel, problem.labels};
    machine.regression = problem.task == TaskKind::Regression;
    machine.c = problem.c;
    machine.epsilon = problem.epsilon;
    const double variables = machine.regression ? 2.0 : 1.0;
    machine.mostSteps = static_cast<std::size_t>(
        kMostLooks / (variables * static_cast<double>(std::max<std::size_t>(1, kernel.size()))));
    machine.shouldEnd = problem.shouldEnd;
    return machine;
}

/// Decision values of machines that did not see the row; false where ended on the way.
bool decideOutOfFold(const KernelProblem &problem, SmoProblem machine,
                     std::vector<double> &decisions)
{
    const std::vector<std::size_t> folds = stratifiedFolds(problem);
    decisions.assign(folds.size(), 0.0);
    for (std::size_t fold = 0; fold < kInnerFolds; ++fold) {
        machine.leftOut.resize(folds.size());
        for (std::size_t row = 0; row < folds.size(); ++row)
            machine.leftOut[row] = folds[row] == fold;
        if (!hasBothClasses(machine))
            continue;
        const SmoSolution solution = solveSmo(machine);
        if (solution.ended)
            return false;
        for (std::size_t row = 0; row < folds.size(); ++row)
            if (machine.leftOut[row])
                decisions[row] = solution.decisions[row];
    }
    return true;
}

/// Nothing where no row became a support: the whole target lies within the free tube, or no step
/// was made.
std::optional<KernelFit> asFit(const KernelProblem &problem, const SmoSolution &solution,
                               const Sigmoid &sigmoid)
{
    KernelFit fit;
    fit.cutShort = solution.ended;
    fit.machine.inputs = static_cast<int>(problem.features.columns);
    fit.machine.gamma = static_cast<float>(problem.gamma);
    for (std::size_t row = 0; row < solution.coefficients.size(); ++row)
        if (const double coefficient = solution.coefficients[row]; coefficient != 0.0) {
            fit.supports.push_back(static_cast<std::uint32_t>(row));
            fit.machine.coefficients.push_back(static_cast<float>(sigmoid.slope * coefficient));
        }
    fit.machine.bias = {static_cast<float>(sigmoid.slope * solution.bias + sigmoid.intercept)};
    return fit.supports.empty() ? std::nullopt : std::optional(std::move(fit));
}

} // namespace

double supportVectorSeconds(TaskKind task, std::size_t rows, std::size_t features, double c)
{
    // Measured on noisy answers of 300 to 5,000 rows: a cell of the kernel takes 1.7e-10 (d + 18)
    // seconds, a look at a variable 3.3e-9; steps a row grow with c. Folds share the kernel.
    const auto n = static_cast<double>(rows);
    const bool regression = task == TaskKind::Regression;
    const double looks = std::min(kMostLooks, (regression ? 5.0 : 0.9) * std::pow(c, 0.6) * n * n);
    const double machines = regression ? 1.0 : 3.0;
    return 1.7e-10 * n * n * (static_cast<double>(features) + 18.0) + 3.3e-9 * machines * looks;
}

std::optional<KernelFit> fitSupportVectors(const KernelProblem &problem)
{
    KernelRows kernel(problem.features, problem.gamma);
    const SmoProblem machine = machineOf(problem, kernel);
    if (machine.regression)
        return asFit(problem, solveSmo(machine), {});
    std::vector<double> decisions;
    if (!hasBothClasses(machine) || !decideOutOfFold(problem, machine, decisions))
        return std::nullopt;
    return asFit(problem, solveSmo(machine), fitSigmoid(decisions, problem.labels));
}

} // namespace leptune
