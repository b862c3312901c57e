// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/c_interface.h"

namespace leptune {

/// A pair of files in C99: a struct of raw columns in, the answer out, no allocation, nothing but
/// math.h and string.h. Clean under -Wall -Wextra -Wpedantic -Wconversion.
struct CSources {
    std::string source;
    std::string header;
};

/// Throws Error(Unsupported) where the Model can't be C.
CSources cSources(const Model &model, const CInterface &interface);

} // namespace leptune
