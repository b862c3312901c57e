// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/neural/kernels.h"

#include <vector>

namespace leptune::neural {

/// Zeros with room behind them for the kernels.
inline std::vector<float> buffer(std::size_t count)
{
    return std::vector<float>(count + kPadding);
}

} // namespace leptune::neural
