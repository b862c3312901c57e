// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/group_sparsity.h"

#include <algorithm>
#include <array>
#include <functional>

namespace leptune::neural {

namespace {

/// `group`: the importances of one output, `stride` apart.
void keepLargest(float *group, std::size_t stride, std::size_t size, std::size_t kept)
{
    std::array<float, kLargestGroup> sorted;
    for (std::size_t i = 0; i < size; ++i)
        sorted[i] = group[i * stride];
    const auto last = sorted.begin() + static_cast<std::ptrdiff_t>(kept - 1);
    std::nth_element(sorted.begin(), last, sorted.begin() + static_cast<std::ptrdiff_t>(size),
                     std::greater<>());
    const float least = *last;
    auto larger = static_cast<std::size_t>(
        std::count_if(sorted.begin(), last, [&](float value) { return value > least; }));
    for (std::size_t i = 0; i < size; ++i) {
        float &value = group[i * stride];
        if (value < least || (value == least && larger++ >= kept))
            value = 0.0F;
    }
}

} // namespace

void keepLargestOfGroups(std::span<float> importances, std::size_t outputs, int kept, int of)
{
    const std::size_t inputs = importances.size() / outputs;
    for (std::size_t begin = 0; begin < inputs; begin += static_cast<std::size_t>(of)) {
        const std::size_t size = std::min(inputs - begin, static_cast<std::size_t>(of));
        if (size > static_cast<std::size_t>(kept))
            for (std::size_t o = 0; o < outputs; ++o)
                keepLargest(importances.data() + begin * outputs + o, outputs, size,
                            static_cast<std::size_t>(kept));
    }
}

} // namespace leptune::neural
