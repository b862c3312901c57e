// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/ATen.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace leptune::neural {

inline std::int64_t signedSize(std::size_t value)
{
    return static_cast<std::int64_t>(value);
}

std::vector<float> floatsOf(const at::Tensor &tensor);
void append(std::vector<float> &values, const at::Tensor &tensor);
/// A copy.
at::Tensor tensorOf(const std::vector<float> &values);

} // namespace leptune::neural
