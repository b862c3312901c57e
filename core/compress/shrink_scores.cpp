// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/shrink_scores.h"

#include "core/learners/booster/fast_exp.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace leptune {
namespace {

constexpr double kNoShare = 1e-12;

/// The geometric mean of Newton's p (1 - p) and of the quadratic bound of Jaakkola & Jordan (2000)
/// on the logistic loss. Newton alone overshoots where rows are certain and calls their margins
/// worthless; the bound alone calls them dear.
float curvatureAt(float p)
{
    const float q = std::clamp(p, 1e-6F, 1.0F - 1e-6F);
    const float newton = q * (1.0F - q);
    const float score = std::log(q / (1.0F - q));
    const float bound = std::abs(score) < 1e-3F ? 0.25F : (q - 0.5F) / score;
    return std::sqrt(newton * bound);
}

double logOnePlusExp(double x)
{
    return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
}

double logSumExp(std::span<const float> scores)
{
    const double top = *std::ranges::max_element(scores);
    double sum = 0.0;
    for (const float score : scores)
        sum += std::exp(score - top);
    return top + std::log(sum);
}

double entropy(double share)
{
    return share > kNoShare ? -share * std::log(share) : 0.0;
}

} // namespace

ShrinkScores::ShrinkScores(const ShrinkRows &rows, FloatMatrix scores)
    : m_rows(rows), m_scores(std::move(scores))
{
    if (!rows.offset.values.empty())
        for (std::size_t i = 0; i < m_scores.values.size(); ++i)
            m_scores.values[i] += rows.offset.values[i];
    refreshShares();
}

void ShrinkScores::refreshShares()
{
    if (m_rows.loss != BoosterLoss::Softmax)
        return;
    m_exponentials = FloatMatrix(rows(), m_scores.columns);
    m_largest.resize(rows());
    m_sums.assign(rows(), 0.0);
    for (std::size_t row = 0; row < rows(); ++row) {
        const auto scores = m_scores.row(row);
        m_largest[row] = *std::ranges::max_element(scores);
        for (std::size_t k = 0; k < scores.size(); ++k)
            m_sums[row] += m_exponentials.at(row, k) = fastExp(scores[k] - m_largest[row]);
    }
}

float ShrinkScores::probability(std::size_t row, std::size_t output) const
{
    if (m_rows.loss == BoosterLoss::Softmax)
        return static_cast<float>(m_exponentials.at(row, output) / m_sums[row]);
    return fastLogistic(m_scores.at(row, output));
}

void ShrinkScores::quadratics(std::size_t first, std::size_t outputs, std::span<const float> values,
                              RowQuadratics &result) const
{
    const std::size_t all = m_scores.columns;
    result.outputs = outputs;
    result.pull.resize(rows() * outputs);
    result.curvature.resize(rows() * outputs);
    const auto several = static_cast<float>(all) / std::max(1.0F, static_cast<float>(all) - 1.0F);
    for (std::size_t row = 0; row < rows(); ++row)
        for (std::size_t k = 0; k < outputs; ++k) {
            float gradient = m_rows.targets.at(row, first + k), curvature = 1.0F;
            if (m_rows.loss == BoosterLoss::Squared) {
                gradient -= m_scores.at(row, first + k);
            } else {
                const float p = probability(row, first + k);
                gradient -= p;
                curvature = curvatureAt(p);
                if (m_rows.loss == BoosterLoss::Softmax)
                    curvature *= several;
            }
            const std::size_t at = row * outputs + k;
            result.curvature[at] = weight(row) * curvature;
            result.pull[at] = weight(row) * (curvature * values[at] + gradient);
        }
}

void ShrinkScores::replace(std::size_t first, std::size_t outputs, std::span<const float> was,
                           std::span<const float> is)
{
    for (std::size_t row = 0; row < rows(); ++row)
        for (std::size_t k = 0; k < outputs; ++k) {
            const float change = is[row * outputs + k] - was[row * outputs + k];
            if (change == 0.0F)
                continue;
            float &score = m_scores.at(row, first + k);
            score += change;
            if (m_rows.loss != BoosterLoss::Softmax)
                continue;
            float &exponential = m_exponentials.at(row, first + k);
            m_sums[row] -= exponential;
            exponential = fastExp(score - m_largest[row]);
            m_sums[row] += exponential;
        }
}

std::vector<float> ShrinkScores::centre()
{
    const std::size_t outputs = m_scores.columns;
    RowQuadratics around;
    quadratics(0, outputs, std::vector<float>(m_scores.values.size(), 0.0F), around);
    std::vector<double> pull(outputs, 0.0), curvature(outputs, 0.0);
    for (std::size_t i = 0; i < around.pull.size(); ++i) {
        pull[i % outputs] += around.pull[i];
        curvature[i % outputs] += around.curvature[i];
    }
    std::vector<float> steps(outputs, 0.0F);
    for (std::size_t k = 0; k < outputs; ++k)
        if (curvature[k] > 0.0)
            steps[k] = static_cast<float>(pull[k] / curvature[k]);
    for (std::size_t i = 0; i < m_scores.values.size(); ++i)
        m_scores.values[i] += steps[i % outputs];
    refreshShares();
    return steps;
}

double ShrinkScores::constantLoss() const
{
    const std::size_t outputs = m_scores.columns;
    std::vector<double> sum(outputs, 0.0), squares(outputs, 0.0);
    double total = 0.0;
    for (std::size_t row = 0; row < rows(); ++row) {
        total += weight(row);
        for (std::size_t k = 0; k < outputs; ++k) {
            const double target = m_rows.targets.at(row, k);
            sum[k] += weight(row) * target;
            squares[k] += weight(row) * target * target;
        }
    }
    if (total <= 0.0)
        return 0.0;
    double loss = 0.0;
    for (std::size_t k = 0; k < outputs; ++k) {
        const double mean = sum[k] / total;
        loss += m_rows.loss == BoosterLoss::Squared ? 0.5 * (squares[k] - sum[k] * mean)
                : m_rows.loss == BoosterLoss::Logistic
                    ? total * (entropy(mean) + entropy(1.0 - mean))
                    : total * entropy(mean);
    }
    return loss;
}

double ShrinkScores::totalCurvature() const
{
    RowQuadratics around;
    quadratics(0, m_scores.columns, std::vector<float>(m_scores.values.size(), 0.0F), around);
    return std::accumulate(around.curvature.begin(), around.curvature.end(), 0.0) /
           static_cast<double>(m_scores.columns);
}

double ShrinkScores::loss() const
{
    double sum = 0.0;
    for (std::size_t row = 0; row < rows(); ++row)
        sum += weight(row) * lossOf(m_scores.row(row), m_rows.targets.row(row));
    return sum;
}

double ShrinkScores::lossOf(std::span<const float> scores, std::span<const float> target) const
{
    if (m_rows.loss == BoosterLoss::Logistic)
        return logOnePlusExp(scores[0]) - static_cast<double>(target[0]) * scores[0];
    double loss = 0.0;
    for (std::size_t k = 0; k < scores.size(); ++k) {
        const double rest = static_cast<double>(target[k]) - scores[k];
        loss += m_rows.loss == BoosterLoss::Squared ? 0.5 * rest * rest
                                                    : -static_cast<double>(target[k]) * scores[k];
    }
    return m_rows.loss == BoosterLoss::Softmax ? loss + logSumExp(scores) : loss;
}

} // namespace leptune
