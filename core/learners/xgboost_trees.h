// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"

#include <cstdint>
#include <span>
#include <vector>

namespace leptune {

/// The trees of a saved XGBoost model (universal binary JSON), one ensemble of one output a group
/// (one group for binary and regression, else one a class), from the first `rounds` rounds only.
/// Bases are 0. Throws Error(BadFormat) where the bytes are not such a model.
std::vector<TreeEnsemble> xgboostTrees(std::span<const std::uint8_t> model, int rounds, int groups);

} // namespace leptune
