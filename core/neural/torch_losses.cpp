// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/torch_losses.h"

#include <ATen/ATen.h>

namespace leptune::neural {

struct TorchLosses::Sum {
    at::Tensor value; ///< on the device; not defined where nothing was told
};

TorchLosses::TorchLosses() : m_owed(std::make_unique<Sum>()) {}
TorchLosses::~TorchLosses() = default;

double TorchLosses::tell(const at::Tensor &loss)
{
    if (loss.device().is_cpu())
        return loss.item<double>();
    const at::Tensor value = loss.detach().to(at::kDouble);
    if (m_owed->value.defined())
        m_owed->value.add_(value);
    else
        m_owed->value = value.clone();
    return 0.0;
}

double TorchLosses::takeOwed()
{
    if (!m_owed->value.defined())
        return 0.0;
    const double sum = m_owed->value.item<double>();
    m_owed->value.zero_();
    return sum;
}

} // namespace leptune::neural
