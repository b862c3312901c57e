// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/tree_grower.h"

#include "core/learners/tree_statistics.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>
#include <queue>

namespace leptune {

namespace {

/// A cut above every bin: present rows go left.
constexpr std::size_t kAllPresent = 255;

struct NodeSplit {
    double gain = -std::numeric_limits<double>::infinity();
    std::int32_t feature = -1;
    std::uint8_t bin = 0;
    bool missingLeft = true;
};

/// A node that can be split; its rows are [begin, end) of the grower's row array.
struct OpenNode {
    NodeSplit split;
    std::int32_t node = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool operator<(const OpenNode &other) const
    {
        if (split.gain != other.split.gain)
            return split.gain < other.split.gain;
        return node > other.node;
    }
};

/// Sums and row counts a bin of one feature over one node, and which bins are in use.
template <typename Statistics>
class Histogram {
public:
    explicit Histogram(std::size_t width) : m_width(width), m_sums(256 * width), m_counts(256) {}

    void fill(std::span<const std::uint8_t> bins, std::span<const std::uint32_t> rows,
              const Statistics &statistics)
    {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const std::size_t bin = bins[rows[i]];
            statistics.add(&m_sums[bin * m_width], i);
            ++m_counts[bin];
            m_used[bin >> 6U] |= std::uint64_t{1} << (bin & 63U);
        }
    }
    /// visit(bin, sums, rows) for the bins in use, ascending.
    template <typename Visit>
    void eachUsed(Visit visit)
    {
        for (std::size_t word = 0; word < 4; ++word)
            for (std::uint64_t bits = m_used[word]; bits != 0; bits &= bits - 1) {
                const auto bin = word * 64 + static_cast<std::size_t>(std::countr_zero(bits));
                visit(bin, &m_sums[bin * m_width], m_counts[bin]);
            }
    }
    void clear()
    {
        eachUsed([this](std::size_t, double *sums, std::uint32_t &rows) {
            std::fill_n(sums, m_width, 0.0);
            rows = 0;
        });
        std::fill_n(m_used, 4, 0U);
    }

private:
    std::size_t m_width;
    std::vector<double> m_sums;
    std::vector<std::uint32_t> m_counts;
    std::uint64_t m_used[4] = {};
};

template <typename Statistics>
class Grower {
public:
    Grower(const TreeData &data, const TreeOptions &options, std::vector<std::uint32_t> rows,
           std::span<const std::uint16_t> multiplicity, RandomStream &random)
        : m_data(data),
          m_options(options),
          m_random(random),
          m_rows(std::move(rows)),
          m_statistics(data, multiplicity),
          m_histogram(m_statistics.width()),
          m_features(data.bins.features)
    {
        std::iota(m_features.begin(), m_features.end(), 0U);
        for (std::vector<double> *sums : {&m_total, &m_missing, &m_present, &m_both})
            sums->resize(m_statistics.width());
    }

    std::optional<BinTree> grow()
    {
        m_tree.nodes.emplace_back();
        open(0, 0, static_cast<std::uint32_t>(m_rows.size()));
        while (!m_open.empty()) {
            if (m_options.shouldEnd && m_options.shouldEnd())
                return std::nullopt;
            const OpenNode next = m_open.top();
            m_open.pop();
            splitNode(next);
        }
        return std::move(m_tree);
    }

private:
    /// Queues a node that can be split, else makes it a leaf.
    void open(std::int32_t node, std::uint32_t begin, std::uint32_t end)
    {
        const auto rows = load(begin, end);
        NodeSplit split;
        if (m_leaves < m_options.maxLeaves && rows.size() > 1 && !m_statistics.pure() &&
            rows.size() >= 2 * static_cast<std::size_t>(m_options.minRowsInLeaf))
            split = bestSplit(rows);
        if (split.feature >= 0)
            m_open.push({split, node, begin, end});
        else
            makeLeaf(node);
    }

    /// Makes the rows those that m_statistics and m_total speak of.
    std::span<const std::uint32_t> load(std::uint32_t begin, std::uint32_t end)
    {
        const auto rows = std::span<const std::uint32_t>(m_rows).subspan(begin, end - begin);
        m_statistics.load(rows);
        std::fill(m_total.begin(), m_total.end(), 0.0);
        for (std::size_t i = 0; i < rows.size(); ++i)
            m_statistics.add(m_total.data(), i);
        return rows;
    }

    void makeLeaf(std::int32_t node)
    {
        m_tree.nodes[static_cast<std::size_t>(node)].left =
            m_statistics.addLeaf(m_total.data(), m_tree.leafValues);
    }

    void splitNode(const OpenNode &leaf)
    {
        const auto first = m_rows.begin() + leaf.begin, last = m_rows.begin() + leaf.end;
        if (m_leaves >= m_options.maxLeaves) { // it was queued before the last leaf was spent
            load(leaf.begin, leaf.end);
            makeLeaf(leaf.node);
            return;
        }
        ++m_leaves;
        const NodeSplit &split = leaf.split;
        const auto bins = m_data.bins.feature(static_cast<std::size_t>(split.feature));
        const auto middle = std::partition(first, last, [&](std::uint32_t row) {
            return bins[row] == 0 ? split.missingLeft : bins[row] <= split.bin;
        });
        const auto cut = static_cast<std::uint32_t>(middle - m_rows.begin());
        const auto left = static_cast<std::int32_t>(m_tree.nodes.size());
        m_tree.nodes.resize(m_tree.nodes.size() + 2);
        m_tree.nodes[static_cast<std::size_t>(leaf.node)] = {split.feature, split.bin,
                                                             split.missingLeft, left, left + 1};
        open(left, leaf.begin, cut);
        open(left + 1, cut, leaf.end);
    }

