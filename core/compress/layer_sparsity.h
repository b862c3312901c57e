// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/compression_method.h"

namespace leptune {

/// Linear models and networks after training: layer after layer weights go and lose bits
/// (layer_fit.h), each layer so that it answers the part's rows as the whole one did, given what is
/// left of the layers before it. `sparsity`, `weight_bits`; `arithmetic` "int8": networks compute
/// in whole numbers then. Null where there are no such layers.
std::unique_ptr<CompressionMethod> makeLayerSparsity(const CompressionSubject &subject,
                                                     std::uint64_t seed);

} // namespace leptune
