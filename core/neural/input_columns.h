// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"

#include <string>
#include <vector>

namespace leptune::neural {

/// Inputs of a network for tables that are of no embedded category, ascending: its first layer
/// reads them as they come, before what is embedded.
std::vector<int> plainInputs(const NetworkShape &shape);

/// How many numbers the first layer of a network for tables reads.
int embeddedInputs(const NetworkShape &shape);

/// Why the inputs can't be embedded like this, or empty.
std::string embeddingProblem(const NetworkShape &shape);

} // namespace leptune::neural
