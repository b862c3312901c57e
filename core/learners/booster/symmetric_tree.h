// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace leptune {

/// One question that a whole level of a symmetric tree asks: right where bin > `bin`. Rows without
/// a value (bin 0) go left or right as `missingLeft` says.
struct SymmetricSplit {
    int feature = 0;
    std::uint8_t bin = 0;
    bool missingLeft = true;
    bool operator==(const SymmetricSplit &) const = default;
};

/// Every level asks one question of all rows, so a leaf is the number whose bit l is the answer at
/// level l (1 = right). `values` holds `outputs` floats a leaf.
struct SymmetricTree {
    std::vector<SymmetricSplit> splits;
    std::vector<float> values;
    std::size_t leaves() const { return std::size_t{1} << splits.size(); }
    bool operator==(const SymmetricTree &) const = default;
};

} // namespace leptune
