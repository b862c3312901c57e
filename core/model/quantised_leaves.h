// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"

#include <cstdint>
#include <optional>
#include <span>

namespace leptune {

/// Values as whole multiples of a step: value = code * step, exactly.
struct LeafCodes {
    float step = 0.0F; ///< at most five bits of mantissa
    std::vector<std::int32_t> codes;
};

/// Rounds every leaf of a tree to a whole multiple of a step of that tree, finer where few trees
/// share the work, so that the packed file can hold codes; the bases take up what all leaves of a
/// tree have in common. To be called before anything is scored with the trees.
void quantiseLeaves(TreeEnsemble &ensemble);
void quantiseLeaves(SymmetricEnsemble &ensemble);

/// The least step of five mantissa bits that is not below `value`, a normal positive number.
float leafStep(float value);

/// The codes of values that are whole multiples of a step, the coarsest there is, or `preferred`
/// where it divides them too; nothing for others. All zeros have `preferred`.
std::optional<LeafCodes> leafCodes(std::span<const float> values, float preferred = 0.0F);

} // namespace leptune
