// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"
#include "core/data/target.h"

#include <optional>
#include <string>

namespace leptune {

/// Looks for columns that alone give the target away: means of the target by bin or category of the
/// column, fitted on four fifths of (at most 50,000 seeded) rows, answer the other fifth with an
/// AUC above 0.99 (for every class of ten rows or more) or an R2 above 0.98.
class LeakDetector {
public:
    /// `rows` are the table rows that `target` speaks of.
    LeakDetector(const Target &target, const std::vector<std::uint32_t> &rows);
    /// The sentence to warn with, or nothing. Thread-safe.
    std::optional<std::string> check(const Column &column) const;

private:
    struct Cells;
    Cells cellsOf(const Column &column) const;
    double classArea(const Cells &cells, int label) const;
    double leastArea(const Cells &cells) const;
    double binnedR2(const Cells &cells) const;
    double neighbourR2(const Column &column) const;

    Target m_target;                   ///< of the sampled rows
    std::vector<std::uint32_t> m_rows; ///< table rows
    std::vector<std::uint8_t> m_fold;
    std::vector<int> m_labels; ///< classes with rows enough to judge by
};

} // namespace leptune
