// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/tree_grower.h"

#include <QTest>

#include <cmath>
#include <map>
#include <numeric>

using namespace leptune;

namespace {

/// Bins drawn at random (0 = missing), targets that depend on two of the features.
struct Sample {
    BinnedMatrix bins;
    std::vector<float> targets, weights;
    int classes = 0;
    TreeData data() const { return {bins, targets, weights, classes}; }
    std::vector<std::uint32_t> rows() const
    {
        std::vector<std::uint32_t> all(bins.rows);
        std::iota(all.begin(), all.end(), 0U);
        return all;
    }
};

Sample makeSample(std::size_t rows, std::size_t features, int classes, int highestBin,
                  std::uint64_t seed)
{
    RandomStream random(seed);
    Sample sample;
    sample.classes = classes;
    sample.bins.rows = rows;
    sample.bins.features = features;
    sample.bins.values.resize(rows * features);
    for (std::uint8_t &bin : sample.bins.values)
        bin = static_cast<std::uint8_t>(random.below(static_cast<std::uint64_t>(highestBin) + 1));
    for (std::size_t r = 0; r < rows; ++r) {
        const double score =
            sample.bins.feature(0)[r] + 2.0 * sample.bins.feature(1)[r] + 2.0 * random.normal();
        sample.targets.push_back(static_cast<float>(
            classes == 0 ? score : std::clamp(std::floor(score / 5.0), 0.0, classes - 1.0)));
        sample.weights.push_back(static_cast<float>(0.5 + random.uniform()));
    }
    return sample;
}

bool goesLeft(const BinNode &node, std::uint8_t bin)
{
    return bin == 0 ? node.missingLeft : bin <= node.bin;
}

const BinNode &leafOf(const Sample &sample, const BinTree &tree, std::size_t row)
{
    const BinNode *node = &tree.nodes[0];
    while (node->feature >= 0) {
        const std::uint8_t bin = sample.bins.feature(static_cast<std::size_t>(node->feature))[row];
        node =
            &tree.nodes[static_cast<std::size_t>(goesLeft(*node, bin) ? node->left : node->right)];
    }
    return *node;
}

/// Weighted squared error, or weighted Gini impurity, of the leaves of a tree: by definition.
double impurity(const Sample &sample, const BinTree &tree)
{
    std::map<const BinNode *, std::map<float, double>> leaves;
    for (std::size_t r = 0; r < sample.bins.rows; ++r)
        leaves[&leafOf(sample, tree, r)][sample.targets[r]] += sample.weights[r];
    double total = 0.0;
    for (const auto &[leaf, counts] : leaves) {
        double weight = 0.0, sum = 0.0, squares = 0.0;
        for (const auto &[target, w] : counts) {
            weight += w;
            sum += w * target;
            squares += sample.classes > 0 ? w * w : w * target * target;
        }
        total += sample.classes > 0 ? weight - squares / weight : squares - sum * sum / weight;
    }
    return total;
}

BinTree stump(int feature, int bin, bool missingLeft)
{
    BinTree tree;
    tree.nodes = {{feature, static_cast<std::uint8_t>(bin), missingLeft, 1, 2}, {}, {}};
    return tree;
}

TreeOptions allFeatures(const Sample &sample)
{
    TreeOptions options;
    options.featuresPerNode = static_cast<int>(sample.bins.features);
    return options;
}

int leavesOf(const BinTree &tree)
{
    return static_cast<int>(std::count_if(tree.nodes.begin(), tree.nodes.end(),
                                          [](const BinNode &node) { return node.feature < 0; }));
}

} // namespace

