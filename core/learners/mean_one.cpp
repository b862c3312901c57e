// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/mean_one.h"

#include <cmath>
#include <numeric>

namespace leptune {

std::vector<float> meanOne(std::vector<float> weights)
{
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    const auto factor = static_cast<float>(static_cast<double>(weights.size()) / total);
    if (total > 0.0 && std::isfinite(factor))
        for (float &weight : weights)
            weight *= factor;
    return weights;
}

} // namespace leptune
