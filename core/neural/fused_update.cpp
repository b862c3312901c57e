// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/fused_update.h"

#include <cmath>

namespace leptune::neural {

namespace {

/// The clipping that follows leaves it as it is.
void addDecay(const ParameterLayout &layout, const AdamArrays &arrays, float decay)
{
    for (std::size_t i = 0; i < layout.weightCount; ++i)
        arrays.gradient[i] += decay * arrays.parameters[i];
}

} // namespace

void moveParameters(const Kernels &kernels, const ParameterLayout &layout,
                    const TrainOptions &options, const AdamArrays &arrays, std::int64_t updates,
                    double rate)
{
    const auto steps = static_cast<double>(updates);
    const double beta2 = options.secondMomentum;
    AdamStep step;
    step.beta2 = static_cast<float>(beta2);
    step.secondScale = static_cast<float>(1.0 / std::sqrt(1.0 - std::pow(beta2, steps)));
    if (options.gradientClip > 0.0) {
        const double norm = std::sqrt(kernels.squaredLength(arrays.gradient.data(), layout.steps));
        if (norm > options.gradientClip)
            step.gradientScale = static_cast<float>(options.gradientClip / norm);
    }
    const bool apart = options.optimizer == Optimizer::AdamW;
    if (options.weightDecay > 0.0 && !apart)
        addDecay(layout, arrays, static_cast<float>(options.weightDecay) / step.gradientScale);
    for (const ParameterLayout::Range &range : layout.ranges) {
        const double own = rate * range.rate;
        step.rate = static_cast<float>(own / (1.0 - std::pow(0.9, steps)));
        const double decay = apart ? rate * range.decay * options.weightDecay : 0.0;
        kernels.adam(step, static_cast<float>(1.0 - decay), arrays.gradient.data() + range.begin,
                     arrays.first.data() + range.begin, arrays.second.data() + range.begin,
                     arrays.parameters.data() + range.begin, range.end - range.begin);
    }
}

} // namespace leptune::neural
