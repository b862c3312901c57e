// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <vector>

namespace leptune {

/// How near to the middle between two codes a number is a tie, in codes: what float32 leaves
/// undecided of a sum of layers and of the activation behind it.
constexpr double kTieWidth = 1e-3;

/// Rows of `rows` in which a layer of whole numbers reads such a number, that other layers
/// computed: who rounds otherwise may read the code next to it. Raw cells are no ties: their codes
/// are functions of what was read.
std::vector<bool> rowsWithTies(const Model &model, const RawBatch &rows);

} // namespace leptune
