// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/booster_inputs.h"

#include "core/base/error.h"

namespace leptune {

BoosterInputs boosterInputs(const std::string &family, const View &train, const View &validation,
                            const Configuration &configuration, const FitContext &context)
{
    BoosterInputs inputs;
    inputs.parts = partsForEarlyStopping(train, validation, context);
    inputs.unit = targetUnit(inputs.parts.train);
    inputs.objective = goalOf(context.goal, configuration).objective;
    inputs.features = boosterFeatures(inputs.parts, inputs.unit, context.seed);
    addDerivedFeatures(inputs.features, inputs.parts,
                       static_cast<int>(configuration.integer("derived", 0)), context);
    if (inputs.features.train.features.empty())
        throw Error(ErrorCode::TooLittleData, family,
                    "no column holds anything to learn from; all are constant or empty");
    inputs.trainLabels = boosterLabels(inputs.parts.train, inputs.unit, inputs.objective);
    normaliseWeights(inputs.trainLabels);
    if (inputs.validates())
        inputs.validationLabels =
            boosterLabels(inputs.parts.validation, inputs.unit, inputs.objective);
    return inputs;
}

BoosterWatch watchOf(const FitContext &context)
{
    BoosterWatch watch;
    watch.shouldEnd = [&context] { return context.shouldEnd(); };
    if (context.progress)
        watch.progress = [&context](int round, int rounds, double trainLoss, double loss) {
            context.report({round, rounds, trainLoss, loss});
        };
    return watch;
}

} // namespace leptune
