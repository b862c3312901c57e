// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/booster/worker_team.h"

#include <cstdint>
#include <span>
#include <vector>

namespace leptune {

/// One feature of the rows of a fit: bin 0 is missing, values have 1..bins. A feature whose value
/// depends on the order of the rows (ordered target statistics) has several versions.
struct BinColumn {
    int bins = 1;
    bool missing = false; ///< some row has none
    std::vector<std::vector<std::uint8_t>> versions;

    const std::uint8_t *values(std::size_t version) const
    {
        return versions[version % versions.size()].data();
    }
};

struct BinColumns {
    std::size_t rows = 0;
    std::vector<BinColumn> features;
    std::size_t versions() const;
};

/// Up to eight features side by side, one 64-bit word a row, so that a row of a block is one load
/// and a block's histograms fit the first-level cache (16 KiB for one gradient).
struct BinBlock {
    static constexpr int kFeatures = 8;
    int count = 0;  ///< features in use
    int stride = 0; ///< bins that a histogram of this block has room for: 4, 16, 64 or 256
    int features[kFeatures] = {};                     ///< indices into BinColumns
    std::vector<std::vector<std::uint64_t>> versions; ///< one word a row, the first feature lowest

    const std::uint64_t *words(std::size_t version) const
    {
        return versions[version % versions.size()].data();
    }
};

/// Features of like bin counts are put together; constant ones are left out.
std::vector<BinBlock> packBlocks(const BinColumns &columns, WorkerTeam &team);

} // namespace leptune
