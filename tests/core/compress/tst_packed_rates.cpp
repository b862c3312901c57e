// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/work_tree.h"
#include "core/model/model_body.h"
#include "core/model/quantised_leaves.h"
#include "tests/support/model_samples.h"

#include <QTest>

#include <cmath>

using namespace leptune;

class TestPackedRates : public QObject {
    Q_OBJECT
private:
    static double packedBits(const TreeEnsemble &ensemble)
    {
        Graph graph;
        graph.nodes = {{InputMatrix{}, {}, 8}, {ensemble, {0}, 1}};
        graph.output = 1;
        return 8.0 * static_cast<double>(packGraph(graph).size());
    }

    static TreeEnsemble fewThresholds(int trees)
    {
        TreeEnsemble ensemble = samples::randomTrees(8, trees, 5, 1, 3);
        for (TreeNode &node : ensemble.nodes)
            node.threshold = std::round(node.threshold * 4.0F) / 4.0F;
        const float step = leafStep(0.05F);
        for (float &value : ensemble.leafValues)
            value = std::round(value / step) * step + 0.0F;
        return ensemble;
    }

private Q_SLOTS:
    void bitsAreAboutThoseOfTheFile()
    {
        const TreeEnsemble ensemble = fewThresholds(120);
        SplitTable table;
        for (const TreeNode &node : ensemble.nodes)
            if (node.feature >= 0)
                table.add(node.feature, node.threshold);
        table.finish(FloatMatrix(1, 8));
        const float step = leafStep(0.05F);
        PackedRates rates(table);
        const std::vector<WorkTree> trees = toWork(ensemble, table, 0);
        for (const WorkTree &tree : trees)
            count(tree, step, 1, rates);
        double bits = 0.0;
        for (const WorkTree &tree : trees)
            for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
                const WorkNode &node = tree.nodes[i];
                if (!node.isLeaf())
                    bits += rates.bits(node.split);
                else
                    bits += rates.codeBits(static_cast<std::int32_t>(
                        std::lround(tree.valuesOf(static_cast<std::int32_t>(i))[0] / step)));
            }
        const double real = packedBits(ensemble);
        qInfo("%.0f bits estimated, %.0f in the file", bits, real);
        QVERIFY(bits > 0.8 * real && bits < 1.2 * real);
    }

    void aQuestionThatNothingAsksCostsItsPlaceInTheTable()
    {
        SplitTable table;
        for (const float threshold : {1.0F, 2.0F, 3.0F})
            table.add(4, threshold);
        table.finish(FloatMatrix(2, 5));
        PackedRates rates(table);
        const TreeSplit often = table.split(4, 1.0F, true), never = table.split(4, 3.0F, true);
        const double alone = rates.bits(often);
        for (int i = 0; i < 50; ++i)
            rates.count(often, 1);
        QVERIFY(rates.bits(often) < 0.2);
        QVERIFY(rates.bits(never) > rates.bits(often) + 15.0);
        QVERIFY(rates.isUsed(0, 0) && !rates.isUsed(0, 2));
        for (int i = 0; i < 50; ++i)
            rates.count(often, -1);
        QCOMPARE(rates.bits(often), alone);
    }

    void theSideOfMissingCellsIsTheUsualOne()
    {
        SplitTable table;
        table.add(0, 1.0F);
        table.finish(FloatMatrix(1, 1));
        PackedRates rates(table);
        rates.count(table.split(0, 1.0F, false), 1);
        rates.count(table.split(0, 1.0F, false), 1);
        rates.count(table.split(0, 1.0F, true), 1);
        QVERIFY(!rates.usuallyMissingLeft(0));
    }

    void largerCodesCostMore()
    {
        SplitTable table;
        table.finish(FloatMatrix(1, 1));
        PackedRates rates(table);
        for (int i = 0; i < 100; ++i)
            rates.countCode(i % 3 - 1, 1);
        QVERIFY(rates.codeBits(1) < rates.codeBits(9));
        QVERIFY(rates.codeBits(9) < rates.codeBits(-300));
        QVERIFY(rates.filledCodeBits(1) < rates.codeBits(1));
    }
};

QTEST_GUILESS_MAIN(TestPackedRates)
#include "tst_packed_rates.moc"
