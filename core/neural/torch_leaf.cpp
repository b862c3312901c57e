// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/torch_leaf.h"

#include <ATen/ATen.h>

namespace leptune::neural {

at::Tensor leafOf(const at::Tensor &flat, const at::Tensor &gradient, std::size_t offset,
                  std::initializer_list<std::int64_t> sizes)
{
    const at::IntArrayRef shape(sizes);
    const auto view = [&](const at::Tensor &of) {
        return of.narrow(0, static_cast<std::int64_t>(offset), c10::multiply_integers(shape))
            .view(shape)
            .detach();
    };
    at::Tensor leaf = view(flat);
    leaf.set_requires_grad(true);
    leaf.mutable_grad() = view(gradient);
    return leaf;
}

} // namespace leptune::neural
