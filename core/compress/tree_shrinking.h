// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/compression_method.h"

namespace leptune {

/// All trees of a Model made smaller where they stand (tree_shrinker.h), each ensemble to answer
/// the part's rows as it did. `bit_price` and `leaf_bits` as in ShrinkOptions. Null where there are
/// no trees.
std::unique_ptr<CompressionMethod> makeTreeShrinking(const CompressionSubject &subject,
                                                     std::uint64_t seed);

} // namespace leptune
