// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/booster/row_partition.h"
#include "core/learners/booster/split_scan.h"

namespace leptune {

/// The rows of a feature by rising bin: row in the low 24 bits, bin in the high 8.
using SortedRows = std::vector<std::uint32_t>;
constexpr std::size_t kMostSortedRows = std::size_t{1} << 24;
SortedRows sortRows(const BinColumn &column, std::size_t version);

/// The leaves of one level, for a walk over sorted rows. Only leaves of two rows or more are in:
/// the others answer the same whatever is asked, so they are part of the constants.
class LeafLevel {
public:
    static constexpr std::uint16_t kNoLeaf = 0xFFFF;

    /// Made once a level, read by all threads. `rows`: of the data.
    void set(const ScanRules &rules, const RowPartition &partition, const GradientWords &gradients,
             std::size_t rows);

    std::size_t leaves() const { return m_weights.size(); }
    std::size_t liveRows() const { return m_liveRows; }

private:
    friend class SortedWalk;
    std::vector<std::uint16_t> m_leafOf; ///< a row: its live leaf or none
    std::vector<std::int32_t> m_rowWeights;
    std::vector<float> m_rowSums;        ///< a row: [lanes], gradients in the lanes from 1 on
    std::vector<float> m_rowNorms;       ///< a row: its gradients' squared length
    std::vector<float> m_rowDots;        ///< a row: its gradients times its leaf's
    std::vector<std::int32_t> m_weights; ///< a leaf
    std::vector<float> m_norms;          ///< a leaf: squared length of its summed gradients
    double m_fit = 0.0, m_square = 0.0;  ///< of all leaves, none of them split
    std::size_t m_liveRows = 0;
    std::size_t m_lanes = 2;
};

/// The same sums as scanLeaf() over all leaves gives, by moving one row after the other from the
/// right to the left of its leaf. Takes time by rows, not by leaves times bins. One a thread.
class SortedWalk {
public:
    /// Fills the sums of a feature (no need to clear them).
    void scan(const ScanRules &rules, const LeafLevel &level, const SortedRows &sorted, int bins,
              bool missing, CutSums &sums);

private:
    template <int Lanes>
    void walk(const ScanRules &rules, const LeafLevel &level, const std::uint32_t *begin,
              const std::uint32_t *end, int bins, float *fit, float *square);

    struct Side {
        double norm = 0.0;  ///< squared length of the gradients on the left
        double cross = 0.0; ///< they times the leaf's
        std::int32_t weight = 0;
        float fit = 0.0F, square = 0.0F; ///< of both sides
    };
    std::vector<std::uint32_t> m_live; ///< rows of live leaves, sorted
    std::vector<Side> m_sides, m_fresh;
    std::vector<float> m_left; ///< [leaves, lanes]
};

} // namespace leptune
