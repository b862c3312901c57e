// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"
#include "core/tuning/tune_options.h"

namespace leptune {

/// Answers can be made to rise or fall with it: it holds numbers, and models use it.
bool takesDirection(const Column &column, const TuneOptions &options);

/// Forgets the directions of columns that take none (TuneOptions::monotone): a study would refuse
/// them.
void dropVainDirections(TuneOptions &options, const Table &table);

} // namespace leptune
