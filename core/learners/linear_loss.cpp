// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/linear_blocks.h"

#include <cmath>

namespace leptune {

namespace {

/// log(1 + exp(x)) without overflow.
double softplus(double x)
{
    return x > 0.0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
}

double sigmoid(double x)
{
    return x >= 0.0 ? 1.0 / (1.0 + std::exp(-x)) : std::exp(x) / (1.0 + std::exp(x));
}

/// Loss of one row; `scores` becomes its gradient.
double softmaxRow(Eigen::Ref<Eigen::RowVectorXf> scores, int label)
{
    const float largest = scores.maxCoeff();
    const float own = scores[label] - largest;
    scores = (scores.array() - largest).exp();
    const float sum = scores.sum();
    scores /= sum;
    scores[label] -= 1.0F;
    return std::log(static_cast<double>(sum)) - own;
}

/// Loss of one row; `score` becomes its gradient.
double oneScoreRow(TaskKind task, float &score, float label)
{
    if (task == TaskKind::Regression) {
        score -= label;
        return 0.5 * score * score;
    }
    const double x = score;
    score = static_cast<float>(sigmoid(x)) - label;
    return softplus(x) - x * label;
}

/// What blocks of rows are multiplied by, over the cells that are not 0.
class SparseProducts {
public:
    SparseProducts(const SparseRows *rows, const Eigen::MatrixXf &weights) : m_rows(rows)
    {
        if (rows)
            m_weights = weights;
    }
    void scores(std::size_t begin, Eigen::Index count, FloatRows &scores) const
    {
        scores.setZero(count, m_weights.cols());
        for (Eigen::Index i = 0; i < count; ++i)
            forCells(begin + static_cast<std::size_t>(i), [&](Eigen::Index column, float value) {
                scores.row(i) += value * m_weights.row(column);
            });
    }
    const FloatRows &gradient(std::size_t begin, const FloatRows &residuals)
    {
        m_gradient.setZero(m_weights.rows(), m_weights.cols());
        for (Eigen::Index i = 0; i < residuals.rows(); ++i)
            forCells(begin + static_cast<std::size_t>(i), [&](Eigen::Index column, float value) {
                m_gradient.row(column) += value * residuals.row(i);
            });
        return m_gradient;
    }

private:
    template <typename Use>
    void forCells(std::size_t row, Use use) const
    {
        for (std::size_t i = m_rows->starts[row]; i < m_rows->starts[row + 1]; ++i)
            use(static_cast<Eigen::Index>(m_rows->columns[i]), m_rows->values[i]);
    }

    const SparseRows *m_rows;
    FloatRows m_weights, m_gradient; ///< [features, scores]: a cell's weights lie together
};

} // namespace

double scoresToResiduals(const LinearProblem &problem, std::size_t begin, FloatRows &scores)
{
    double loss = 0.0;
    for (Eigen::Index i = 0; i < scores.rows(); ++i) {
        const std::size_t row = begin + static_cast<std::size_t>(i);
        const float weight = problem.weights.empty() ? 1.0F : problem.weights[row];
        const float label = problem.labels[row];
        const double rowLoss = scores.cols() > 1
                                   ? softmaxRow(scores.row(i), static_cast<int>(label))
                                   : oneScoreRow(problem.task, scores(i, 0), label);
        loss += weight * rowLoss;
        scores.row(i) *= weight;
    }
    return loss;
}

double totalWeight(const LinearProblem &problem)
{
    if (problem.weights.empty())
        return static_cast<double>(problem.features.rows);
    double sum = 0.0;
    for (const float weight : problem.weights)
        sum += weight;
    return sum;
}

double meanLinearLoss(const LinearProblem &problem, const Eigen::MatrixXd &weights,
                      const Eigen::VectorXd &intercept, Eigen::MatrixXd &weightGradient,
                      Eigen::VectorXd &interceptGradient)
{
    const Eigen::MatrixXf w = weights.cast<float>();
    const Eigen::RowVectorXf b = intercept.transpose().cast<float>();
    weightGradient.setZero(weights.rows(), weights.cols());
    interceptGradient.setZero(intercept.size());
    double loss = 0.0;
    FloatRows scores;
    SparseProducts sparse(problem.sparse, w);
    forBlocks(problem.features, [&](std::size_t begin, const BlockMap &block) {
        if (problem.sparse)
            sparse.scores(begin, block.rows(), scores);
        else
            scores.noalias() = block * w;
        scores.rowwise() += b;
        loss += scoresToResiduals(problem, begin, scores);
        if (problem.sparse)
            weightGradient += sparse.gradient(begin, scores).cast<double>();
        else
            weightGradient += (block.transpose() * scores).cast<double>();
        interceptGradient += scores.cast<double>().colwise().sum().transpose();
    });
    const double total = totalWeight(problem);
    weightGradient /= total;
    interceptGradient /= total;
    return loss / total;
}

} // namespace leptune
