// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

namespace leptune {

/// That an exported file is compared on.
constexpr std::size_t kComparedRows = 1000;

/// Rows that try a Model where it decides: values around its thresholds, limits and keys, beyond
/// them, missing cells, spellings and numbers that it never met, random pictures. The same each
/// time for the same seed.
RawBatch drawRows(const Model &model, std::size_t rows, std::uint64_t seed);

} // namespace leptune
