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

/// Up to so many rows are taken out of a histogram one by one.
constexpr std::size_t kFewRows = 64;

float normOf(const ScanRules &rules, const std::int32_t *sums)
{
    float norm = 0.0F;
    for (int lane = 1; lane < rules.lanes; ++lane)
        norm += std::pow(static_cast<float>(sums[lane]) * rules.gradientUnit, 2.0F);
    return norm;
}

/// Cycles that one feature takes on one level, measured: histograms cost by leaves times bins, a
/// walk over sorted rows by rows.
struct LevelCost {
    double allRows, busyRows, busyLeaves; ///< busy: leaves of two rows or more

    double histograms(int lanes, bool missing, int bins) const
    {
        const double both = missing ? 2.0 : 1.0;
        const double perRate = lanes == 2 ? 1.5 : lanes == 4 ? 9.0 : lanes == 8 ? 12.0 : 38.0;
        const double perBin = (lanes == 2 ? 1.5 : 2.0) + perRate * both;
        return busyLeaves * (40.0 + perBin * bins) + busyRows * (0.5 + lanes / 8.0);
    }
    double walk(int lanes, bool missing) const
    {
        const double perRow = lanes == 2 ? 24.0 : lanes == 4 ? 28.0 : lanes == 8 ? 36.0 : 20.0;
        return 250.0 + 2.0 * allRows + perRow * (missing ? 2.0 : 1.0) * busyRows;
    }
};

} // namespace

/// What one thread needs to search a block.
struct TreeSearch::BlockSearch {
    const BinBlock *block = nullptr;
    bool active = false;
    std::size_t size = 0; ///< int32 of one leaf's histograms
    AlignedSums histograms;
    bool walks = false; ///< over sorted rows; histograms are no longer kept
    bool canWalk = false;
    bool missing = false;                        ///< some feature has rows without a value
    std::vector<std::vector<SortedRows>> sorted; ///< [feature, version], made on first use
    SortedWalk walk;
    std::vector<CutSums> sums; ///< a feature
    Choice best;
};

TreeSearch::TreeSearch(const BinColumns &columns, const BoosterOptions &options, WorkerTeam &team)
    : m_columns(columns),
      m_options(options),
      m_team(team),
      m_blocks(packBlocks(columns, team)),
      m_used(columns.features.size(), options.reuse),
      m_noise(columns.features.size())
{
    for (const BinBlock &block : m_blocks) {
        m_searches.push_back(std::make_unique<BlockSearch>());
        m_searches.back()->block = &block;
        BlockSearch &search = *m_searches.back();
        search.sums.resize(static_cast<std::size_t>(block.count));
        search.sorted.resize(static_cast<std::size_t>(block.count));
        search.canWalk = columns.rows < kMostSortedRows;
        for (int i = 0; i < block.count; ++i) {
            const auto f = static_cast<std::size_t>(block.features[i]);
            search.sorted[static_cast<std::size_t>(i)].resize(columns.features[f].versions.size());
            search.missing |= columns.features[f].missing;
            if (!options.monotone.empty() && options.monotone[f] != 0)
                search.canWalk = false;
        }
    }
    m_drawn.resize(columns.features.size());
}

TreeSearch::~TreeSearch() = default;

double TreeSearch::cycles(std::size_t rows, double rowShare, int depth, int lanes, int bins)
{
    double sum = 0.0;
    for (int level = 0; level < depth; ++level) {
        const double drawn = rowShare * static_cast<double>(rows);
        const LevelCost cost{static_cast<double>(rows), drawn,
                             std::min(std::exp2(level), drawn / 4.0)};
        sum += 1.5 * bins + std::min(cost.walk(lanes, false), cost.histograms(lanes, false, bins));
    }
    return sum;
}

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
    m_score = wholeScore(task);
    for (int level = 0; level < m_options.depth; ++level) {
        if (task.shouldEnd && task.shouldEnd())
            return std::nullopt;
        m_noise.draw(task.seed, static_cast<std::size_t>(level));
        const Choice best = searchLevel(task);
        if (!best.found || !(best.score > m_score * kLeastGain))
            break;
        m_score = best.score;
        splits.push_back(best.split);
        m_used.add(best.split);
        if (level + 1 == m_options.depth)
            break;
        const BinColumn &column = m_columns.features[static_cast<std::size_t>(best.split.feature)];
        m_partition.split(best.split, column.values(task.version), m_team);
        planChildren();
    }
    return splits;
}

