// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/packed_rates.h"
#include "core/compress/shrink_scores.h"

namespace leptune {

/// What a part of a tree costs: second-order loss, and bits of the packed file.
struct ShrinkCost {
    double loss = 0.0;
    double bits = 0.0;
    ShrinkCost operator+(const ShrinkCost &other) const
    {
        return {loss + other.loss, bits + other.bits};
    }
};

/// How loss and bits weigh against each other in a pass, and what leaves are rounded to.
struct ShrinkTerms {
    double price = 0.0; ///< summed loss that a bit may save
    double l2 = 1.0;
    float step = 1.0F;
    std::int32_t mostCode = 127;
    int pass = 0;
    /// Searching is most of the work: every other level's questions may move in a pass.
    bool movesLevel(std::size_t level) const
    {
        return (level + static_cast<std::size_t>(pass)) % 2 == 0;
    }
    double total(const ShrinkCost &cost) const { return cost.loss + price * cost.bits; }
};

/// Sums over the rows of a leaf, one output of it.
struct LeafSums {
    double pull = 0.0, curvature = 0.0;
    double held = 0.0; ///< curvature times what the tree added before
    void add(const LeafSums &other)
    {
        pull += other.pull;
        curvature += other.curvature;
        held += other.held;
    }
    double loss(double value) const { return value * (0.5 * curvature * value - pull); }
    /// Newton's value, held back by l2 rows of the leaf's `rows`.
    double best(double l2, std::size_t rows) const;
};

struct LeafCode {
    std::int32_t code = 0;
    ShrinkCost cost;
};

/// The code of least total cost; `filled`: a code that is not 0 is known to be that.
LeafCode bestCode(const LeafSums &sums, std::size_t rows, const ShrinkTerms &terms,
                  const PackedRates &rates, bool filled);

} // namespace leptune
