// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/neural/engine.h"

#include <vector>

/// A small network that shrinks while it trains.
namespace leptune::neural {

/// Two classes by the sign of a sum of products; the second half of the inputs is rare noise.
struct MadeRows {
    static constexpr std::size_t kInputs = 12, kCount = 600;
    std::vector<float> features, targets;

    explicit MadeRows(std::uint64_t seed)
    {
        RandomStream random(seed);
        for (std::size_t r = 0; r < kCount; ++r) {
            for (std::size_t i = 0; i < kInputs; ++i)
                features.push_back(static_cast<float>(random.normal() * (i < 6 ? 1.0 : 0.05)));
            const float *row = features.data() + r * kInputs;
            targets.push_back(row[0] * row[1] + row[2] - row[3] > 0.0F ? 1.0F : 0.0F);
        }
    }
    Batchable batch() const { return {features, targets, {}, kCount}; }
};

inline NetworkShape network()
{
    NetworkShape shape;
    shape.inputs = MadeRows::kInputs;
    shape.hidden = {48, 24};
    shape.outputs = 2;
    return shape;
}

inline TrainOptions shrinking(double sparsity, int bits)
{
    TrainOptions options;
    options.learningRate = 3e-3;
    options.batchSize = 32;
    options.epochs = 60;
    options.patience = 0;
    options.seed = 4;
    options.compression = {sparsity, bits};
    return options;
}

inline TrainResult trained(const TrainOptions &options)
{
    const MadeRows train(1), validation(2);
    return engine().train(network(), train.batch(), validation.batch(), options);
}

} // namespace leptune::neural
