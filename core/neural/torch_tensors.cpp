// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/torch_tensors.h"

#include "core/neural/state_archive.h"

#include <ATen/ATen.h>

namespace leptune::neural {

std::vector<float> floatsOf(const at::Tensor &tensor)
{
    const at::Tensor here = tensor.to(at::kCPU).contiguous();
    return {here.data_ptr<float>(), here.data_ptr<float>() + here.numel()};
}

void append(std::vector<float> &values, const at::Tensor &tensor)
{
    const std::vector<float> more = floatsOf(tensor);
    values.insert(values.end(), more.begin(), more.end());
}

at::Tensor tensorOf(const std::vector<float> &values)
{
    return at::from_blob(const_cast<float *>(values.data()), {signedSize(values.size())},
                         at::kFloat)
        .clone();
}

at::Tensor placed(std::span<const std::int64_t> values, const at::Tensor &like)
{
    // CUDA has taken pageable memory when the call returns.
    constexpr bool kDoesNotWait = true;
    return at::from_blob(const_cast<std::int64_t *>(values.data()), {signedSize(values.size())},
                         at::kLong)
        .to(like.device(), at::kLong, kDoesNotWait);
}

void exchangeFloats(StateArchive &archive, const at::Tensor &numbers)
{
    std::vector<float> values = floatsOf(numbers);
    archive.floats(std::span(values));
    if (archive.reads())
        numbers.copy_(tensorOf(values));
}

at::Tensor leafOf(const at::Tensor &flat, const at::Tensor &gradient, std::size_t offset,
                  const std::vector<std::int64_t> &sizes)
{
    const auto view = [&](const at::Tensor &whole) {
        return whole.narrow(0, signedSize(offset), c10::multiply_integers(sizes))
            .view(sizes)
            .detach();
    };
    at::Tensor leaf = view(flat);
    leaf.set_requires_grad(true);
    leaf.mutable_grad() = view(gradient);
    return leaf;
}

} // namespace leptune::neural
