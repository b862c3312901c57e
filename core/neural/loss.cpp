// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/loss.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace leptune::neural {

namespace {

float weightOf(const Batchable &from, std::size_t row)
{
    return from.weights.empty() ? 1.0F : from.weights[row];
}

} // namespace

BatchLoss::BatchLoss(const TrainOptions &options, const NetworkShape &shape, std::size_t mostRows)
    : m_kernels(kernels()),
      m_options(options),
      m_outputs(static_cast<std::size_t>(shape.outputs)),
      m_members(static_cast<std::size_t>(shape.members)),
      m_targets(mostRows * m_members),
      m_weights(m_targets.size())
{
    const bool classes = options.loss == Loss::CrossEntropy;
    if (options.distillation > 0.0 ||
        (classes && (options.labelSmoothing > 0.0 || options.mixup > 0.0)))
        m_soft.resize(m_targets.size() * m_outputs);
}

void BatchLoss::take(const Batchable &from, std::span<const std::int64_t> rows)
{
    m_rows = rows.size();
    m_isSoft = false;
    for (std::size_t i = 0; i < m_rows; ++i) {
        const auto row = static_cast<std::size_t>(rows[i]);
        m_targets[i] = from.targets[row];
        m_weights[i] = weightOf(from, row);
    }
}

void BatchLoss::takeToLearn(const Batchable &from, std::span<const std::int64_t> rows,
                            const Mixup *mixup)
{
    if (m_soft.empty() && !mixup) {
        take(from, rows);
        return repeatForMembers();
    }
    m_rows = rows.size();
    m_isSoft = !m_soft.empty();
    std::fill_n(m_targets.begin(), m_rows, 0.0F);
    std::fill(m_soft.begin(), m_soft.end(), 0.0F);
    for (std::size_t i = 0; i < m_rows; ++i) {
        const auto row = static_cast<std::size_t>(rows[i]);
        if (mixup) {
            const auto partner = static_cast<std::size_t>(mixup->partners()[i]);
            addMixed(from, row, static_cast<std::size_t>(rows[partner]), mixup->share(), i);
            continue;
        }
        m_weights[i] = weightOf(from, row);
        addRow(from, row, 1.0F, i);
    }
    repeatForMembers();
}

/// Every member is to answer the same.
void BatchLoss::repeatForMembers()
{
    const std::size_t rows = m_rows, answers = rows * m_outputs;
    for (std::size_t m = 1; m < m_members; ++m) {
        std::copy_n(m_targets.data(), rows, m_targets.data() + m * rows);
        std::copy_n(m_weights.data(), rows, m_weights.data() + m * rows);
        if (m_isSoft)
            std::copy_n(m_soft.data(), answers, m_soft.data() + m * answers);
    }
    m_rows = rows * m_members;
}

/// Its loss is that of both rows by their shares and weights.
void BatchLoss::addMixed(const Batchable &from, std::size_t row, std::size_t other, float share,
                         std::size_t to)
{
    constexpr float kLeast = 1e-30F; // of two rows that count for nothing
    const float own = share * weightOf(from, row);
    m_weights[to] = own + (1.0F - share) * weightOf(from, other);
    const float part = own / std::max(m_weights[to], kLeast);
    addRow(from, row, part, to);
    addRow(from, other, 1.0F - part, to);
}

/// `share` of what this row is to answer, for row `to` of the batch.
void BatchLoss::addRow(const Batchable &from, std::size_t row, float share, std::size_t to)
{
    const auto taught = static_cast<float>(m_options.distillation);
    const float *teacher = taught > 0.0F ? from.soft.data() + row * m_outputs : nullptr;
    if (m_options.loss == Loss::Squared) {
        m_targets[to] += share * from.targets[row];
        if (teacher)
            m_soft[to] += share * *teacher;
        return;
    }
    float *soft = m_soft.data() + to * m_outputs;
    const auto smoothed = static_cast<float>(m_options.labelSmoothing);
    const float hard = share * (1.0F - taught);
    const float all = hard * smoothed / static_cast<float>(m_outputs);
    for (std::size_t c = 0; c < m_outputs; ++c)
        soft[c] += all + (teacher ? share * taught * teacher[c] : 0.0F);
    soft[static_cast<std::size_t>(from.targets[row])] += hard * (1.0F - smoothed);
}

double BatchLoss::weight() const
{
    return std::accumulate(m_weights.begin(),
                           m_weights.begin() + static_cast<std::ptrdiff_t>(m_rows), 0.0);
}

double BatchLoss::of(float *outputs, float *slope)
{
    const double total = std::max(1e-12, weight());
    return m_options.loss == Loss::CrossEntropy ? crossEntropy(outputs, total, slope)
                                                : squared(outputs, total, slope);
}

/// The scores of the classes by their shares in the target.
double BatchLoss::wanted(const float *scores, std::size_t row) const
{
    if (!m_isSoft)
        return scores[static_cast<std::size_t>(m_targets[row])];
    const float *soft = m_soft.data() + row * m_outputs;
    return std::inner_product(scores, scores + m_outputs, soft, 0.0);
}

double BatchLoss::crossEntropy(float *outputs, double total, float *slope) const
{
    double sum = 0.0;
    for (std::size_t i = 0; i < m_rows; ++i) {
        float *row = outputs + i * m_outputs;
        const float most = *std::max_element(row, row + m_outputs);
        for (std::size_t c = 0; c < m_outputs; ++c)
            row[c] -= most;
        sum -= m_weights[i] * wanted(row, i);
    }
    m_kernels.exponentials(outputs, m_rows * m_outputs);
    for (std::size_t i = 0; i < m_rows; ++i) {
        const float *row = outputs + i * m_outputs;
        const float scale = std::accumulate(row, row + m_outputs, 0.0F);
        sum += static_cast<double>(m_weights[i]) * std::log(scale);
        if (slope)
            crossEntropySlope(row, i, static_cast<float>(m_weights[i] / total), scale,
                              slope + i * m_outputs);
    }
    return sum / total;
}

/// `row`: exponentials that add up to `scale`.
void BatchLoss::crossEntropySlope(const float *row, std::size_t i, float weight, float scale,
                                  float *slope) const
{
    const float factor = weight / scale;
    for (std::size_t c = 0; c < m_outputs; ++c)
        slope[c] = row[c] * factor;
    if (!m_isSoft) {
        slope[static_cast<std::size_t>(m_targets[i])] -= weight;
        return;
    }
    const float *soft = m_soft.data() + i * m_outputs;
    for (std::size_t c = 0; c < m_outputs; ++c)
        slope[c] -= weight * soft[c];
}

double BatchLoss::squared(const float *outputs, double total, float *slope) const
{
    const double taught = m_isSoft ? m_options.distillation : 0.0;
    double sum = 0.0;
    for (std::size_t i = 0; i < m_rows; ++i) {
        const double away = static_cast<double>(outputs[i]) - m_targets[i];
        const double fromTeacher = m_isSoft ? static_cast<double>(outputs[i]) - m_soft[i] : 0.0;
        sum += m_weights[i] * ((1.0 - taught) * away * away + taught * fromTeacher * fromTeacher);
        if (slope)
            slope[i] = static_cast<float>(2.0 * ((1.0 - taught) * away + taught * fromTeacher) *
                                          m_weights[i] / total);
    }
    return sum / total;
}

} // namespace leptune::neural
