// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace at {
class Tensor;
}

namespace leptune::neural {

/// Features [rows, inputs] times each member's factors [members, inputs]: [members * rows, inputs].
at::Tensor forMembers(const at::Tensor &features, const at::Tensor &factors);

/// Each member's rows of x [members * rows, inputs] through its last layer, of `weights`
/// [members * inputs, outputs] and `bias` [members, outputs]: [members, rows, outputs].
at::Tensor throughHeads(const at::Tensor &x, const at::Tensor &weights, const at::Tensor &bias);

} // namespace leptune::neural
