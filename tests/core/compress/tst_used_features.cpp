// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/used_features.h"

#include <QTest>

using namespace leptune;

namespace {

/// Four number columns as they are.
FeaturePlan plan()
{
    FeaturePlan made;
    for (int column = 0; column < 4; ++column)
        made.chains.push_back({column, {}, {"c" + std::to_string(column)}});
    return made;
}

SymmetricEnsemble asking(const std::vector<int> &features)
{
    SymmetricEnsemble trees;
    for (const int feature : features) {
        trees.levels.push_back(1);
        trees.questions.push_back({feature, 0.5F, true});
        trees.leafValues.insert(trees.leafValues.end(), {0.0F, 1.0F});
    }
    trees.base = {0.0F};
    return trees;
}

} // namespace

class TestUsedFeatures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onlyColumnsThatAreAskedForStay()
    {
        SymmetricEnsemble trees = asking({3, 1, 3});
        const auto kept = withoutUnusedChains(plan(), trees);
        QCOMPARE(kept->chains.size(), std::size_t{2});
        QCOMPARE(kept->chains[0].column, 1);
        QCOMPARE(kept->chains[1].column, 3);
        QCOMPARE(trees.questions[0].feature, 1);
        QCOMPARE(trees.questions[1].feature, 0);
        QCOMPARE(trees.questions[2].feature, 1);
    }
    void leafWiseTreesOfEveryOutputKeepWhatTheyAskFor()
    {
        std::vector<TreeEnsemble> trees(2);
        for (const int output : {0, 1}) {
            TreeEnsemble &ensemble = trees[static_cast<std::size_t>(output)];
            ensemble.roots = {0};
            ensemble.nodes = {{output == 0 ? 3 : 1, 0.5F, 1, 2, true}, {}, {}};
            ensemble.leafValues = {0.0F};
        }
        const auto kept = withoutUnusedChains(plan(), trees);
        QCOMPARE(kept->chains.size(), std::size_t{2});
        QCOMPARE(trees[0].nodes[0].feature, 1);
        QCOMPARE(trees[1].nodes[0].feature, 0);
        QCOMPARE(trees[0].nodes[1].feature, -1);
    }
    void treesWithoutQuestionsKeepOneColumn()
    {
        SymmetricEnsemble trees = asking({});
        QCOMPARE(withoutUnusedChains(plan(), trees)->chains.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestUsedFeatures)
#include "tst_used_features.moc"
