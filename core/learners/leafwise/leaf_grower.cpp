// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/leafwise/leaf_grower.h"

#include "core/base/random.h"
#include "core/learners/leafwise/random_cuts.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace leptune {

namespace {

/// Above this, histograms are not kept from split to split but built anew.
constexpr double kMostHistogramBytes = 512.0 * 1024 * 1024;

std::uint64_t sumOf(const GradientWords &words, std::span<const std::uint32_t> rows)
{
    typedef std::uint64_t Word __attribute__((aligned(4), may_alias));
    const auto *const values = reinterpret_cast<const Word *>(words.data());
    std::uint64_t sum = 0;
    for (const std::uint32_t row : rows)
        sum += values[row];
    return sum;
}

} // namespace

/// What one thread needs to search a block of features.
struct LeafGrower::Block {
    const BinBlock *block = nullptr;
    BlockPart part;       ///< the features that this tree may use
    std::size_t size = 0; ///< int32 of one leaf's histograms
    AlignedSums histograms;
    std::array<LeafCut, 2> best; ///< a child
};

LeafGrower::LeafGrower(const BinColumns &columns, const LeafwiseOptions &options, WorkerTeam &team)
    : m_columns(columns),
      m_options(options),
      m_team(team),
      m_blocks(packBlocks(columns, team)),
      m_drawn(columns.features.size(), 1),
      m_used(columns.features.size(), options.reuse)
{
    for (const BinBlock &block : m_blocks) {
        m_searches.push_back(std::make_unique<Block>());
        m_searches.back()->block = &block;
        m_usable.insert(m_usable.end(), block.features, block.features + block.count);
    }
    std::ranges::sort(m_usable);
}

LeafGrower::~LeafGrower() = default;

double LeafGrower::bytes(double features, int leaves)
{
    return std::min(kMostHistogramBytes, features * leaves * 256.0 * 8.0);
}

bool LeafGrower::grow(const GrowTask &task, LeafTree &tree)
{
    prepare(task);
    const std::array<std::size_t, 1> root{0};
    searchLeaves(task, root);
    while (static_cast<int>(m_leaves.size()) < m_options.leaves) {
        if (task.shouldEnd && *task.shouldEnd && (*task.shouldEnd)())
            return false;
        const std::size_t at = bestLeaf();
        if (!(m_leaves[at].cut.gain > 0.0))
            break;
        const LeafCut cut = m_leaves[at].cut;
        const BinColumn &column =
            m_columns.features[static_cast<std::size_t>(cut.question.feature)];
        m_partition.splitLeaf(at, cut.question, column.values(task.version));
        tree.splits.push_back({static_cast<int>(at), cut.question});
        m_used.add(cut.question);
        const std::size_t right = m_leaves.size(), slot = m_leaves[at].slot;
        const std::uint64_t sum = m_leaves[at].totals.sum;
        m_leaves[at] = leafOf(at, cut.left, task);
        m_leaves[at].slot = slot;
        m_leaves.push_back(leafOf(right, sum - cut.left, task));
        if (static_cast<int>(m_leaves.size()) < m_options.leaves)
            searchChildren(task, at, right);
    }
    for (const Leaf &leaf : m_leaves)
        tree.values.push_back(
            static_cast<float>(m_options.learningRate * m_rules.answer(leaf.totals.sum)));
    return true;
}

void LeafGrower::know(const LeafTree &tree)
{
    for (const LeafSplit &split : tree.splits)
        m_used.add(split.question);
}

void LeafGrower::prepare(const GrowTask &task)
{
    m_rules = {task.words->weightUnit, task.words->gradientUnit, static_cast<float>(m_options.l1),
               static_cast<float>(m_options.l2), m_options.leastRows};
    drawColumns(task);
    m_partition.reset(task.rows);
    m_leaves.clear();
    m_leaves.push_back(leafOf(0, sumOf(*task.words, task.rows), task));
    std::size_t total = 0;
    for (const auto &search : m_searches) {
        const BinBlock &block = *search->block;
        search->part = {0, block.stride, {}, {}};
        for (int i = 0; i < block.count; ++i) {
            if (!m_drawn[static_cast<std::size_t>(block.features[i])])
                continue;
            search->part.features[search->part.count] = block.features[i];
            search->part.shifts[search->part.count++] = 8 * i;
        }
        search->size = histogramSize(search->part);
        total += search->size;
    }
    if (m_options.randomCuts)
        return;
    const auto leaves = static_cast<std::size_t>(m_options.leaves);
    m_keep = static_cast<double>(total * leaves) * sizeof(std::int32_t) <= kMostHistogramBytes;
    for (const auto &search : m_searches)
        search->histograms.resize(search->size * (m_keep ? leaves : 1));
}

