// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/matrix.h"

#include <algorithm>
#include <cmath>

namespace leptune {

/// No cell is NaN or infinite.
inline bool allFinite(const FloatMatrix &matrix)
{
    return std::ranges::all_of(matrix.values, [](float v) { return std::isfinite(v); });
}

} // namespace leptune
