// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metalearn/portfolio.h"

#include <string>
#include <vector>

namespace leptune::testing {

/// A measured binary table whose meta-features all lie at `place`, with these squared errors (in
/// units of the constant's) and seconds of the candidates 0, 1, ...; errors of different candidates
/// correlate by 0.9.
MeasuredTable measuredTable(const std::string &name, double place, std::vector<double> errors,
                            std::vector<double> seconds = {});

/// Linear models of different c as candidates 0, 1, ..., on tables near 0 ("low-1" ..., candidate 0
/// is best) and near 10 ("high-1" ..., candidate 1 is best); candidate 2 is poor everywhere.
Portfolio twoWorlds();

} // namespace leptune::testing
