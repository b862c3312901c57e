// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/schema.h"
#include "core/tuning/tune_options.h"

namespace leptune {

/// Apart from budget, threads and families, which may change between sittings of one study: results
/// made with `a` are results of `b`.
bool sameSetup(const TuneOptions &a, const TuneOptions &b);
/// The table has the columns that a study was made with, of the same types.
bool sameColumns(const Schema &schema, const Table &table);
/// As many rows, and the same cells in every column that both have, of the same type.
bool sameCells(const Table &a, const Table &b);

} // namespace leptune
