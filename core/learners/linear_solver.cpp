// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/linear_solver.h"

#include "core/learners/linear_blocks.h"
#include "core/learners/minimizer.h"

#include <Eigen/Cholesky>
#include <cmath>

namespace leptune {

namespace {

constexpr std::size_t kMostNewtonFeatures = 300;
constexpr std::size_t kMostCholesky = 2000;

bool mustEnd(const LinearProblem &problem)
{
    return problem.shouldEnd && problem.shouldEnd();
}

double weightOf(const LinearProblem &problem, std::size_t row)
{
    return problem.weights.empty() ? 1.0 : problem.weights[row];
}

Eigen::Index scoresOf(const LinearProblem &problem)
{
    return problem.task == TaskKind::MultiClass ? problem.classes : 1;
}

LinearSolution emptySolution(const LinearProblem &problem)
{
    LinearSolution solution;
    solution.weights.setZero(static_cast<Eigen::Index>(problem.features.columns),
                             scoresOf(problem));
    solution.intercept.setZero(scoresOf(problem));
    return solution;
}

/// The best intercepts for weights of zero: where all solvers start.
Eigen::VectorXd priorIntercept(const LinearProblem &problem)
{
    const Eigen::Index scores = scoresOf(problem);
    if (problem.task == TaskKind::Regression) {
        double sum = 0.0;
        for (std::size_t i = 0; i < problem.labels.size(); ++i)
            sum += weightOf(problem, i) * problem.labels[i];
        return Eigen::VectorXd::Constant(1, sum / totalWeight(problem));
    }
    // One row's worth spread over the classes keeps absent ones finite.
    Eigen::VectorXd shares = Eigen::VectorXd::Constant(std::max<Eigen::Index>(2, problem.classes),
                                                       1.0 / std::max(2, problem.classes));
    for (std::size_t i = 0; i < problem.labels.size(); ++i)
        shares[static_cast<Eigen::Index>(problem.labels[i])] += weightOf(problem, i);
    if (scores == 1)
        return Eigen::VectorXd::Constant(1, std::log(shares[1] / shares[0]));
    const Eigen::VectorXd logs = shares.array().log();
    return logs.array() - logs.mean();
}

/// Parameters as one vector: weights column by column, then intercepts.
class Layout {
public:
    Layout(Eigen::Index features, Eigen::Index scores) : m_features(features), m_scores(scores) {}
    Eigen::Index size() const { return (m_features + 1) * m_scores; }
    Eigen::Index weightCount() const { return m_features * m_scores; }
    Eigen::MatrixXd weights(const Eigen::VectorXd &all) const
    {
        return Eigen::Map<const Eigen::MatrixXd>(all.data(), m_features, m_scores);
    }
    Eigen::VectorXd intercept(const Eigen::VectorXd &all) const { return all.tail(m_scores); }
    void join(const Eigen::MatrixXd &w, const Eigen::VectorXd &b, Eigen::VectorXd &all) const
    {
        all.head(weightCount()) = Eigen::Map<const Eigen::VectorXd>(w.data(), weightCount());
        all.tail(m_scores) = b;
    }

private:
    Eigen::Index m_features, m_scores;
};

LinearSolution solveByGradient(const LinearProblem &given)
{
    LinearProblem problem = given;
    SparseRows sparse;
    if (filledShare(problem.features) < kSparseShare) {
        sparse = sparseRows(problem.features);
        problem.sparse = &sparse;
    }
    LinearSolution solution = emptySolution(problem);
    const Layout layout(solution.weights.rows(), solution.weights.cols());
    const double strength = 1.0 / (problem.c * totalWeight(problem));
    const bool l1 = problem.penalty == Penalty::L1;
    Eigen::MatrixXd weightGradient;
    Eigen::VectorXd interceptGradient;
    const Objective objective = [&](const Eigen::VectorXd &point, Eigen::VectorXd &gradient) {
        const Eigen::MatrixXd weights = layout.weights(point);
        const double loss = meanLinearLoss(problem, weights, layout.intercept(point),
                                           weightGradient, interceptGradient);
        if (l1) {
            layout.join(weightGradient, interceptGradient, gradient);
            return loss;
        }
        weightGradient += strength * weights;
        layout.join(weightGradient, interceptGradient, gradient);
        return loss + 0.5 * strength * weights.squaredNorm();
    };
    MinimizerOptions options;
    options.tolerance = 1e-5;
    options.maxIterations = 300;
    options.shouldEnd = problem.shouldEnd;
    options.progress = problem.progress;
    if (l1) {
        options.l1 = Eigen::VectorXd::Constant(layout.size(), strength);
        options.l1.tail(solution.intercept.size()).setZero();
    }
    Eigen::VectorXd start = Eigen::VectorXd::Zero(layout.size());
    start.tail(solution.intercept.size()) = priorIntercept(problem);
    const Minimum minimum = minimize(objective, std::move(start), options);
    solution.weights = layout.weights(minimum.point);
    solution.intercept = layout.intercept(minimum.point);
    solution.iterations = minimum.iterations;
    solution.usable = minimum.iterations > 0 || minimum.converged || !minimum.ended;
    solution.ended = minimum.ended;
    return solution;
}

/// Weighted means of features and labels, and the features with them taken off.
struct Centered {
    Eigen::RowVectorXd featureMeans;
    double labelMean = 0.0;
};

Centered centersOf(const LinearProblem &problem)
{
    Centered centers;
    centers.featureMeans.setZero(static_cast<Eigen::Index>(problem.features.columns));
    for (std::size_t row = 0; row < problem.features.rows; ++row) {
        const double weight = weightOf(problem, row);
        const auto cells = problem.features.row(row);
        for (std::size_t c = 0; c < cells.size(); ++c)
            centers.featureMeans[static_cast<Eigen::Index>(c)] += weight * cells[c];
        centers.labelMean += weight * problem.labels[row];
    }
    const double total = totalWeight(problem);
    centers.featureMeans /= total;
    centers.labelMean /= total;
    return centers;
}

/// One block of rows, centred and multiplied by the root of its weights.
void centerBlock(const LinearProblem &problem, const Centered &centers, std::size_t begin,
                 const BlockMap &block, FloatRows &features, Eigen::VectorXf &labels)
{
    features = block.rowwise() - centers.featureMeans.cast<float>();
    labels.resize(block.rows());
    for (Eigen::Index i = 0; i < block.rows(); ++i) {
        const std::size_t row = begin + static_cast<std::size_t>(i);
        const auto root = static_cast<float>(std::sqrt(weightOf(problem, row)));
        features.row(i) *= root;
        labels[i] = root * static_cast<float>(problem.labels[row] - centers.labelMean);
    }
}

/// Ridge through the d x d normal equations.
LinearSolution ridgeByFeatures(const LinearProblem &problem)
{
    LinearSolution solution = emptySolution(problem);
    const Centered centers = centersOf(problem);
    const Eigen::Index d = solution.weights.rows();
    Eigen::MatrixXd gram = Eigen::MatrixXd::Zero(d, d);
    Eigen::VectorXd moment = Eigen::VectorXd::Zero(d);
    FloatRows features;
    Eigen::VectorXf labels;
    forBlocks(problem.features, [&](std::size_t begin, const BlockMap &block) {
        solution.ended = solution.ended || mustEnd(problem);
        if (solution.ended)
            return;
        centerBlock(problem, centers, begin, block, features, labels);
        gram += (features.transpose() * features).cast<double>();
        moment += (features.transpose() * labels).cast<double>();
    });
    if (solution.ended)
        return solution;
    gram.diagonal().array() += 1.0 / problem.c;
    solution.weights.col(0) = gram.ldlt().solve(moment);
    solution.intercept[0] = centers.labelMean - centers.featureMeans.dot(solution.weights.col(0));
    solution.iterations = 1;
    solution.usable = solution.weights.allFinite();
    return solution;
}

/// Ridge through the n x n kernel of the rows, for more features than rows.
LinearSolution ridgeByRows(const LinearProblem &problem)
{
    LinearSolution solution = emptySolution(problem);
    const Centered centers = centersOf(problem);
    const auto n = static_cast<Eigen::Index>(problem.features.rows);
    FloatRows all(n, static_cast<Eigen::Index>(problem.features.columns));
    Eigen::VectorXd labels(n);
    FloatRows features;
    Eigen::VectorXf blockLabels;
    forBlocks(problem.features, [&](std::size_t begin, const BlockMap &block) {
        centerBlock(problem, centers, begin, block, features, blockLabels);
        all.middleRows(static_cast<Eigen::Index>(begin), block.rows()) = features;
        labels.segment(static_cast<Eigen::Index>(begin), block.rows()) = blockLabels.cast<double>();
    });
    solution.ended = mustEnd(problem);
    if (solution.ended)
        return solution;
    Eigen::MatrixXd kernel = (all * all.transpose()).cast<double>();
    kernel.diagonal().array() += 1.0 / problem.c;
    const Eigen::VectorXd dual = kernel.ldlt().solve(labels);
    solution.weights.col(0) = (all.transpose() * dual.cast<float>()).cast<double>();
    solution.intercept[0] = centers.labelMean - centers.featureMeans.dot(solution.weights.col(0));
    solution.iterations = 1;
    solution.usable = solution.weights.allFinite();
    return solution;
}

/// Logistic loss, gradient and Hessian over (weights, intercept), penalty included.
class NewtonTerms {
public:
    explicit NewtonTerms(const LinearProblem &problem)
        : m_problem(problem),
          m_size(static_cast<Eigen::Index>(problem.features.columns) + 1),
          m_strength(1.0 / problem.c)
    {
    }
    double value(const Eigen::VectorXd &point) { return evaluate(point, false); }
    double evaluate(const Eigen::VectorXd &point, bool derivatives)
    {
        const Eigen::VectorXf w = point.head(m_size - 1).cast<float>();
        const auto b = static_cast<float>(point[m_size - 1]);
        double loss = 0.5 * m_strength * point.head(m_size - 1).squaredNorm();
        if (derivatives) {
            gradient.setZero(m_size);
            hessian.setZero(m_size, m_size);
        }
        FloatRows scores;
        forBlocks(m_problem.features, [&](std::size_t begin, const BlockMap &block) {
            scores = block * w;
            scores.array() += b;
            const Eigen::VectorXf raw = scores;
            loss += scoresToResiduals(m_problem, begin, scores);
            if (derivatives)
                addBlock(begin, block, raw, scores);
        });
        if (derivatives) {
            gradient.head(m_size - 1) += m_strength * point.head(m_size - 1);
            hessian.diagonal().head(m_size - 1).array() += m_strength;
            hessian.diagonal().array() += 1e-9;
        }
        return loss;
    }