    NodeSplit bestSplit(std::span<const std::uint32_t> rows)
    {
        m_parentScore = m_statistics.score(m_total.data());
        NodeSplit best;
        const std::size_t count = m_features.size();
        const auto wanted = static_cast<std::size_t>(std::max(1, m_options.featuresPerNode));
        std::size_t useful = 0;
        for (std::size_t i = 0; i < count && useful < wanted; ++i) {
            // Constant features do not count, but may not cost without end either.
            if (best.feature >= 0 && i >= 4 * wanted)
                break;
            std::swap(m_features[i], m_features[i + m_random.below(count - i)]);
            const bool varies = m_options.randomThresholds ? tryRandomCut(m_features[i], rows, best)
                                                           : tryAllCuts(m_features[i], rows, best);
            useful += varies ? 1 : 0;
        }
        return best;
    }

    /// Weighs the cut after `bin`, with missing rows on either side. `left` sums the present rows
    /// up to it; m_missing the missing ones.
    void consider(NodeSplit &best, std::uint32_t feature, std::size_t bin,
                  const std::vector<double> &left, std::size_t leftRows, std::size_t allRows,
                  std::size_t missingRows)
    {
        const auto take = [&](const std::vector<double> &sums, std::size_t onLeft,
                              bool missingLeft) {
            const auto fewest = static_cast<std::size_t>(std::max(1, m_options.minRowsInLeaf));
            if (onLeft < fewest || allRows - onLeft < fewest)
                return;
            const double gain = m_statistics.pairScore(sums.data(), m_total.data()) - m_parentScore;
            if (gain > best.gain)
                best = {gain, static_cast<std::int32_t>(feature), static_cast<std::uint8_t>(bin),
                        missingLeft};
        };
        if (missingRows == 0) {
            take(left, leftRows, 2 * leftRows >= allRows);
            return;
        }
        take(left, leftRows, false);
        for (std::size_t c = 0; c < left.size(); ++c)
            m_both[c] = left[c] + m_missing[c];
        take(m_both, leftRows + missingRows, true);
    }

    /// Scans the cuts between the bins in use. False where the feature is constant in this node.
    bool tryAllCuts(std::uint32_t feature, std::span<const std::uint32_t> rows, NodeSplit &best)
    {
        m_histogram.fill(m_data.bins.feature(feature), rows, m_statistics);
        std::fill(m_present.begin(), m_present.end(), 0.0);
        std::size_t last = 0, presentRows = 0, missingRows = 0, parts = 0;
        m_histogram.eachUsed([&](std::size_t bin, const double *sums, std::uint32_t count) {
            ++parts;
            if (bin == 0) {
                missingRows = count;
                std::copy_n(sums, m_missing.size(), m_missing.begin());
                return;
            }
            // In the middle of the bins that are empty here: the widest margin.
            if (last > 0)
                consider(best, feature, (last + bin - 1) / 2, m_present, presentRows, rows.size(),
                         missingRows);
            last = bin;
            presentRows += count;
            for (std::size_t c = 0; c < m_present.size(); ++c)
                m_present[c] += sums[c];
        });
        if (missingRows > 0 && presentRows > 0)
            consider(best, feature, kAllPresent, m_present, presentRows, rows.size(), missingRows);
        m_histogram.clear();
        return parts > 1;
    }

    bool tryRandomCut(std::uint32_t feature, std::span<const std::uint32_t> rows, NodeSplit &best)
    {
        const auto bins = m_data.bins.feature(feature);
        std::size_t low = 256, high = 0, missingRows = 0;
        for (const std::uint32_t row : rows) {
            const std::size_t bin = bins[row];
            missingRows += bin == 0 ? 1 : 0;
            low = bin > 0 ? std::min(low, bin) : low;
            high = std::max(high, bin);
        }
        if (high == 0 || (low == high && missingRows == 0))
            return false;
        // With one present bin the only question left is whether the cell is missing.
        const std::size_t cut =
            low == high ? kAllPresent : low + static_cast<std::size_t>(m_random.below(high - low));
        std::fill(m_present.begin(), m_present.end(), 0.0);
        std::fill(m_missing.begin(), m_missing.end(), 0.0);
        std::size_t leftRows = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const std::size_t bin = bins[rows[i]];
            if (bin == 0) {
                m_statistics.add(m_missing.data(), i);
            } else if (bin <= cut) {
                m_statistics.add(m_present.data(), i);
                ++leftRows;
            }
        }
        consider(best, feature, cut, m_present, leftRows, rows.size(), missingRows);
        return true;
    }

    const TreeData &m_data;
    const TreeOptions &m_options;
    RandomStream &m_random;
    std::vector<std::uint32_t> m_rows;
    Statistics m_statistics;
    Histogram<Statistics> m_histogram;
    std::vector<std::uint32_t> m_features;
    std::vector<double> m_total, m_missing, m_present, m_both;
    double m_parentScore = 0.0;
    std::priority_queue<OpenNode> m_open;
    BinTree m_tree;
    int m_leaves = 1;
};

} // namespace

std::optional<BinTree> growTree(const TreeData &data, const TreeOptions &options,
                                std::vector<std::uint32_t> rows,
                                std::span<const std::uint16_t> multiplicity, RandomStream &random)
{
    if (data.classes > 0)
        return Grower<ClassStatistics>(data, options, std::move(rows), multiplicity, random).grow();
    return Grower<MeanStatistics>(data, options, std::move(rows), multiplicity, random).grow();
}

} // namespace leptune
