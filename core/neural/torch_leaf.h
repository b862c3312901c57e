// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>

namespace at {
class Tensor;
}

namespace leptune::neural {

/// A learnt part of flat numbers: a view whose gradient is added, in place, into the same part of
/// `gradient`.
at::Tensor leafOf(const at::Tensor &flat, const at::Tensor &gradient, std::size_t offset,
                  std::initializer_list<std::int64_t> sizes);

} // namespace leptune::neural
