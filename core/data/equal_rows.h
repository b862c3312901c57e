// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/target.h"

#include <cstdint>
#include <span>

namespace leptune {

/// What rows are that equal each other in everything a Model sees.
enum class EqualRows {
    Copies,       ///< of one another: a split that parts them tests what was trained on
    Coincidences, ///< independent draws of few-valued columns: keeping them together would tell the
                  ///< parts of a split apart by their targets
    TooFewKinds   ///< copies, but too few different ones for `folds` parts
};

/// The share of the target's variance that lies between rows of one block (classes count as
/// indicators, whose variance is Gini's impurity), each block by its degrees of freedom: 0 = they
/// always agree, 1 = they differ as any two rows do, 0 where no block has two rows. `blocks`: one
/// number a row.
double varianceWithinBlocks(std::span<const std::uint32_t> blocks, const Target &target);

/// Judges `blocks`, the numbers of equalRowBlocks(), for a split into `folds` parts.
EqualRows judgeEqualRows(std::span<const std::uint32_t> blocks, const Target &target,
                         std::size_t folds);

} // namespace leptune
