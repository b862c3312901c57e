// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/booster/tree_search.h"

#include "core/base/random.h"
#include "core/learners/booster/aligned_sums.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace leptune {

namespace {

/// Above this, histograms are not kept from level to level but built anew.
constexpr std::size_t kMostHistogramBytes = std::size_t{512} << 20;
/// Splits have to raise the score by more than rounding does.
constexpr float kLeastGain = 1.0F + 1e-6F;

/// Standard normal numbers: a cut's noise is read at a place drawn for its feature and level, which
/// costs a fraction of drawing a number a cut.
constexpr std::uint32_t kNoiseValues = 1U << 15;
const std::vector<float> &noiseTable()
{
    static const std::vector<float> table = [] {
        RandomStream random(0x4015e);
        std::vector<float> values(kNoiseValues);
        for (float &value : values)
            value = static_cast<float>(random.normal());
        return values;
    }();
    return table;
}

} // namespace

/// What one thread needs to search a block.
struct TreeSearch::BlockSearch {
    const BinBlock *block = nullptr;
    bool active = false;
    std::size_t size = 0; ///< int32 of one leaf's histograms
    AlignedSums histograms;
    std::vector<CutSums> sums; ///< a feature
    Choice best;
};

TreeSearch::TreeSearch(const BinColumns &columns, const BoosterOptions &options, WorkerTeam &team)
    : m_columns(columns), m_options(options), m_team(team), m_blocks(packBlocks(columns, team))
{
    for (const BinBlock &block : m_blocks) {
        m_searches.push_back(std::make_unique<BlockSearch>());
        m_searches.back()->block = &block;
        m_searches.back()->sums.resize(static_cast<std::size_t>(block.count));
    }
    m_noise.resize(columns.features.size());
    m_drawn.resize(columns.features.size());
}

TreeSearch::~TreeSearch() = default;

std::size_t TreeSearch::bytes(std::size_t features, int depth, int lanes)
{
    const std::size_t wanted = (features + 7) / 8 * 8 * 256 * static_cast<std::size_t>(lanes) * 4
                               << (depth - 1);
    return std::min(wanted, kMostHistogramBytes);
}

std::optional<std::vector<SymmetricSplit>> TreeSearch::find(const TreeTask &task)
{
    prepare(task);
    std::vector<SymmetricSplit> splits;
    float score = 0.0F;
    for (int level = 0; level < m_options.depth; ++level) {
        if (task.shouldEnd && task.shouldEnd())
            return std::nullopt;
        drawNoise(task, static_cast<std::size_t>(level));
        const Choice best = searchLevel(task);
        if (level == 0)
            score = wholeScore();
        if (!best.found || !(best.score > score * kLeastGain))
            break;
        score = best.score;
        splits.push_back(best.split);
        if (level + 1 == m_options.depth)
            break;
        const BinColumn &column = m_columns.features[static_cast<std::size_t>(best.split.feature)];
        m_partition.split(best.split, column.values(task.version), m_team);
        planChildren();
    }
    return splits;
}

void TreeSearch::prepare(const TreeTask &task)
{
    const GradientWords &gradients = *task.gradients;
    m_rules = {gradients.lanes,
               gradients.outputs,
               gradients.weightUnit,
               gradients.gradientUnit,
               static_cast<float>(m_options.l2),
               m_options.score,
               fastestRateCuts()};
    m_partition.reset(task.rows);
    m_slots.assign(1, 0);
    m_children.assign(1, {0, 0, 0});
    std::fill(m_drawn.begin(), m_drawn.end(), std::uint8_t{1});
    if (m_options.columnShare < 1.0) {
        const auto all = static_cast<std::uint32_t>(m_drawn.size());
        const double wanted = std::round(m_options.columnShare * all);
        const auto count = std::clamp(static_cast<std::uint32_t>(wanted), std::min(1U, all), all);
        std::fill(m_drawn.begin(), m_drawn.end(), std::uint8_t{0});
        for (const std::uint32_t f : RandomStream(task.seed, 0, 0xc01).sample(all, count))
            m_drawn[f] = 1;
    }
    std::size_t total = 0;
    for (const auto &search : m_searches) {
        search->size = histogramSize(*search->block, gradients.lanes);
        search->active =
            std::any_of(search->block->features, search->block->features + search->block->count,
                        [&](int f) { return m_drawn[static_cast<std::size_t>(f)]; });
        total += search->size;
    }
    const std::size_t leaves = std::size_t{1} << (m_options.depth - 1);
    m_keep = total * leaves * sizeof(std::int32_t) <= kMostHistogramBytes;
    for (const auto &search : m_searches)
        if (search->active)
            search->histograms.resize(search->size * (m_keep ? leaves : 1));
}

