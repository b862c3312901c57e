// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/machine_groups.h"

#include "core/model/graph_builder.h"

#include <QTest>

#include <algorithm>

using namespace leptune;

namespace {

KernelSum machine(float bias)
{
    return {1, 1, 1.0F, {0.25F, 0.75F}, {1.0F, -1.0F}, {bias}, {}};
}

Neighbours near(int outputs)
{
    Neighbours op{1, outputs, 1, false, {0.25F, 0.75F}, {}, {}};
    op.values.assign(static_cast<std::size_t>(2 * outputs), 0.5F);
    return op;
}

} // namespace

/// Kernel machines and neighbours that answer together.
class TestMachineGroups : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFitsOfABagAreOneGroup()
    {
        const Schema schema;
        GraphBuilder builder(schema);
        const NodeId input = builder.addMatrixInput(1);
        const NodeId a = builder.add(machine(0.0F), {input}),
                     b = builder.add(machine(0.5F), {input});
        const NodeId mean = builder.add(WeightedSum{{0.5F, 0.5F}}, {builder.add(Logistic{}, {a}),
                                                                    builder.add(Logistic{}, {b})});
        const Graph graph = std::move(builder).finish(mean);
        const auto groups = machineGroups(graph);
        QCOMPARE(groups.size(), std::size_t{1});
        QCOMPARE(groups[0].machines, (std::vector<NodeId>{a, b}));
        QCOMPARE(groups[0].features, input);
        QCOMPARE(groups[0].answer, mean);
        QCOMPARE(groups[0].loss, BoosterLoss::Logistic);
        QVERIFY(!areNeighbours(graph, groups[0]));
    }
    void whatIsMixedWithOthersIsAGroupOfItsOwn()
    {
        const Schema schema;
        GraphBuilder builder(schema);
        const NodeId input = builder.addMatrixInput(1);
        const NodeId shares = builder.add(near(3), {input});
        const NodeId other = builder.add(
            Softmax{}, {builder.add(Dense{1, 3, {1.0F, 2.0F, 3.0F}, {0.0F, 0.0F, 0.0F}}, {input})});
        const NodeId mean = builder.add(WeightedSum{{0.5F, 0.5F}}, {shares, other});
        const Graph graph = std::move(builder).finish(mean);
        const auto groups = machineGroups(graph);
        QCOMPARE(groups.size(), std::size_t{1});
        QCOMPARE(groups[0].answer, shares);
        QCOMPARE(groups[0].loss, BoosterLoss::Softmax);
        QVERIFY(areNeighbours(graph, groups[0]));
    }
    void scoresThatAreReadTwiceStayScores()
    {
        const Schema schema;
        GraphBuilder builder(schema);
        const NodeId input = builder.addMatrixInput(1);
        const NodeId scores = builder.add(machine(0.0F), {input});
        const NodeId shares = builder.add(Logistic{}, {scores});
        const NodeId both = builder.add(Concat{}, {shares, scores});
        const auto groups = machineGroups(std::move(builder).finish(both));
        QCOMPARE(groups.size(), std::size_t{1});
        QCOMPARE(groups[0].answer, scores);
        QCOMPARE(groups[0].loss, BoosterLoss::Squared);
    }
    void sumsThatAreNoMeansStay()
    {
        const Schema schema;
        GraphBuilder builder(schema);
        const NodeId input = builder.addMatrixInput(1);
        const NodeId a = builder.add(near(2), {input}), b = builder.add(near(2), {input});
        const auto groups = machineGroups(
            std::move(builder).finish(builder.add(WeightedSum{{0.5F, 0.25F}}, {a, b})));
        QCOMPARE(groups.size(), std::size_t{2});
    }
    void aMachineTakesAGroupsPlaceUnderItsHead()
    {
        const Schema schema;
        GraphBuilder builder(schema);
        const NodeId input = builder.addMatrixInput(1);
        const NodeId shares = builder.add(near(2), {input});
        const NodeId calibrated = builder.add(Calibrate{{1.0F, 1.0F}, {0.0F, 0.0F}}, {shares});
        const Graph graph = std::move(builder).finish(calibrated);
        const Graph small = withMachine(graph, machineGroups(graph).front(), machine(0.0F), true);
        validateGraph(small, 0);
        QCOMPARE(small.outputWidth(), 2);
        QVERIFY(std::holds_alternative<Calibrate>(
            small.nodes[static_cast<std::size_t>(small.output)].op));
        QVERIFY(std::ranges::none_of(small.nodes, [](const Node &node) {
            return std::holds_alternative<Neighbours>(node.op);
        }));
    }
};

QTEST_GUILESS_MAIN(TestMachineGroups)
#include "tst_machine_groups.moc"
