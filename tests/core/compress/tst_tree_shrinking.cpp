// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/tree_shrinking.h"

#include "core/compress/candidate_run.h"
#include "core/compress/tree_groups.h"
#include "core/model/graph_builder.h"
#include "tests/support/small_study.h"

#include <QTest>

using namespace leptune;
using namespace leptune::testing;

namespace {

TreeEnsemble stump(int outputs)
{
    TreeEnsemble trees;
    trees.outputs = outputs;
    trees.roots = {0};
    trees.nodes = {{0, 0.5F, 1, 2, true}, {-1, 0.0F, 0, 0, true}, {-1, 0.0F, 1, 0, true}};
    trees.leafValues.assign(static_cast<std::size_t>(2 * outputs), 0.5F);
    trees.base.assign(static_cast<std::size_t>(outputs), 0.0F);
    return trees;
}

} // namespace

class TestTreeShrinking : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aHeadSaysWhichLossItsTreesHave()
    {
        const Schema schema;
        GraphBuilder builder(schema);
        const NodeId input = builder.addMatrixInput(1);
        const NodeId scores = builder.add(stump(1), {input});
        const NodeId shares = builder.add(Logistic{}, {scores});
        const NodeId forest = builder.add(stump(2), {input});
        const NodeId mean = builder.add(WeightedSum{{0.5F, 0.5F}}, {shares, forest});
        const auto groups = treeGroups(std::move(builder).finish(mean));
        QCOMPARE(groups.size(), std::size_t{2});
        QCOMPARE(groups[0].loss, BoosterLoss::Logistic);
        QCOMPARE(groups[0].answer, shares);
        QCOMPARE(groups[1].loss, BoosterLoss::Squared);
        QCOMPARE(groups[1].answer, forest);
        QCOMPARE(groups[1].features, input);
    }
    void ensemblesOfClassesAnswerTogether()
    {
        const Schema schema;
        GraphBuilder builder(schema);
        const NodeId input = builder.addMatrixInput(1);
        TreeEnsemble other = stump(1);
        other.leafValues = {0.1F, 0.2F};
        const NodeId a = builder.add(stump(1), {input}), b = builder.add(other, {input});
        const NodeId shares = builder.add(Softmax{}, {builder.add(Concat{}, {a, b})});
        const auto groups = treeGroups(std::move(builder).finish(shares));
        QCOMPARE(groups.size(), std::size_t{1});
        QCOMPARE(groups[0].trees.size(), std::size_t{2});
        QCOMPARE(groups[0].loss, BoosterLoss::Softmax);
    }
    void treesBecomeSmallerAndAnswerAlmostTheSame_data()
    {
        QTest::addColumn<int>("task");
        QTest::newRow("binary") << 0;
        QTest::newRow("multi-class") << 1;
        QTest::newRow("regression") << 2;
    }
    void treesBecomeSmallerAndAnswerAlmostTheSame()
    {
        QFETCH(int, task);
        const SmallStudy study{static_cast<TaskKind>(task), 600, 4, {"boosting", "forest"}};
        const CompressionSubject subject =
            takeUp(runSmall(study), "best", tableOf(study), std::nullopt, 2);
        const auto shrinking = makeTreeShrinking(subject, 0);
        QVERIFY(shrinking != nullptr);
        const auto outcome = runCandidates(
            subject, {{shrinking.get(), shrinking->ladder().front()}}, 2, [] { return false; });
        QVERIFY2(outcome.front().graph.has_value(), outcome.front().reason.c_str());
        const Model small("small", subject.setup.schema, *outcome.front().graph);
        QVERIFY(small.sizeBytes() < subject.original.model->sizeBytes() * 9 / 10);
        QVERIFY2(subject.dropAt(outcome.front().score) < 0.05,
                 qPrintable(QString::number(subject.dropAt(outcome.front().score))));
    }
    void whatHasNoTreesIsLeftAlone()
    {
        const SmallStudy study{TaskKind::Binary, 600, 3, {"linear"}};
        QVERIFY(!makeTreeShrinking(takeUp(runSmall(study), "best", tableOf(study), std::nullopt, 2),
                                   0));
    }
};

QTEST_GUILESS_MAIN(TestTreeShrinking)
#include "tst_tree_shrinking.moc"
