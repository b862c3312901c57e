// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/model/graph_builder.h"
#include "tests/support/model_samples.h"

#include <QTest>

using namespace leptune;

/// Building and checking graphs.
class TestGraph : public QObject {
    Q_OBJECT
private:
    static ErrorCode codeOf(const auto &action)
    {
        try {
            action();
        } catch (const Error &error) {
            return error.code();
        }
        return ErrorCode::Stopped;
    }
    /// A graph of one column and one operation on it, unchecked.
    static Graph single(Op op, int width, bool asNumber = true)
    {
        Graph graph;
        graph.nodes.push_back({InputColumn{0, asNumber}, {}, 1});
        graph.nodes.push_back({std::move(op), {0}, width});
        graph.output = 1;
        return graph;
    }
    static TreeEnsemble stump(TreeNode root)
    {
        return {
            1, {0}, {root, {-1, 0.0F, 0, 0, true}, {-1, 0.0F, 1, 0, true}}, {1.0F, 2.0F}, {0.0F}};
    }
    static std::size_t countOf(const Graph &graph, const char *name)
    {
        return static_cast<std::size_t>(std::ranges::count_if(
            graph.nodes, [&](const Node &node) { return std::string(opName(node.op)) == name; }));
    }

private Q_SLOTS:
    void namesOperations()
    {
        QCOMPARE(opName(InputColumn{}), "input_column");
        QCOMPARE(opName(DateParts{}), "date_parts");
        QCOMPARE(opName(TreeEnsemble{}), "tree_ensemble");
        QCOMPARE(opName(Clip{}), "clip");
    }

    void refusesNodesThatDoNotFit_data()
    {
        QTest::addColumn<int>("which");
        for (int i = 0; i < static_cast<int>(broken().size()); ++i)
            QTest::addRow("%d %s", i, opName(broken()[static_cast<std::size_t>(i)].nodes.back().op))
                << i;
    }
    void refusesNodesThatDoNotFit()
    {
        QFETCH(int, which);
        const Graph graph = broken()[static_cast<std::size_t>(which)];
        QCOMPARE(codeOf([&] { validateGraph(graph, 1); }), ErrorCode::BadFormat);
    }

    void acceptsWhatTheBuilderWrites()
    {
        for (const samples::Sample &sample : samples::all())
            validateGraph(sample.model->graph(), sample.model->schema().columns.size());
    }

    void builderRefusesMismatches()
    {
        const Schema schema = samples::schema(TaskKind::Regression);
        GraphBuilder builder(schema);
        const NodeId number = builder.addColumn(0);
        const NodeId text = builder.addColumn(2);
        QCOMPARE(codeOf([&] {
                     builder.add(Dense{2, 1, {1.0F, 1.0F}, {0.0F}}, {number});
                 }),
                 ErrorCode::Internal);
        QCOMPARE(codeOf([&] { builder.add(Impute{{0.0F}}, {text}); }), ErrorCode::Internal);
        QCOMPARE(codeOf([&] { builder.add(Softmax{}, {7}); }), ErrorCode::Internal);
        QCOMPARE(codeOf([&] { builder.addColumn(99); }), ErrorCode::Internal);
    }

    void runsAlikeColumnsSideBySide()
    {
        Schema schema;
        auto plan = std::make_shared<FeaturePlan>();
        for (int i = 0; i < 50; ++i) {
            schema.columns.push_back({"c" + std::to_string(i), ColumnType::Numeric, true, true});
            plan->chains.push_back({i, {Impute{{1.0F}}, Scale{{0.0F}, {2.0F}}}, {}});
        }
        GraphBuilder builder(schema);
        const Graph graph = [&] {
            const NodeId features = builder.addPlan(plan);
            return std::move(builder).finish(features);
        }();
        QCOMPARE(graph.outputWidth(), 50);
        QCOMPARE(countOf(graph, "impute"), std::size_t{1});
        QCOMPARE(countOf(graph, "select"), std::size_t{0});
    }

    void dropsDeadNodesAndKnowsUsedColumns()
    {
        const Schema schema = samples::schema(TaskKind::Regression);
        GraphBuilder builder(schema);
        builder.add(Impute{{0.0F}}, {builder.addColumn(1)});
        const NodeId output = builder.add(Impute{{0.0F}}, {builder.addColumn(3)});
        const Graph graph = std::move(builder).finish(output);
        QCOMPARE(graph.nodes.size(), std::size_t{2});
        std::vector<bool> want(schema.columns.size(), false);
        want[3] = true;
        QCOMPARE(usedColumns(graph, schema.columns.size()), want);
    }

private:
    static std::vector<Graph> broken()
    {
        Graph forward = single(Softmax{}, 1);
        forward.nodes[1].inputs = {1};
        Graph noOutput = single(Softmax{}, 1);
        noOutput.output = 5;
        Graph wrongColumn = single(Softmax{}, 1);
        std::get<InputColumn>(wrongColumn.nodes[0].op).column = 1;
        TreeEnsemble cycle = stump({0, 1.0F, 0, 2, true});
        TreeEnsemble shared = stump({0, 1.0F, 1, 1, true});
        const float nan = std::numeric_limits<float>::quiet_NaN();
        return {forward,
                noOutput,
                wrongColumn,
                single(Softmax{}, 2),
                single(Softmax{}, 1, false),
                single(LookUp{{"a"}, {}, {}, 0.0F, 0.0F}, 1, false),
                single(LookUp{{"a"}, {}, {1.0F}, 0.0F, 0.0F}, 1, true),
                single(LookUp{{}, {1.0F}, {1.0F}, 0.0F, 0.0F}, 1, false),
                single(OneHot{-1}, -1),
                single(OneHot{1 << 30}, 1 << 30),
                single(Impute{{1.0F, 2.0F}}, 1),
                single(Scale{{0.0F}, {}}, 1),
                single(CleanRange{{0.0F}, {}}, 1),
                single(Select{{1}}, 1),
                single(Dense{1, 2, {1.0F}, {0.0F, 0.0F}}, 2),
                single(Dense{1, -1, {}, {}}, -1),
                single(stump({1, 1.0F, 1, 2, true}), 1),
                single(stump({0, nan, 1, 2, true}), 1),
                single(stump({0, 1.0F, 1, 9, true}), 1),
                single(cycle, 1),
                single(shared, 1),
                single(TreeEnsemble{1, {0}, {{-1, 0.0F, 3, 0, true}}, {1.0F}, {0.0F}}, 1),
                single(TreeEnsemble{2, {}, {}, {}, {0.0F}}, 2),
                single(KernelSum{1, 1, 1.0F, {1.0F, 2.0F}, {1.0F}, {0.0F}}, 1),
                single(KernelSum{1, 1, -1.0F, {1.0F}, {1.0F}, {0.0F}}, 1),
                single(Neighbours{1, 1, 3, false, {1.0F}, {1.0F}}, 1),
                single(WeightedSum{{0.5F, 0.5F}}, 1),
                single(Logistic{}, 1),
                single(Calibrate{{1.0F}, {}}, 1)};
    }
};

QTEST_GUILESS_MAIN(TestGraph)
#include "tst_graph.moc"
