// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/schema.h"
#include "core/tuning/tune_options.h"

#include <vector>

namespace leptune {

/// TuneOptions::monotone as FitGoal::directions of the schema's columns; empty where there are
/// none. Throws Error(BadColumn | BadOption): a column that is not used, holds no numbers or does
/// not exist, more than two classes.
std::vector<int> directionsOf(const Schema &schema, const TuneOptions &options);

} // namespace leptune
