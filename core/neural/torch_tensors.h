// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace at {
class Tensor;
}

namespace leptune::neural {

class StateArchive;

inline std::int64_t signedSize(std::size_t value)
{
    return static_cast<std::int64_t>(value);
}

std::vector<float> floatsOf(const at::Tensor &tensor);
void append(std::vector<float> &values, const at::Tensor &tensor);
/// A copy.
at::Tensor tensorOf(const std::vector<float> &values);
/// On the device of `like`, which nobody waits for; on the CPU the values are borrowed.
at::Tensor placed(std::span<const std::int64_t> values, const at::Tensor &like);

/// In place, so that views of it see what was read.
void exchangeFloats(StateArchive &archive, const at::Tensor &numbers);

/// The view of `flat` from `offset` on as a parameter, whose gradient is the view of `gradient`
/// there: backward() adds into it in place.
at::Tensor leafOf(const at::Tensor &flat, const at::Tensor &gradient, std::size_t offset,
                  const std::vector<std::int64_t> &sizes);

} // namespace leptune::neural
