// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace at {
class Tensor;
}

namespace leptune::neural {

inline std::int64_t signedSize(std::size_t value)
{
    return static_cast<std::int64_t>(value);
}

std::vector<float> floatsOf(const at::Tensor &tensor);
void append(std::vector<float> &values, const at::Tensor &tensor);
/// A copy.
at::Tensor tensorOf(const std::vector<float> &values);

/// The view of `flat` from `offset` on as a parameter, whose gradient is the view of `gradient`
/// there: backward() adds into it in place.
at::Tensor leafOf(const at::Tensor &flat, const at::Tensor &gradient, std::size_t offset,
                  const std::vector<std::int64_t> &sizes);

} // namespace leptune::neural
