// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/schema.h"
#include "core/data/split.h"

namespace leptune {

/// The target of new rows in the terms of a Model's schema: class indices of the known spellings, or
/// numbers. `rows` receives the rows that can be scored; rows without a target or with a class the Model
/// never met are left out (the latter counted in `unknownRows`). Throws Error(BadColumn) where no row can
/// be scored or the column can't be read as the target.
Target knownTarget(const Schema &schema, const Column &column, Rows &rows, std::size_t &unknownRows);

} // namespace leptune
