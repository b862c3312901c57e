// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/engine.h"

#include <filesystem>
#include <string>

namespace leptune::neural {

/// The engine of the module at `file`, or null with a line that says why appended to `reasons`. An
/// opened module is never closed. Throws Error(OutOfMemory) where it did not fit.
const EngineTable *openModule(const std::filesystem::path &file, std::string &reasons);

} // namespace leptune::neural
