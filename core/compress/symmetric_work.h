// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/packed_rates.h"

namespace leptune {

/// A symmetric tree that is being shrunk; leaves as SymmetricEnsemble has them.
struct SymmetricWork {
    std::size_t firstOutput = 0;
    std::size_t outputs = 1;
    std::vector<TreeSplit> levels;
    std::vector<float> values; ///< [2^levels, outputs]

    bool isConstant() const { return levels.empty(); }
};

/// The leaf of every row.
void leavesOf(const SymmetricWork &tree, const SplitTable &table, std::size_t rows,
              std::vector<std::uint32_t> &leaves);
/// As those of WorkTree.
void addedBy(const SymmetricWork &tree, const SplitTable &table, std::size_t rows,
             std::vector<float> &result);
void mergeEqual(std::vector<SymmetricWork> &trees);
void count(const SymmetricWork &tree, float step, int change, PackedRates &rates);

std::vector<SymmetricWork> toWork(const SymmetricEnsemble &ensemble, const SplitTable &table);
void append(const SymmetricWork &tree, const SplitTable &table, SymmetricEnsemble &to);

} // namespace leptune
