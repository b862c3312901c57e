// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/booster/bin_blocks.h"

namespace leptune {

/// Gradients of one tree as whole numbers, so that sums are exact, do not depend on their order,
/// and siblings follow by subtraction. A row holds `lanes` int32 (2, 4, 8 or 16): its weight, then
/// one gradient an output, then zeros. No lane overflows when all rows are added.
struct GradientWords {
    int lanes = 2;
    int outputs = 1;
    float weightUnit = 1.0F;          ///< what a 1 in the first lane is worth
    float gradientUnit = 1.0F;        ///< what a 1 in the others is worth
    std::vector<std::int32_t> values; ///< [rows, lanes]

    const std::int32_t *data() const { return values.data(); }
};

/// int32 that the histograms of a block take: [8 features, stride, lanes].
std::size_t histogramSize(const BinBlock &block, int lanes);

/// Adds the rows' gradients to the histograms of a block (which the caller has cleared), or takes
/// them out.
void addRows(const BinBlock &block, std::size_t version, std::span<const std::uint32_t> rows,
             const GradientWords &gradients, std::int32_t *histogram);
void takeRows(const BinBlock &block, std::size_t version, std::span<const std::uint32_t> rows,
              const GradientWords &gradients, std::int32_t *histogram);

/// Some features of a block, told by the bits that their bins start at in a word.
struct BlockPart {
    int count = 0, stride = 0;
    int features[BinBlock::kFeatures] = {}; ///< indices into BinColumns
    int shifts[BinBlock::kFeatures] = {};
};
std::size_t histogramSize(const BlockPart &part); ///< two lanes

/// The same for part of a block, its features side by side (two lanes only).
void addRows(const BlockPart &part, const std::uint64_t *words, std::span<const std::uint32_t> rows,
             const GradientWords &gradients, std::int32_t *histogram);

/// from -= part
void subtract(std::int32_t *from, const std::int32_t *part, std::size_t count);

} // namespace leptune
