// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/trainer.h"

#include "core/neural/checkpoint.h"
#include "core/neural/fused_stepper.h"
#include "core/neural/parameters.h"
#include "core/neural/torch_runtime.h"
#include "core/neural/torch_stepper.h"
#include "core/neural/training_loop.h"
#include "core/neural/weight_size.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace leptune::neural {

namespace {

constexpr int kFewestEpochsToControl = 10;

/// Of the best constant answer: the entropy of the classes, or the variance of the numbers.
double constantLoss(const Batchable &rows, const NetworkShape &shape, Loss loss)
{
    const auto weight = [&](std::size_t i) {
        return rows.weights.empty() ? 1.0 : static_cast<double>(rows.weights[i]);
    };
    double total = 0.0, sum = 0.0, squares = 0.0;
    std::vector<double> shares(static_cast<std::size_t>(shape.outputs));
    for (std::size_t i = 0; i < rows.rows; ++i) {
        const double target = rows.targets[i];
        total += weight(i);
        sum += weight(i) * target;
        squares += weight(i) * target * target;
        if (loss == Loss::CrossEntropy)
            shares[static_cast<std::size_t>(target)] += weight(i);
    }
    total = std::max(total, 1e-12);
    if (loss == Loss::Squared)
        return squares / total - sum / total * (sum / total);
    double entropy = 0.0;
    for (const double share : shares)
        if (share > 0.0)
            entropy -= share / total * std::log(share / total);
    return entropy;
}

} // namespace

TrainResult trainNetwork(const NetworkShape &shape, const Batchable &train,
                         const Batchable &validation, const TrainOptions &wanted)
{
    TrainOptions options = wanted;
    if (validation.rows == 0 || options.epochs < kFewestEpochsToControl ||
        !options.compression.any())
        options.compression.tolerance = 0.0;
    const DeviceLane lane(options.device);
    std::unique_ptr<Stepper> stepper;
    if (options.device == "cpu" && options.steps == Steps::Fastest)
        stepper = makeFusedStepper(shape, train, validation, options);
    if (!stepper)
        stepper = makeTorchStepper(shape, train, validation, options);
    Checkpoints checkpoints(shape, train, validation, options);
    TrainResult result =
        options.compression.tolerance > 0.0
            ? runWithTolerance(*stepper, train.rows, options, checkpoints,
                               constantLoss(validation, shape, options.loss))
            : runEpochs(*stepper, train.rows, validation.rows > 0, options, checkpoints);
    if (!result.failure.empty())
        return result;
    const KeptNetwork kept = stepper->kept();
    // The last update comes after the last loss.
    if (!std::ranges::all_of(kept.parameters, [](float x) { return std::isfinite(x); })) {
        TrainResult failed;
        failed.failure = "the weights are no longer finite after epoch " +
                         std::to_string(result.bestEpoch) + "; a lower learning rate may help";
        return failed;
    }
    result.shape = kept.shape;
    if (result.bestEpoch > 0) {
        const ParameterLayout layout(kept.shape, options.compression);
        result.layers = toLayers(layout, kept.parameters);
        result.factors = memberFactors(layout, kept.parameters);
        result.embedding = toEmbedding(layout, kept.parameters);
        for (std::size_t l = 0; kept.isQuantised && l < layout.layers.size(); ++l)
            result.codes.push_back(codesOf(layout, kept.parameters, l));
    }
    result.sparsity = zeroShare(result.layers);
    return result;
}

} // namespace leptune::neural
