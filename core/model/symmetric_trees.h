// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"

#include <optional>

namespace leptune {

/// A complete tree whose levels ask one question each. Leaf i is the one whose answers are the bits
/// of i (bit l = 1: right at level l); `leaves` are indices into leafValues (times outputs).
struct SymmetricForm {
    std::vector<LevelQuestion> questions;
    std::vector<std::int32_t> leaves;
};

/// Levels that a symmetric form may have.
constexpr int kMostLevels = 16;

/// The tree at `root` in symmetric form, nothing where it has none.
std::optional<SymmetricForm> symmetricForm(const TreeEnsemble &ensemble, std::int32_t root);

/// The ensemble in symmetric form; throws Error(Internal) where a tree has none.
SymmetricEnsemble toSymmetric(const TreeEnsemble &ensemble);
/// The same trees question by question.
TreeEnsemble toTrees(const SymmetricEnsemble &ensemble);

} // namespace leptune
