// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/trainer.h"

#include "core/neural/fused_stepper.h"
#include "core/neural/parameters.h"
#include "core/neural/torch_stepper.h"
#include "core/neural/training_loop.h"

namespace leptune::neural {

TrainResult trainNetwork(const NetworkShape &shape, const Batchable &train,
                         const Batchable &validation, const TrainOptions &options)
{
    std::unique_ptr<Stepper> stepper;
    if (options.device == "cpu" && options.steps == Steps::Fastest)
        stepper = makeFusedStepper(shape, train, validation, options);
    if (!stepper)
        stepper = makeTorchStepper(shape, train, validation, options);
    TrainResult result = runEpochs(*stepper, train.rows, validation.rows > 0, options);
    if (result.bestEpoch > 0)
        result.layers = toLayers(ParameterLayout(shape), stepper->kept());
    return result;
}

} // namespace leptune::neural
