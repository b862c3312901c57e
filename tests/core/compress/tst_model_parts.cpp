// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/model_parts.h"

#include "core/model/graph_builder.h"
#include "core/model/interpreter.h"
#include "core/model/merge_graphs.h"
#include "core/tuning/calibration.h"

#include <QTest>

using namespace leptune;

namespace {

/// Answers (p, 1 - p) whatever the row: a Model in which members can be told apart.
NodeId addConstant(GraphBuilder &builder, NodeId input, float p)
{
    return builder.add(Dense{1, 2, {0.0F, 0.0F}, {p, 1.0F - p}}, {input});
}

Graph bag(const std::vector<float> &answers)
{
    const Schema schema;
    GraphBuilder builder(schema);
    const NodeId input = builder.addMatrixInput(1);
    std::vector<NodeId> fits;
    for (const float answer : answers)
        fits.push_back(addConstant(builder, input, answer));
    const float share = 1.0F / static_cast<float>(answers.size());
    return std::move(builder).finish(
        builder.add(WeightedSum{std::vector<float>(answers.size(), share)}, fits));
}

float answerOf(const Graph &graph)
{
    FloatMatrix row(1, 1);
    return Interpreter(std::make_shared<const Graph>(graph)).run(row).at(0, 0);
}

const Calibrate kHalfSlope{{0.5F, 0.5F}, {0.0F, 0.0F}};

} // namespace

class TestModelParts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aBagIsOneMemberOfItsFits()
    {
        const ModelParts parts = takeApart(bag({0.1F, 0.2F, 0.6F}), EntryKind::Bag);
        QCOMPARE(parts.members.size(), std::size_t{1});
        const std::vector<Graph> fits = foldFits(parts.members.front().graph, 3);
        QCOMPARE(fits.size(), std::size_t{3});
        QCOMPARE(answerOf(fits[0]), 0.1F);
        QCOMPARE(answerOf(fits[2]), 0.6F);
    }
    void anEnsembleIsItsMembersInOrderWithTheirWeights()
    {
        const Graph first = bag({0.1F, 0.3F}), second = bag({0.5F, 0.9F});
        const Graph whole = mergeGraphs({&first, &second}, {0.25F, 0.75F});
        const ModelParts parts = takeApart(whole, EntryKind::Ensemble);
        QCOMPARE(parts.members.size(), std::size_t{2});
        QCOMPARE(parts.members[1].weight, 0.75F);
        QCOMPARE(answerOf(parts.members[0].graph), 0.2F);
        QCOMPARE(answerOf(foldFits(parts.members[1].graph, 2)[1]), 0.9F);
    }
    void anEnsembleOfAsManyEqualMembersAsFoldsIsNoBag()
    {
        const Graph first = bag({0.1F, 0.3F}), second = bag({0.5F, 0.9F});
        const Graph whole = mergeGraphs({&first, &second}, {0.5F, 0.5F});
        QCOMPARE(takeApart(whole, EntryKind::Ensemble).members.size(), std::size_t{2});
        QCOMPARE(takeApart(whole, EntryKind::Bag).members.size(), std::size_t{1});
    }
    void whatIsPutTogetherAnswersTheSame()
    {
        const Graph first = withCalibration(bag({0.1F, 0.3F}), kHalfSlope), second = bag({0.5F});
        const Graph whole =
            withCalibration(mergeGraphs({&first, &second}, {0.4F, 0.6F}), kHalfSlope);
        const ModelParts parts = takeApart(whole, EntryKind::Ensemble);
        QVERIFY(parts.calibration.has_value());
        QCOMPARE(answerOf(putTogether(parts)), answerOf(whole));
    }
    void everyFitOfACalibratedBagIsCalibrated()
    {
        const std::vector<Graph> fits = foldFits(withCalibration(bag({0.1F, 0.3F}), kHalfSlope), 2);
        QCOMPARE(fits.size(), std::size_t{2});
        QCOMPARE(answerOf(fits[1]), answerOf(withCalibration(bag({0.3F}), kHalfSlope)));
    }
    void aHoldOutHasOneFit() { QCOMPARE(foldFits(bag({0.4F, 0.6F}), 1).size(), std::size_t{1}); }
    void anotherNumberOfFitsIsNotGuessed()
    {
        QVERIFY(foldFits(bag({0.1F, 0.2F, 0.3F}), 5).empty());
        const Graph first = bag({0.1F}), second = bag({0.2F});
        QVERIFY(foldFits(mergeGraphs({&first, &second}, {0.3F, 0.7F}), 2).empty());
    }
};

QTEST_GUILESS_MAIN(TestModelParts)
#include "tst_model_parts.moc"
