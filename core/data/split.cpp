// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/split.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/data/time_split.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <unordered_map>

namespace leptune {

namespace {

constexpr std::size_t kQuantileBins = 10;
constexpr std::size_t kRowsAQuantileBin = 5;

struct StratumCount {
    std::size_t stratum = 0;
    double rows = 0.0;
};

/// Rows that move together; nearly always of one stratum, so that a million blocks stay small.
class Block {
public:
    void countRow(std::size_t stratum)
    {
        if (rows() == 0.0)
            m_first.stratum = stratum;
        m_rows += 1.0;
        if (m_more.empty() && stratum == m_first.stratum) {
            m_first.rows += 1.0;
            return;
        }
        if (m_more.empty())
            m_more.push_back(m_first);
        const auto known = std::ranges::find(m_more, stratum, &StratumCount::stratum);
        if (known == m_more.end())
            m_more.push_back({stratum, 1.0});
        else
            known->rows += 1.0;
    }
    double rows() const { return m_rows; }
    std::span<const StratumCount> strata() const
    {
        return m_more.empty() ? std::span(&m_first, 1) : std::span(m_more);
    }
    /// The one of most rows, the first of equals.
    std::size_t mainStratum() const
    {
        return std::ranges::max_element(strata(), {}, &StratumCount::rows)->stratum;
    }
    bool holds(std::size_t stratum) const
    {
        return std::ranges::find(strata(), stratum, &StratumCount::stratum) != strata().end();
    }

private:
    double m_rows = 0.0;
    StratumCount m_first;
    std::vector<StratumCount> m_more; ///< all counts, once there are two strata
};

/// The rows as blocks, and the blocks of every stratum in a seeded order: large ones may differ
/// from the others in more than their size, so none are preferred.
struct Layout {
    std::vector<Block> blocks;
    std::vector<std::uint32_t> blockOfRow;
    std::vector<double> stratumRows;
    std::vector<std::vector<std::uint32_t>> order; ///< a stratum
};

std::vector<std::size_t> denseStrata(std::size_t rows, std::span<const std::int32_t> strata,
                                     std::size_t &count)
{
    std::vector<std::size_t> result(rows);
    std::map<std::int32_t, std::size_t> known;
    for (const std::int32_t stratum : strata)
        known[stratum] = 0;
    std::size_t next = 0;
    for (auto &[stratum, index] : known)
        index = next++;
    for (std::size_t row = 0; row < strata.size(); ++row)
        result[row] = known[strata[row]];
    count = std::max<std::size_t>(1, next);
    return result;
}

std::vector<std::uint32_t> denseBlocks(std::size_t rows, std::span<const std::uint32_t> blocks,
                                       std::size_t &count)
{
    std::vector<std::uint32_t> result(rows);
    if (blocks.empty()) {
        std::iota(result.begin(), result.end(), 0U);
        count = rows;
        return result;
    }
    std::unordered_map<std::uint32_t, std::uint32_t> known;
    for (std::size_t row = 0; row < rows; ++row)
        result[row] =
            known.try_emplace(blocks[row], static_cast<std::uint32_t>(known.size())).first->second;
    count = known.size();
    return result;
}

Layout makeLayout(std::size_t rows, const SplitRules &rules)
{
    Layout layout;
    std::size_t blockCount = 0;
    std::size_t stratumCount = 0;
    layout.blockOfRow = denseBlocks(rows, rules.blocks, blockCount);
    const std::vector<std::size_t> strata = denseStrata(rows, rules.strata, stratumCount);
    layout.blocks.resize(blockCount);
    layout.stratumRows.resize(stratumCount);
    for (std::size_t row = 0; row < rows; ++row) {
        layout.blocks[layout.blockOfRow[row]].countRow(strata[row]);
        layout.stratumRows[strata[row]] += 1.0;
    }
    layout.order.resize(stratumCount);
    for (std::uint32_t b = 0; b < blockCount; ++b)
        layout.order[layout.blocks[b].mainStratum()].push_back(b);
    RandomStream random(rules.seed, 0x5b117);
    for (auto &order : layout.order)
        random.shuffle(std::span(order));
    return layout;
}

void requireBlocks(const Layout &layout, std::size_t wanted)
{
    if (layout.blocks.size() < wanted)
        throw Error(ErrorCode::TooLittleData, "",
                    "the data have only " + std::to_string(layout.blocks.size()) +
                        " different rows or groups, which can't be split into " +
                        std::to_string(wanted) + " parts; add rows or ask for fewer folds");
}

/// Fills the test part of one stratum up to about `wanted` rows, at least one block and not all of
/// them; returns the rows taken.
double takeForTest(const Layout &layout, std::size_t stratum, double wanted,
                   std::vector<bool> &inTest)
{
    const auto &order = layout.order[stratum];
    double taken = 0.0;
    std::size_t blocks = 0;
    for (const std::uint32_t b : order) {
        const double size = layout.blocks[b].rows();
        if (blocks + 1 < order.size() && taken + size / 2.0 <= wanted) {
            inTest[b] = true;
            taken += size;
            ++blocks;
        }
    }
    if (blocks == 0 && order.size() > 1) {
        const auto smallest = std::ranges::min_element(
            order, {}, [&](std::uint32_t b) { return layout.blocks[b].rows(); });
        inTest[*smallest] = true;
        taken = layout.blocks[*smallest].rows();
    }
    return taken;
}

using SideCounts = std::vector<std::array<std::size_t, 2>>; ///< blocks in train and test, a stratum

/// The smallest block of the stratum on a side whose move leaves no other stratum without a block
/// there.
std::optional<std::size_t> spareBlock(const Layout &layout, std::size_t stratum, std::size_t side,
                                      const SideCounts &sides, const std::vector<bool> &inTest)
{
    std::optional<std::size_t> best;
    for (std::size_t b = 0; b < layout.blocks.size(); ++b) {
        const Block &block = layout.blocks[b];
        if (inTest[b] != (side == 1) || !block.holds(stratum) ||
            (best && block.rows() >= layout.blocks[*best].rows()))
            continue;
        if (std::ranges::all_of(block.strata(),
                                [&](const auto &s) { return sides[s.stratum][side] > 1; }))
            best = b;
    }
    return best;
}

/// Blocks of mixed strata can leave a stratum on one side only: moves a block where that helps.
void spreadStrata(const Layout &layout, std::vector<bool> &inTest)
{
    SideCounts sides(layout.stratumRows.size());
    for (std::size_t b = 0; b < layout.blocks.size(); ++b)
        for (const StratumCount &count : layout.blocks[b].strata())
            ++sides[count.stratum][inTest[b] ? 1 : 0];
    for (std::size_t stratum = 0; stratum < sides.size(); ++stratum) {
        const std::size_t full = sides[stratum][0] != 0 ? 0 : 1;
        if (sides[stratum][1 - full] != 0 || sides[stratum][full] < 2)
            continue;
        const auto moved = spareBlock(layout, stratum, full, sides, inTest);
        if (!moved)
            continue;
        inTest[*moved] = full == 0;
        for (const StratumCount &count : layout.blocks[*moved].strata()) {
            --sides[count.stratum][full];
            ++sides[count.stratum][1 - full];
        }
    }
}

Split splitOf(const Layout &layout, const std::vector<bool> &inTest)
{
    Split split;
    for (std::uint32_t row = 0; row < layout.blockOfRow.size(); ++row)
        (inTest[layout.blockOfRow[row]] ? split.test : split.train).push_back(row);
    return split;
}

/// Where the block adds least to what a fold already has of its strata; then the smallest fold.
std::size_t lightestFold(const Layout &layout, const Block &block,
                         const std::vector<std::vector<double>> &loads,
                         const std::vector<double> &sizes)
{
    std::size_t best = 0;
    double bestLoad = 0.0;
    for (std::size_t fold = 0; fold < loads.size(); ++fold) {
        double load = 0.0;
        for (const StratumCount &count : block.strata())
            load += loads[fold][count.stratum] * count.rows / layout.stratumRows[count.stratum];
        if (fold == 0 || load < bestLoad || (load == bestLoad && sizes[fold] < sizes[best])) {
            best = fold;
            bestLoad = load;
        }
    }
    return best;
}

std::vector<std::size_t> assignFolds(const Layout &layout, std::size_t folds)
{
    std::vector<std::vector<double>> loads(folds, std::vector<double>(layout.stratumRows.size()));
    std::vector<double> sizes(folds);
    std::vector<std::size_t> foldOfBlock(layout.blocks.size());
    for (const auto &order : layout.order) {
        for (const std::uint32_t b : order) {
            const Block &block = layout.blocks[b];
            const std::size_t fold = lightestFold(layout, block, loads, sizes);
            foldOfBlock[b] = fold;
            sizes[fold] += block.rows();
            for (const StratumCount &count : block.strata())
                loads[fold][count.stratum] += count.rows;
        }
    }
    return foldOfBlock;
}

/// With groups of many classes the greedy choice may leave a fold empty: it gets the smallest block
/// of the fold that has most.
void fillEmptyFolds(const Layout &layout, std::size_t folds, std::vector<std::size_t> &foldOfBlock)
{
    std::vector<std::vector<std::size_t>> members(folds);
    for (std::size_t b = 0; b < foldOfBlock.size(); ++b)
        members[foldOfBlock[b]].push_back(b);
    for (auto &empty : members) {
        if (!empty.empty())
            continue;
        auto &donor = *std::ranges::max_element(members, {}, &std::vector<std::size_t>::size);
        const auto smallest = std::ranges::min_element(
            donor, {}, [&](std::size_t b) { return layout.blocks[b].rows(); });
        foldOfBlock[*smallest] = static_cast<std::size_t>(&empty - members.data());
        empty.push_back(*smallest);
        donor.erase(smallest);
    }
}

} // namespace

Split holdOut(std::size_t rows, double testShare, const SplitRules &rules)
{
    if (!(testShare > 0.0 && testShare < 1.0))
        throw Error(ErrorCode::BadOption, "test",
                    "the share of test rows has to lie between 0 and 1, both excluded");
    if (!rules.time.empty())
        return holdOutLatest(rows, testShare, rules);
    const Layout layout = makeLayout(rows, rules);
    requireBlocks(layout, 2);
    std::vector<bool> inTest(layout.blocks.size());
    double carry = 0.0; // what rounding left over, so that many small strata add up to the share
    bool any = false;
    for (std::size_t s = 0; s < layout.order.size(); ++s) {
        if (layout.order[s].size() < 2)
            continue;
        double own = 0.0;
        for (const std::uint32_t b : layout.order[s])
            own += layout.blocks[b].rows();
        const double wanted = testShare * own + carry;
        carry = std::clamp(wanted - takeForTest(layout, s, wanted, inTest), -1.0, 1.0);
        any = true;
    }
    if (!any) { // every stratum is a single block: the strata can't be respected
        SplitRules plain = rules;
        plain.strata = {};
        return holdOut(rows, testShare, plain);
    }
    if (!rules.blocks.empty())
        spreadStrata(layout, inTest);
    return splitOf(layout, inTest);
}

std::vector<Split> crossValidation(std::size_t rows, int folds, const SplitRules &rules)
{
    if (folds < 2)
        throw Error(ErrorCode::BadOption, "folds", "cross-validation needs at least 2 folds");
    const auto count = static_cast<std::size_t>(folds);
    if (!rules.time.empty())
        return expandingWindows(rows, count, rules);
    const Layout layout = makeLayout(rows, rules);
    requireBlocks(layout, count);
    std::vector<std::size_t> foldOfBlock = assignFolds(layout, count);
    fillEmptyFolds(layout, count, foldOfBlock);
    std::vector<Split> splits(count);
    for (std::uint32_t row = 0; row < rows; ++row)
        for (std::size_t fold = 0; fold < count; ++fold)
            (foldOfBlock[layout.blockOfRow[row]] == fold ? splits[fold].test : splits[fold].train)
                .push_back(row);
    return splits;
}

std::vector<std::int32_t> strataOf(const Target &target)
{
    std::vector<std::int32_t> strata(target.values.size());
    if (target.isClassification()) {
        std::ranges::transform(target.values, strata.begin(),
                               [](float value) { return static_cast<std::int32_t>(value); });
        return strata;
    }
    std::vector<float> sorted = target.values;
    std::ranges::sort(sorted);
    const std::size_t bins =
        std::clamp<std::size_t>(sorted.size() / kRowsAQuantileBin, 1, kQuantileBins);
    std::vector<float> edges;
    for (std::size_t i = 1; i < bins; ++i)
        edges.push_back(sorted[i * sorted.size() / bins]);
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    std::ranges::transform(target.values, strata.begin(), [&](float value) {
        return static_cast<std::int32_t>(std::ranges::upper_bound(edges, value) - edges.begin());
    });
    return strata;
}

} // namespace leptune
