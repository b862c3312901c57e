// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/torch_stages.h"

#include "core/neural/batch_norm.h"

#include <ATen/ATen.h>
#include <c10/util/Exception.h>

#include <tuple>
#include <vector>

namespace leptune::neural {

namespace {

at::Tensor convolve(const ConvolutionStage &stage, const StageTensors &tensors, std::size_t index,
                    const at::Tensor &x, bool training)
{
    const at::Tensor weights = tensors.weightsOf(index)
                                   .view({stage.kernel, stage.kernel, x.size(1), stage.outputs})
                                   .permute({3, 2, 0, 1});
    if (!stage.normalises)
        return at::conv2d(x, weights, tensors.biasOf(index), 1, stage.padding);
    // Not at::batch_norm, which may take cuDNN's: that wants vectors at multiples of 16 bytes.
    return std::get<0>(at::native_batch_norm(
        at::conv2d(x, weights, {}, 1, stage.padding), tensors.normScaleOf(index),
        tensors.biasOf(index), tensors.normMeanOf(index), tensors.normVarianceOf(index), training,
        BatchNorm::kMomentum, BatchNorm::kEpsilon));
}

} // namespace

at::Tensor activate(const std::string &name, const at::Tensor &x)
{
    if (name == "relu")
        return at::relu(x);
    if (name == "elu")
        return at::elu(x);
    if (name == "selu")
        return at::selu(x);
    if (name == "gelu")
        return at::gelu(x);
    if (name == "mish")
        return at::mish(x);
    if (name == "silu")
        return at::silu(x);
    if (name == "tanh")
        return at::tanh(x);
    TORCH_CHECK(false, "unknown activation '", name, "'");
}

at::Tensor activate(const std::string &name, const at::Tensor &x, const at::Tensor &share)
{
    const at::Tensor active = activate(name, x);
    return share.defined() ? x + share * (active - x) : active;
}

/// Pictures come and go with the channels last.
at::Tensor throughStages(const NetworkShape &shape, StageTensors &tensors,
                         const at::Tensor &pictures, bool training)
{
    const PicturePlane &plane = shape.picture;
    at::Tensor x =
        pictures.view({-1, plane.height, plane.width, plane.channels}).permute({0, 3, 1, 2});
    std::vector<at::Tensor> values;
    for (std::size_t i = 0; i < shape.stages.size(); ++i) {
        const ConvolutionStage &stage = shape.stages[i];
        x = convolve(stage, tensors, i, tensors.inputOf(i, x), training);
        if (stage.pool > 1)
            x = at::max_pool2d(x, stage.pool);
        if (stage.shortcut >= 0)
            x = x + values[static_cast<std::size_t>(stage.shortcut)];
        x = activate(shape.activation, x);
        values.push_back(x);
    }
    return shape.averages ? x.mean(at::IntArrayRef{2, 3}) : x.permute({0, 2, 3, 1}).flatten(1);
}

} // namespace leptune::neural
