// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"

namespace leptune {

/// The rows of `below` under those of `above`: the columns of `above` in their order, new spellings
/// after the known ones. What else `below` holds is left out. Throws Error(BadColumn) naming all
/// columns that it lacks, or one that is of another kind there.
Table stackTables(const Table &above, const Table &below);

} // namespace leptune
