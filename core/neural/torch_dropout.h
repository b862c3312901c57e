// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/neural/state_archive.h"

#include <cstdint>
#include <memory>
#include <string>

namespace at {
class Tensor;
}

namespace leptune::neural {

/// The masks of dropout: on the CPU those of the fused steps, elsewhere made on the device, each
/// from a number of the same stream.
class TorchDropout {
public:
    TorchDropout(std::uint64_t seed, const std::string &device);
    ~TorchDropout();

    /// 0 where a number is dropped, else what keeps the mean.
    at::Tensor mask(const at::Tensor &like, double rate);
    void exchange(StateArchive &archive) { archive.stream(m_random); }

private:
    struct Generator;
    RandomStream m_random;
    std::unique_ptr<Generator> m_generator; ///< of the device; none on the CPU
};

} // namespace leptune::neural