/// After the search of the first level: the sums over any feature's bins are those of all rows.
float TreeSearch::wholeScore() const
{
    const auto isActive = [](const auto &search) { return search->active; };
    const auto search = std::ranges::find_if(m_searches, isActive);
    if (search == m_searches.end())
        return 0.0F;
    const auto lanes = static_cast<std::size_t>(m_rules.lanes);
    const std::int32_t *const histogram = (*search)->histograms.data();
    const auto bins = static_cast<std::size_t>((*search)->block->stride);
    float weight = 0.0F, fit = 0.0F;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        std::int32_t total = 0;
        for (std::size_t bin = 0; bin < bins; ++bin)
            total += histogram[bin * lanes + lane];
        if (lane == 0)
            weight = static_cast<float>(total) * m_rules.weightUnit;
        else
            fit += std::pow(static_cast<float>(total) * m_rules.gradientUnit, 2.0F);
    }
    const float answer = 1.0F / (weight + m_rules.l2 + 1e-12F);
    return scoreOf(m_rules, fit * answer, fit * answer * answer * weight);
}

void TreeSearch::drawNoise(const TreeTask &task, std::size_t level)
{
    RandomStream random(task.seed, level, 0x4015e);
    for (std::uint32_t &place : m_noise)
        place = static_cast<std::uint32_t>(random.below(kNoiseValues - 512));
}

TreeSearch::Choice TreeSearch::searchLevel(const TreeTask &task)
{
    m_team.run(m_searches.size(), [&](std::size_t i) { searchBlock(task, *m_searches[i]); });
    Choice best;
    for (const auto &search : m_searches)
        if (search->active && search->best.found &&
            (!best.found || search->best.noisy > best.noisy))
            best = search->best;
    return best;
}

void TreeSearch::searchBlock(const TreeTask &task, BlockSearch &search)
{
    search.best = {};
    if (!search.active)
        return;
    const BinBlock &block = *search.block;
    for (int i = 0; i < block.count; ++i) {
        const BinColumn &column = m_columns.features[static_cast<std::size_t>(block.features[i])];
        search.sums[static_cast<std::size_t>(i)].clear(column.bins);
    }
    buildLeaves(task, search);
    for (int i = 0; i < block.count; ++i) {
        const auto feature = static_cast<std::size_t>(block.features[i]);
        if (!m_drawn[feature])
            continue;
        const BinColumn &column = m_columns.features[feature];
        const float *const noise =
            task.noise > 0.0 ? noiseTable().data() + m_noise[feature] : nullptr;
        const Cut cut = bestCut(m_rules, search.sums[static_cast<std::size_t>(i)], column.bins,
                                column.missing, noise, static_cast<float>(task.noise));
        if (cut.score < 0.0F || (search.best.found && cut.noisy <= search.best.noisy))
            continue;
        const SymmetricSplit split{block.features[i], static_cast<std::uint8_t>(cut.bin),
                                   cut.missingLeft};
        search.best = {split, cut.score, cut.noisy, true};
    }
}

void TreeSearch::buildLeaves(const TreeTask &task, BlockSearch &search)
{
    std::int32_t *const histograms = search.histograms.data();
    const auto build = [&](std::size_t leaf, std::int32_t *to) {
        std::fill_n(to, search.size, 0);
        addRows(*search.block, task.version, m_partition.leaf(leaf), *task.gradients, to);
    };
    if (!m_keep) {
        for (std::size_t leaf = 0; leaf < m_partition.leaves(); ++leaf)
            if (!m_partition.leaf(leaf).empty()) {
                build(leaf, histograms);
                scanHistogram(search, histograms);
            }
        return;
    }
    for (const Child &child : m_children) {
        std::int32_t *const own = histograms + child.slot * search.size;
        const bool alone = child.slot == child.parentSlot;
        build(child.leaf, own);
        if (alone) {
            scanHistogram(search, own);
            continue;
        }
        std::int32_t *const sibling = histograms + child.parentSlot * search.size;
        if (!m_partition.leaf(child.leaf).empty()) {
            subtract(sibling, own, search.size);
            scanHistogram(search, own);
        }
        scanHistogram(search, sibling);
    }
}

void TreeSearch::scanHistogram(BlockSearch &search, const std::int32_t *histogram)
{
    const BinBlock &block = *search.block;
    for (int i = 0; i < block.count; ++i) {
        const auto feature = static_cast<std::size_t>(block.features[i]);
        if (!m_drawn[feature])
            continue;
        const BinColumn &column = m_columns.features[feature];
        const int monotone = m_options.monotone.empty() ? 0 : m_options.monotone[feature];
        scanLeaf(m_rules, histogram + i * block.stride * m_rules.lanes, column.bins, column.missing,
                 monotone, search.sums[static_cast<std::size_t>(i)]);
    }
}

/// The smaller child of each leaf gets a histogram of its own, the larger one its parent's.
void TreeSearch::planChildren()
{
    const std::size_t before = m_slots.size();
    m_slots.resize(2 * before);
    m_children.clear();
    for (std::size_t leaf = 0; leaf < before; ++leaf) {
        const std::size_t parent = m_slots[leaf], fresh = before + leaf;
        const std::size_t right = leaf + before;
        if (m_partition.leaf(leaf).empty() && m_partition.leaf(right).empty())
            continue;
        const bool leftIsSmall = m_partition.leaf(leaf).size() <= m_partition.leaf(right).size();
        m_slots[leaf] = leftIsSmall ? fresh : parent;
        m_slots[right] = leftIsSmall ? parent : fresh;
        m_children.push_back({leftIsSmall ? leaf : right, parent, fresh});
    }
}

} // namespace leptune
