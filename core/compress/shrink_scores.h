// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/tree_shrinker.h"

namespace leptune {

/// What the loss is in what one tree adds to a row's scores, the rest held: curvature / 2 * value^2
/// - pull * value, a constant apart. Row-major, [rows, outputs] of the tree.
struct RowQuadratics {
    std::size_t outputs = 1;
    std::vector<float> pull;
    std::vector<float> curvature;
};

/// Scores of the rows while their trees change.
class ShrinkScores {
public:
    /// `rows` outlives it; `scores` [rows, outputs], offsets not included.
    ShrinkScores(const ShrinkRows &rows, FloatMatrix scores);

    std::size_t rows() const { return m_scores.rows; }
    /// Quadratics (booster/loss.h has the losses; curvatures are Newton's or larger) around the
    /// scores as they stand, of a tree that adds `values` [rows, outputs] to the outputs from
    /// `first` on.
    void quadratics(std::size_t first, std::size_t outputs, std::span<const float> values,
                    RowQuadratics &result) const;
    /// Replaces what a tree adds.
    void replace(std::size_t first, std::size_t outputs, std::span<const float> was,
                 std::span<const float> is);
    /// Newton steps that centre the scores, an output; already added.
    std::vector<float> centre();
    /// Summed loss of the best constant answer (half of the squared error for Squared).
    double constantLoss() const;
    /// Summed curvature of the scores as they stand, the mean over the outputs.
    double totalCurvature() const;
    double loss() const;

private:
    float weight(std::size_t row) const
    {
        return m_rows.weights.empty() ? 1.0F : m_rows.weights[row];
    }
    double lossOf(std::span<const float> scores, std::span<const float> target) const;

    /// Works out the exponentials of all scores; a change of few outputs keeps the others'.
    void refreshShares();
    float probability(std::size_t row, std::size_t output) const;

    const ShrinkRows &m_rows;
    FloatMatrix m_scores;
    // Softmax only.
    FloatMatrix m_exponentials; ///< of scores less the row's largest when they were refreshed
    std::vector<float> m_largest;
    std::vector<double> m_sums; ///< of exponentials, a row
};

} // namespace leptune
