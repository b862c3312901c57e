// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/neural/engine.h"

#include <cmath>
#include <cstdint>
#include <vector>

namespace leptune::neural {

/// Rows whose target hangs on a product: a number, or one of two classes by its sign; with weights,
/// and what a teacher, who is not quite of that opinion, answers.
template <std::size_t Inputs>
struct ProductRows {
    static constexpr std::size_t kInputs = Inputs;
    std::vector<float> features, targets, weights, soft;

    ProductRows(std::size_t count, bool numbers, std::uint64_t seed)
    {
        RandomStream random(seed), randomWeights(~seed);
        for (std::size_t r = 0; r < count; ++r) {
            for (std::size_t i = 0; i < kInputs; ++i)
                features.push_back(static_cast<float>(random.normal()));
            const float *row = features.data() + r * kInputs;
            const float sum = row[0] * row[1] + row[2];
            targets.push_back(numbers ? sum : sum > 0.0F ? 1.0F : 0.0F);
            weights.push_back(static_cast<float>(randomWeights.uniform(0.5, 2.0)));
            const float sure = 1.0F / (1.0F + std::exp(-sum));
            soft.push_back(numbers ? 0.9F * sum : 1.0F - sure);
            if (!numbers)
                soft.push_back(sure);
        }
    }
    std::size_t count() const { return targets.size(); }
    /// Without weights and teacher.
    Batchable plain() const { return {features, targets, {}, count()}; }
    Batchable batch() const { return {features, targets, weights, count(), soft}; }
};

} // namespace leptune::neural