    Eigen::VectorXd gradient;
    Eigen::MatrixXd hessian;

private:
    void addBlock(std::size_t begin, const BlockMap &block, const Eigen::VectorXf &raw,
                  const FloatRows &residuals)
    {
        const Eigen::Index d = m_size - 1;
        gradient.head(d) += (block.transpose() * residuals.col(0)).cast<double>();
        gradient[d] += residuals.cast<double>().sum();
        Eigen::VectorXf curvature(raw.size());
        for (Eigen::Index i = 0; i < raw.size(); ++i) {
            const double p = 1.0 / (1.0 + std::exp(-static_cast<double>(raw[i])));
            curvature[i] = static_cast<float>(
                weightOf(m_problem, begin + static_cast<std::size_t>(i)) * p * (1.0 - p));
        }
        m_scaled = block.array().colwise() * curvature.array();
        hessian.topLeftCorner(d, d) += (block.transpose() * m_scaled).cast<double>();
        const Eigen::VectorXd cross = m_scaled.cast<double>().colwise().sum().transpose();
        hessian.col(d).head(d) += cross;
        hessian.row(d).head(d) += cross.transpose();
        hessian(d, d) += curvature.cast<double>().sum();
    }

    const LinearProblem &m_problem;
    Eigen::Index m_size;
    double m_strength;
    FloatRows m_scaled;
};

LinearSolution solveByNewton(const LinearProblem &problem)
{
    constexpr int kMostIterations = 50;
    LinearSolution solution = emptySolution(problem);
    const Eigen::Index d = solution.weights.rows();
    Eigen::VectorXd point = Eigen::VectorXd::Zero(d + 1);
    point[d] = priorIntercept(problem)[0];
    NewtonTerms terms(problem);
    const double tolerance = 1e-6 * totalWeight(problem);
    bool moved = true;
    while (moved && solution.iterations < kMostIterations) {
        solution.ended = mustEnd(problem);
        if (solution.ended)
            break;
        const double value = terms.evaluate(point, true);
        solution.usable = solution.usable || solution.iterations > 0;
        if (terms.gradient.lpNorm<Eigen::Infinity>() <= tolerance) {
            solution.usable = true;
            break;
        }
        const Eigen::VectorXd step = terms.hessian.ldlt().solve(-terms.gradient);
        moved = false;
        for (double length = 1.0; length > 1e-6 && !moved; length *= 0.5) {
            const Eigen::VectorXd next = point + length * step;
            moved = next.allFinite() && terms.value(next) < value;
            if (moved)
                point = next;
        }
        ++solution.iterations;
        solution.usable = true;
        if (problem.progress)
            problem.progress(solution.iterations, value / totalWeight(problem));
    }
    solution.weights.col(0) = point.head(d);
    solution.intercept[0] = point[d];
    return solution;
}

} // namespace

LinearSolution solveLinear(const LinearProblem &problem)
{
    const std::size_t rows = problem.features.rows;
    const std::size_t columns = problem.features.columns;
    if (problem.penalty == Penalty::L2 && problem.task == TaskKind::Regression) {
        if (columns <= rows && columns <= kMostCholesky)
            return ridgeByFeatures(problem);
        if (rows <= kMostCholesky)
            return ridgeByRows(problem);
    }
    if (problem.penalty == Penalty::L2 && problem.task == TaskKind::Binary &&
        columns <= kMostNewtonFeatures)
        return solveByNewton(problem);
    return solveByGradient(problem);
}

} // namespace leptune
