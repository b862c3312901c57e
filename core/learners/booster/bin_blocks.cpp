// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/bin_blocks.h"

#include <algorithm>
#include <numeric>

namespace leptune {

namespace {

int strideOf(const BinColumn &column)
{
    for (const int stride : {4, 16, 64})
        if (column.bins < stride)
            return stride;
    return 256;
}

bool canSplit(const BinColumn &column)
{
    return column.bins > 1 || column.missing;
}

void fillWords(BinBlock &block, const BinColumns &columns)
{
    std::size_t versions = 1;
    for (int i = 0; i < block.count; ++i)
        versions =
            std::max(versions,
                     columns.features[static_cast<std::size_t>(block.features[i])].versions.size());
    block.versions.assign(versions, std::vector<std::uint64_t>(columns.rows, 0));
    for (std::size_t v = 0; v < versions; ++v)
        for (int i = 0; i < block.count; ++i) {
            const std::uint8_t *from =
                columns.features[static_cast<std::size_t>(block.features[i])].values(v);
            std::uint64_t *to = block.versions[v].data();
            for (std::size_t row = 0; row < columns.rows; ++row)
                to[row] |= std::uint64_t{from[row]} << (8 * i);
        }
}

} // namespace

std::size_t BinColumns::versions() const
{
    std::size_t most = 1;
    for (const BinColumn &column : features)
        most = std::max(most, column.versions.size());
    return most;
}

std::vector<BinBlock> packBlocks(const BinColumns &columns, WorkerTeam &team)
{
    const auto at = [&](int feature) -> const BinColumn & {
        return columns.features[static_cast<std::size_t>(feature)];
    };
    std::vector<int> order;
    for (std::size_t f = 0; f < columns.features.size(); ++f)
        if (canSplit(columns.features[f]))
            order.push_back(static_cast<int>(f));
    const auto kindOf = [&](int feature) {
        return std::pair(at(feature).versions.size(), -strideOf(at(feature)));
    };
    std::ranges::stable_sort(order, {}, kindOf);
    std::vector<BinBlock> blocks;
    for (const int feature : order) {
        const bool fits = !blocks.empty() && blocks.back().count < BinBlock::kFeatures &&
                          kindOf(blocks.back().features[0]) == kindOf(feature);
        if (!fits)
            blocks.push_back({0, strideOf(at(feature)), {}, {}});
        blocks.back().features[blocks.back().count++] = feature;
    }
    team.run(blocks.size(), [&](std::size_t i) { fillWords(blocks[i], columns); });
    return blocks;
}

} // namespace leptune
