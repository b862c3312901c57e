// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/symmetric_work.h"
#include "core/compress/work_tree.h"
#include "core/model/interpreter.h"
#include "tests/support/model_samples.h"

#include <QTest>

using namespace leptune;

/// Trees in the form that they are shrunk in, of either kind.
class TestWorkTree : public QObject {
    Q_OBJECT
private:
    static FloatMatrix cells(std::size_t rows)
    {
        FloatMatrix result(rows, 4);
        for (std::size_t i = 0; i < result.values.size(); ++i)
            result.values[i] = static_cast<float>(i * 37 % 101) / 25.0F - 2.0F;
        return result;
    }

    static SplitTable tableOf(const TreeEnsemble &ensemble, const FloatMatrix &rows)
    {
        SplitTable table;
        for (const TreeNode &node : ensemble.nodes)
            if (node.feature >= 0)
                table.add(node.feature, node.threshold);
        table.finish(rows);
        return table;
    }

    template <typename Ensemble>
    static FloatMatrix answers(const Ensemble &ensemble, const FloatMatrix &rows)
    {
        Graph graph;
        graph.nodes = {{InputMatrix{}, {}, 4}, {ensemble, {0}, ensemble.outputs}};
        graph.output = 1;
        return Interpreter(std::make_shared<const Graph>(graph)).run(rows);
    }

    /// Two levels over features 0 and 1, with leaves 1, 2, 3, 4.
    static SymmetricEnsemble symmetric(int trees)
    {
        SymmetricEnsemble op{1, {}, {}, {}, {0.0F}};
        for (int i = 0; i < trees; ++i) {
            op.levels.push_back(2);
            op.questions.push_back({0, 0.5F, true});
            op.questions.push_back({1, -0.5F, true});
            op.leafValues.insert(op.leafValues.end(), {1.0F, 2.0F, 3.0F, 4.0F});
        }
        return op;
    }

    static SplitTable tableOf(const SymmetricEnsemble &ensemble, const FloatMatrix &rows)
    {
        SplitTable table;
        for (const LevelQuestion &question : ensemble.questions)
            table.add(question.feature, question.threshold);
        table.finish(rows);
        return table;
    }

private Q_SLOTS:
    void treesComeBackAsTheyWere_data()
    {
        QTest::addColumn<int>("outputs");
        QTest::newRow("numbers") << 1;
        QTest::newRow("classes") << 3;
    }
    void treesComeBackAsTheyWere()
    {
        QFETCH(int, outputs);
        const TreeEnsemble was = samples::randomTrees(4, 20, 5, outputs, 3);
        const FloatMatrix rows = cells(100);
        const SplitTable table = tableOf(was, rows);
        TreeEnsemble is;
        is.outputs = outputs;
        is.base = was.base;
        for (const WorkTree &tree : toWork(was, table, 0))
            append(compact(tree), table, is);
        QVERIFY(answers(is, rows).values == answers(was, rows).values);
        QCOMPARE(is.nodes.size(), was.nodes.size());
    }

    void whatATreeAddsIsItsAnswer()
    {
        TreeEnsemble one = samples::randomTrees(4, 1, 5, 2, 3);
        one.base.assign(2, 0.0F);
        const FloatMatrix rows = cells(100);
        const SplitTable table = tableOf(one, rows);
        std::vector<float> added;
        addedBy(toWork(one, table, 0).front(), table, rows.rows, added);
        QVERIFY(added == answers(one, rows).values);
    }

    void treesThatAskTheSameBecomeOne()
    {
        const TreeEnsemble two = samples::randomTrees(4, 2, 4, 1, 3);
        const SplitTable table = tableOf(two, cells(1));
        std::vector<WorkTree> trees = toWork(two, table, 0);
        trees.push_back(trees[0]);
        trees.push_back(trees[1]);
        trees.push_back(trees[0]);
        trees.back().firstOutput = 1;
        const std::vector<float> was = trees[0].values;
        mergeEqual(trees);
        QCOMPARE(trees.size(), std::size_t{3});
        for (std::size_t i = 0; i < was.size(); ++i)
            QCOMPARE(trees[0].values[i], 2.0F * was[i]);
    }

    void symmetricTreesComeBackAsTheyWere()
    {
        const SymmetricEnsemble was = symmetric(3);
        const FloatMatrix rows = cells(60);
        const SplitTable table = tableOf(was, rows);
        SymmetricEnsemble is{1, {}, {}, {}, was.base};
        for (const SymmetricWork &tree : toWork(was, table))
            append(tree, table, is);
        QVERIFY(is == was);
        std::vector<float> added;
        addedBy(toWork(symmetric(1), table).front(), table, rows.rows, added);
        QVERIFY(added == answers(symmetric(1), rows).values);
    }

    void symmetricTreesThatAskTheSameBecomeOne()
    {
        const SymmetricEnsemble three = symmetric(3);
        std::vector<SymmetricWork> trees = toWork(three, tableOf(three, cells(1)));
        mergeEqual(trees);
        QCOMPARE(trees.size(), std::size_t{1});
        QVERIFY((trees[0].values == std::vector<float>{3.0F, 6.0F, 9.0F, 12.0F}));
    }

    void whatIsCountedCanBeTakenBack()
    {
        const SymmetricEnsemble three = symmetric(3);
        const SplitTable table = tableOf(three, cells(1));
        PackedRates rates(table);
        const std::vector<SymmetricWork> trees = toWork(three, table);
        const double fresh = rates.bits(trees[0].levels[0]);
        count(trees[0], 0.5F, 1, rates);
        QVERIFY(rates.isUsed(0, 0) && rates.isUsed(1, 0));
        QVERIFY(rates.filledBits(0, true) < rates.filledBits(0, false));
        count(trees[0], 0.5F, -1, rates);
        QVERIFY(!rates.isUsed(0, 0));
        QCOMPARE(rates.bits(trees[0].levels[0]), fresh);
        QCOMPARE(rates.filledBits(0, true), rates.filledBits(0, false));
    }
};

QTEST_GUILESS_MAIN(TestWorkTree)
#include "tst_work_tree.moc"