void LeafGrower::drawColumns(const GrowTask &task)
{
    const auto all = static_cast<std::uint32_t>(m_usable.size());
    if (m_options.columnShare >= 1.0 || all == 0)
        return;
    const double wanted = std::round(m_options.columnShare * all);
    const auto count = std::clamp(static_cast<std::uint32_t>(wanted), 1U, all);
    std::ranges::fill(m_drawn, std::uint8_t{0});
    for (const std::uint32_t i : RandomStream(task.seed, 0, 0xc01).sample(all, count))
        m_drawn[m_usable[i]] = 1;
}

LeafGrower::Leaf LeafGrower::leafOf(std::size_t index, std::uint64_t sum,
                                    const GrowTask &task) const
{
    Leaf leaf;
    leaf.totals = {sum, static_cast<std::uint32_t>(m_partition.leaf(index).size())};
    leaf.slot = index;
    leaf.seed = mixSeeds(task.seed, 2 * m_leaves.size() + (index == m_leaves.size() ? 1 : 0));
    leaf.open = leaf.totals.rows >= 2 && static_cast<double>(leaf.totals.curvature()) >=
                                             2.0 * m_rules.leastCurvature(leaf.totals);
    return leaf;
}

std::size_t LeafGrower::bestLeaf() const
{
    std::size_t best = 0;
    for (std::size_t i = 1; i < m_leaves.size(); ++i)
        if (m_leaves[i].cut.gain > m_leaves[best].cut.gain)
            best = i;
    return best;
}

/// The smaller child gets histograms of its own, the larger one its parent's.
void LeafGrower::searchChildren(const GrowTask &task, std::size_t left, std::size_t right)
{
    if (!m_leaves[left].open && !m_leaves[right].open)
        return;
    const bool leftIsSmall = m_leaves[left].totals.rows <= m_leaves[right].totals.rows;
    if (leftIsSmall)
        std::swap(m_leaves[left].slot, m_leaves[right].slot);
    const std::array<std::size_t, 2> children{leftIsSmall ? left : right,
                                              leftIsSmall ? right : left};
    searchLeaves(task, children);
}

void LeafGrower::searchLeaves(const GrowTask &task, std::span<const std::size_t> leaves)
{
    m_team.run(m_searches.size(), [&](std::size_t i) {
        if (m_searches[i]->part.count > 0)
            searchBlock(task, *m_searches[i], leaves);
    });
    for (const auto &search : m_searches)
        for (std::size_t i = 0; i < leaves.size(); ++i)
            if (search->part.count > 0 && search->best[i].gain > m_leaves[leaves[i]].cut.gain)
                m_leaves[leaves[i]].cut = search->best[i];
}

void LeafGrower::searchBlock(const GrowTask &task, Block &block,
                             std::span<const std::size_t> leaves)
{
    block.best = {};
    if (!m_options.randomCuts)
        return searchHistograms(task, block, leaves);
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        const Leaf &leaf = m_leaves[leaves[i]];
        if (leaf.open)
            rateRandomCuts({m_rules, leaf.totals, m_columns, block.part,
                            block.block->words(task.version), m_partition.leaf(leaves[i]),
                            *task.words, leaf.seed},
                           block.best[i]);
    }
}

void LeafGrower::searchHistograms(const GrowTask &task, Block &block,
                                  std::span<const std::size_t> leaves)
{
    const std::uint64_t *const words = block.block->words(task.version);
    const auto build = [&](std::size_t leaf, std::int32_t *to) {
        std::fill_n(to, block.size, 0);
        addRows(block.part, words, m_partition.leaf(leaf), *task.words, to);
    };
    std::int32_t *const all = block.histograms.data();
    if (!m_keep) {
        for (std::size_t i = 0; i < leaves.size(); ++i)
            if (m_leaves[leaves[i]].open) {
                build(leaves[i], all);
                scanBlock(block, i, m_leaves[leaves[i]], all);
            }
        return;
    }
    std::int32_t *const own = all + m_leaves[leaves[0]].slot * block.size;
    build(leaves[0], own);
    scanBlock(block, 0, m_leaves[leaves[0]], own);
    if (leaves.size() < 2)
        return;
    std::int32_t *const sibling = all + m_leaves[leaves[1]].slot * block.size;
    if (!m_leaves[leaves[1]].open)
        return;
    subtract(sibling, own, block.size);
    scanBlock(block, 1, m_leaves[leaves[1]], sibling);
}

void LeafGrower::scanBlock(Block &block, std::size_t which, const Leaf &leaf,
                           const std::int32_t *histogram) const
{
    if (!leaf.open)
        return;
    for (int i = 0; i < block.part.count; ++i) {
        const int feature = block.part.features[i];
        const BinColumn &column = m_columns.features[static_cast<std::size_t>(feature)];
        scanCuts(m_rules, m_used, leaf.totals, feature, histogram + i * block.part.stride * 2,
                 column.bins, column.missing, block.best[which]);
    }
}

} // namespace leptune