void TreeSearch::know(const std::vector<SymmetricSplit> &splits)
{
    for (const SymmetricSplit &split : splits)
        m_used.add(split);
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
    m_children.assign(1, {0, 0, 0, 0});
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
        search->walks = false;
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

/// The score of a tree without a split.
float TreeSearch::wholeScore(const TreeTask &task) const
{
    const GradientWords &gradients = *task.gradients;
    const auto lanes = static_cast<std::size_t>(gradients.lanes);
    std::int32_t sums[16] = {};
    for (const std::uint32_t row : task.rows)
        for (std::size_t lane = 0; lane < lanes; ++lane)
            sums[lane] += gradients.values[row * lanes + lane];
    const WholeLeaf whole = wholeLeaf(m_rules, sums[0], normOf(m_rules, sums));
    return scoreOf(m_rules, whole.fit, whole.square);
}

void TreeSearch::planConstants(const TreeTask &task)
{
    m_constant = {};
    m_busyLeaves = m_busyRows = 0;
    for (std::size_t leaf = 0; leaf < m_partition.leaves(); ++leaf) {
        const auto rows = m_partition.leaf(leaf);
        if (rows.size() > 1) {
            ++m_busyLeaves;
            m_busyRows += rows.size();
        } else if (rows.size() == 1) {
            const std::int32_t *const sums =
                task.gradients->data() + rows[0] * static_cast<std::size_t>(m_rules.lanes);
            const WholeLeaf whole = wholeLeaf(m_rules, sums[0], normOf(m_rules, sums));
            m_constant.fit += whole.fit;
            m_constant.square += whole.square;
        }
    }
}

/// Once histograms are left, they can't be taken up again in this tree.
void TreeSearch::chooseWay(BlockSearch &search) const
{
    if (search.walks || !search.canWalk)
        return;
    const LevelCost cost{static_cast<double>(m_columns.rows), static_cast<double>(m_busyRows),
                         static_cast<double>(m_busyLeaves)};
    search.walks = cost.walk(m_rules.lanes, search.missing) <
                   cost.histograms(m_rules.lanes, search.missing, search.block->stride);
}

TreeSearch::Choice TreeSearch::searchLevel(const TreeTask &task)
{
    planConstants(task);
    bool someWalk = false;
    for (const auto &search : m_searches) {
        chooseWay(*search);
        someWalk |= search->active && search->walks;
    }
    if (someWalk)
        m_level.set(m_rules, m_partition, *task.gradients, m_columns.rows);
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
        search.sums[static_cast<std::size_t>(i)].fill(column.bins, m_constant.fit,
                                                      m_constant.square);
    }
    if (search.walks)
        walkRows(task, search);
    else
        buildLeaves(task, search);
    for (int i = 0; i < block.count; ++i) {
        const auto feature = static_cast<std::size_t>(block.features[i]);
        if (!m_drawn[feature])
            continue;
        const BinColumn &column = m_columns.features[feature];
        const CutSums &sums = search.sums[static_cast<std::size_t>(i)];
        Cut cut = bestCut(m_rules, sums, column.bins, column.missing, noiseFor(feature, task),
                          static_cast<float>(task.noise));
        if (m_used.rewards() && cut.score >= 0.0F)
            cut = preferUsed(cut, block.features[i], sums, task);
        if (cut.score < 0.0F || (search.best.found && cut.noisy <= search.best.noisy))
            continue;
        const SymmetricSplit split{block.features[i], static_cast<std::uint8_t>(cut.bin),
                                   cut.missingLeft};
        search.best = {split, cut.score, cut.noisy, true};
    }
}

const float *TreeSearch::noiseFor(std::size_t feature, const TreeTask &task) const
{
    return task.noise > 0.0 ? m_noise.of(feature) : nullptr;
}

/// The best cut, or the best of those that are used where their gain counts for more.
Cut TreeSearch::preferUsed(const Cut &best, int feature, const CutSums &sums,
                           const TreeTask &task) const
{
    const auto counted = [&](Cut cut) {
        const float share = m_used.share(feature, static_cast<std::uint8_t>(cut.bin));
        cut.noisy += (share - 1.0F) * (cut.score - m_score); // the noise is as it was
        return cut;
    };
    const BinColumn &column = m_columns.features[static_cast<std::size_t>(feature)];
    const Cut fresh = counted(best);
    const Cut used = bestCutOf(m_rules, m_used.of(feature), sums, column.bins, column.missing,
                               noiseFor(static_cast<std::size_t>(feature), task),
                               static_cast<float>(task.noise));
    return used.score >= 0.0F && used.noisy > fresh.noisy ? used : fresh;
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
            if (m_partition.leaf(leaf).size() > 1) {
                build(leaf, histograms);
                scanHistogram(search, histograms);
            }
        return;
    }
    for (const Child &child : m_children) {
        std::int32_t *const own = histograms + child.slot * search.size;
        const auto rows = m_partition.leaf(child.leaf);
        if (child.slot == child.parentSlot) {
            build(child.leaf, own);
            scanHistogram(search, own);
            continue;
        }
        std::int32_t *const sibling = histograms + child.parentSlot * search.size;
        if (rows.size() > 1) {
            build(child.leaf, own);
            scanHistogram(search, own);
        }
        if (rows.size() < kFewRows)
            takeRows(*search.block, task.version, rows, *task.gradients, sibling);
        else
            subtract(sibling, own, search.size);
        if (child.siblingRows > 1)
            scanHistogram(search, sibling);
    }
}

void TreeSearch::walkRows(const TreeTask &task, BlockSearch &search)
{
    const BinBlock &block = *search.block;
    for (int i = 0; i < block.count; ++i) {
        const auto feature = static_cast<std::size_t>(block.features[i]);
        if (!m_drawn[feature])
            continue;
        const BinColumn &column = m_columns.features[feature];
        auto &versions = search.sorted[static_cast<std::size_t>(i)];
        const std::size_t version = task.version % versions.size();
        if (versions[version].empty())
            versions[version] = sortRows(column, version);
        search.walk.scan(m_rules, m_level, versions[version], column.bins, column.missing,
                         search.sums[static_cast<std::size_t>(i)]);
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
        m_children.push_back({leftIsSmall ? leaf : right, parent, fresh,
                              m_partition.leaf(leftIsSmall ? right : leaf).size()});
    }
}

} // namespace leptune
