// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/torch_dropout.h"

#include "core/neural/dropout_mask.h"

#include <ATen/ATen.h>

namespace leptune::neural {

struct TorchDropout::Generator {
    at::Generator own;
};

TorchDropout::TorchDropout(std::uint64_t seed, const std::string &device) : m_random(seed, 2)
{
    const at::Device place(device);
    if (place.is_cpu())
        return;
    at::Generator &shared = const_cast<at::Generator &>(
        at::globalContext().defaultGenerator(place)); // of all trainings
    m_generator = std::make_unique<Generator>(Generator{shared.clone()});
}

TorchDropout::~TorchDropout() = default;

at::Tensor TorchDropout::mask(const at::Tensor &like, double rate)
{
    at::Tensor mask = at::empty(like.sizes(), like.options());
    if (!m_generator) {
        fillDropoutMask({mask.data_ptr<float>(), static_cast<std::size_t>(mask.numel())}, rate,
                        m_random);
        return mask;
    }
    m_generator->own.set_current_seed(m_random.next());
    return mask.bernoulli_(1.0 - rate, m_generator->own).div_(1.0 - rate);
}

} // namespace leptune::neural
