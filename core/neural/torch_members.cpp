// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/torch_members.h"

#include <ATen/ATen.h>

namespace leptune::neural {

at::Tensor forMembers(const at::Tensor &features, const at::Tensor &factors)
{
    return (features.unsqueeze(0) * factors.unsqueeze(1)).flatten(0, 1);
}

at::Tensor throughHeads(const at::Tensor &x, const at::Tensor &weights, const at::Tensor &bias)
{
    const std::int64_t members = bias.size(0), outputs = bias.size(1);
    return at::baddbmm(bias.unsqueeze(1), x.view({members, -1, x.size(1)}),
                       weights.view({members, -1, outputs}));
}

} // namespace leptune::neural
