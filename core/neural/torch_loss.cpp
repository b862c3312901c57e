// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/torch_loss.h"

#include "core/neural/torch_tensors.h"

#include <ATen/ATen.h>

namespace leptune::neural {

namespace {

/// From answers [rows, outputs] to targets of the same form, one a row.
at::Tensor distances(Loss loss, const at::Tensor &output, const at::Tensor &targets,
                     double smoothing)
{
    constexpr std::int64_t kNoIgnored = -100;
    return loss == Loss::CrossEntropy
               ? at::cross_entropy_loss(output, targets, {}, at::Reduction::None, kNoIgnored,
                                        smoothing)
               : at::mse_loss(output, targets, at::Reduction::None).squeeze(1);
}

at::Tensor weightedMean(const at::Tensor &losses, const at::Tensor &weights)
{
    return at::dot(losses, weights) / at::clamp_min(weights.sum(), 1e-12);
}

} // namespace

at::Tensor plainLoss(Loss loss, const at::Tensor &output, const at::Tensor &targets,
                     const at::Tensor &weights)
{
    const auto reduction = weights.defined() ? at::Reduction::None : at::Reduction::Mean;
    const at::Tensor losses = loss == Loss::CrossEntropy
                                  ? at::cross_entropy_loss(output, targets, {}, reduction)
                                  : at::mse_loss(output.squeeze(1), targets, reduction);
    return weights.defined() ? weightedMean(losses, weights) : losses;
}

at::Tensor trainingLoss(const TrainOptions &options, const at::Tensor &output,
                        const TorchGoals &goals, const Mixup *mixup)
{
    if (output.dim() == 3) {
        std::vector<at::Tensor> losses;
        for (const at::Tensor &member : output.unbind(0))
            losses.push_back(trainingLoss(options, member, goals, mixup));
        return at::stack(losses).mean();
    }
    const bool classes = options.loss == Loss::CrossEntropy;
    const double taught = options.distillation, smoothing = classes ? options.labelSmoothing : 0.0;
    if (!mixup && taught == 0.0 && smoothing == 0.0)
        return plainLoss(options.loss, output, goals.targets, goals.weights);
    at::Tensor targets = classes ? at::one_hot(goals.targets, output.size(1)).to(at::kFloat)
                                 : goals.targets.unsqueeze(1);
    at::Tensor soft = taught > 0.0 ? goals.soft : targets;
    at::Tensor weights =
        goals.weights.defined() ? goals.weights : at::ones({output.size(0)}, output.options());
    if (mixup) {
        const at::Tensor partners = placed(mixup->partners(), output);
        const at::Tensor own = weights * mixup->share();
        weights = own + weights.index_select(0, partners) * (1.0F - mixup->share());
        const at::Tensor share = (own / at::clamp_min(weights, 1e-30)).unsqueeze(1);
        for (at::Tensor *goal : {&targets, &soft})
            *goal = *goal * share + goal->index_select(0, partners) * (1.0 - share);
    }
    const at::Tensor hard = distances(options.loss, output, targets, smoothing);
    return weightedMean(taught > 0.0 ? hard * (1.0 - taught) +
                                           distances(options.loss, output, soft, 0.0) * taught
                                     : hard,
                        weights);
}

at::Tensor mixed(const at::Tensor &features, const Mixup &mixup)
{
    const at::Tensor others = features.index_select(0, placed(mixup.partners(), features));
    return features * mixup.share() + others * (1.0F - mixup.share());
}

} // namespace leptune::neural
