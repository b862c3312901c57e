// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"
#include "core/neural/kernels.h"
#include "core/neural/mixup.h"

#include <cstdint>
#include <span>
#include <vector>

namespace leptune::neural {

/// What the rows of a batch are to answer, and how far their answers are from it: cross-entropy or
/// the squared distance, a mean over the rows, weighted. In training against what TrainOptions
/// makes of the targets: smoothed, mixed, a teacher's beside them. On buffers that are allocated
/// once.
class BatchLoss {
public:
    /// `options` outlives it. With `members`, training answers are [members, rows, outputs], and
    /// their loss is the mean of the members'.
    BatchLoss(const TrainOptions &options, const NetworkShape &shape, std::size_t mostRows);

    /// The next batch: targets and weights of these rows as they are.
    void take(const Batchable &from, std::span<const std::int64_t> rows);
    /// The same for training; `mixup`: drawn for these rows, or null.
    void takeToLearn(const Batchable &from, std::span<const std::int64_t> rows, const Mixup *mixup);
    /// Sum over the batch.
    double weight() const;
    /// `outputs` [rows, outputs], of the last layer, are overwritten; `slope`, where given, becomes
    /// the loss's derivative by them.
    double of(float *outputs, float *slope);

private:
    void addMixed(const Batchable &from, std::size_t row, std::size_t other, float share,
                  std::size_t to);
    void repeatForMembers();
    void addRow(const Batchable &from, std::size_t row, float share, std::size_t to);
    double wanted(const float *scores, std::size_t row) const;
    double crossEntropy(float *outputs, double total, float *slope) const;
    void crossEntropySlope(const float *row, std::size_t i, float weight, float scale,
                           float *slope) const;
    double squared(const float *outputs, double total, float *slope) const;

    const Kernels &m_kernels;
    const TrainOptions &m_options;
    std::size_t m_outputs, m_members, m_rows = 0;
    std::vector<float> m_targets, m_weights;
    std::vector<float> m_soft; ///< [rows, outputs]: shares of the classes, or a teacher's numbers
    bool m_isSoft = false;
};

} // namespace leptune::neural