class TestTreeGrower : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFirstSplitIsTheBestOfAll_data()
    {
        QTest::addColumn<int>("classes");
        QTest::newRow("numbers") << 0;
        QTest::newRow("two classes") << 2;
        QTest::newRow("five classes") << 5;
    }
    void theFirstSplitIsTheBestOfAll()
    {
        QFETCH(int, classes);
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            const Sample sample = makeSample(60, 4, classes, 7, seed);
            TreeOptions options = allFeatures(sample);
            options.maxLeaves = 2;
            RandomStream random(seed);
            const auto tree = growTree(sample.data(), options, sample.rows(), {}, random);
            QCOMPARE(tree->nodes.size(), std::size_t{3});
            double best = std::numeric_limits<double>::infinity();
            for (int feature = 0; feature < 4; ++feature)
                for (int bin = 1; bin <= 7; ++bin)
                    for (const bool missingLeft : {true, false})
                        best = std::min(best, impurity(sample, stump(feature, bin, missingLeft)));
            QVERIFY(std::abs(impurity(sample, *tree) - best) < 1e-6 * best);
        }
    }

    void leavesHoldTheMeanOfTheirRows()
    {
        const Sample sample = makeSample(200, 3, 0, 9, 4);
        TreeOptions options = allFeatures(sample);
        options.maxLeaves = 9;
        RandomStream random(1);
        const auto tree = growTree(sample.data(), options, sample.rows(), {}, random);
        QCOMPARE(leavesOf(*tree), 9);
        std::map<int, std::pair<double, double>> sums;
        for (std::size_t r = 0; r < sample.bins.rows; ++r) {
            auto &[weight, sum] = sums[leafOf(sample, *tree, r).left];
            weight += sample.weights[r];
            sum += sample.weights[r] * sample.targets[r];
        }
        QCOMPARE(sums.size(), std::size_t{9});
        for (const auto &[leaf, sum] : sums)
            QVERIFY(std::abs(tree->leafValues[static_cast<std::size_t>(leaf)] -
                             sum.second / sum.first) < 1e-4);
    }

    void aFullTreeSeparatesAllRows_data()
    {
        QTest::addColumn<bool>("randomThresholds");
        QTest::addColumn<int>("featuresPerNode");
        QTest::newRow("best cuts") << false << 6;
        QTest::newRow("one feature a node") << false << 1;
        QTest::newRow("random cuts") << true << 6;
        QTest::newRow("random cuts, one feature") << true << 1;
    }
    void aFullTreeSeparatesAllRows()
    {
        QFETCH(bool, randomThresholds);
        QFETCH(int, featuresPerNode);
        const Sample sample = makeSample(300, 6, 3, 60, 9);
        TreeOptions options;
        options.randomThresholds = randomThresholds;
        options.featuresPerNode = featuresPerNode;
        RandomStream random(2);
        const auto tree = growTree(sample.data(), options, sample.rows(), {}, random);
        for (std::size_t r = 0; r < sample.bins.rows; ++r) {
            const auto leaf = static_cast<std::size_t>(leafOf(sample, *tree, r).left);
            const auto label = static_cast<std::size_t>(sample.targets[r]);
            QCOMPARE(tree->leafValues[leaf * 3 + label], 1.0F);
        }
        // Leaves of one class share their values.
        QVERIFY(tree->leafValues.size() <= 9);
    }

    void leavesKeepTheirLeastRows()
    {
        const Sample sample = makeSample(500, 4, 2, 30, 3);
        TreeOptions options = allFeatures(sample);
        options.minRowsInLeaf = 17;
        RandomStream random(2);
        const auto tree = growTree(sample.data(), options, sample.rows(), {}, random);
        std::map<const BinNode *, int> counts;
        for (std::size_t r = 0; r < sample.bins.rows; ++r)
            ++counts[&leafOf(sample, *tree, r)];
        QCOMPARE(static_cast<int>(counts.size()), leavesOf(*tree));
        for (const auto &[leaf, count] : counts)
            QVERIFY(count >= 17);
    }

    void drawnTwiceCountsAsWeightTwo()
    {
        Sample sample = makeSample(120, 4, 2, 12, 8);
        std::vector<std::uint16_t> twice(120, 1);
        for (std::size_t r = 0; r < 50; ++r)
            twice[r] = 2;
        RandomStream a(1), b(1);
        const auto drawn = growTree(sample.data(), allFeatures(sample), sample.rows(), twice, a);
        for (std::size_t r = 0; r < 50; ++r)
            sample.weights[r] *= 2.0F;
        const auto weighted = growTree(sample.data(), allFeatures(sample), sample.rows(), {}, b);
        QCOMPARE(drawn->nodes.size(), weighted->nodes.size());
        QVERIFY(drawn->leafValues == weighted->leafValues);
    }

    void theCutLiesInTheMiddleOfTheGap()
    {
        Sample sample;
        sample.classes = 2;
        sample.bins.rows = 4;
        sample.bins.features = 1;
        sample.bins.values = {10, 20, 60, 70};
        sample.targets = {0, 0, 1, 1};
        RandomStream random(1);
        const auto tree = growTree(sample.data(), {}, sample.rows(), {}, random);
        QCOMPARE(tree->nodes.size(), std::size_t{3});
        QCOMPARE(int(tree->nodes[0].bin), 39);
    }

    void aStopGivesNothing()
    {
        const Sample sample = makeSample(100, 4, 2, 12, 8);
        TreeOptions options = allFeatures(sample);
        int asked = 0;
        options.shouldEnd = [&] { return ++asked == 3; };
        RandomStream random(1);
        QVERIFY(!growTree(sample.data(), options, sample.rows(), {}, random));
    }

    void nothingToSplitIsOneLeaf()
    {
        Sample sample = makeSample(30, 2, 0, 1, 8);
        std::fill(sample.bins.values.begin(), sample.bins.values.end(), std::uint8_t{3});
        RandomStream random(1);
        for (const bool randomThresholds : {false, true}) {
            TreeOptions options = allFeatures(sample);
            options.randomThresholds = randomThresholds;
            const auto tree = growTree(sample.data(), options, sample.rows(), {}, random);
            QCOMPARE(tree->nodes.size(), std::size_t{1});
            QCOMPARE(tree->nodes[0].feature, -1);
        }
    }
};

QTEST_GUILESS_MAIN(TestTreeGrower)
#include "tst_tree_grower.moc"
