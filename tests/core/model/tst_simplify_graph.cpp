// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/simplify_graph.h"

#include "core/model/graph_builder.h"
#include "tests/support/model_samples.h"

#include <QTest>

#include <algorithm>

using namespace leptune;

namespace {

/// One column of spellings "a", "b", "c", "d" and one of numbers.
Schema twoColumns()
{
    Schema schema;
    schema.task = TaskKind::Regression;
    schema.columns = {{"word", ColumnType::Categorical, false, true, {}},
                      {"number", ColumnType::Numeric, true, true, {}}};
    return schema;
}

LookUp words(std::vector<float> values, float unseen)
{
    return {{"a", "b", "c", "d"}, {}, std::move(values), -1.0F, unseen};
}

/// One question, at a threshold.
TreeEnsemble stump(int feature, float threshold)
{
    TreeEnsemble trees;
    trees.roots = {0};
    trees.nodes = {
        {feature, threshold, 1, 2, true}, {-1, 0.0F, 0, 0, true}, {-1, 0.0F, 1, 0, true}};
    trees.leafValues = {1.0F, 2.0F};
    trees.base = {0.0F};
    return trees;
}

/// Every spelling, an unseen and a missing one beside some numbers.
RawBatch cells()
{
    RawBatch batch;
    batch.rows = 6;
    batch.columns.resize(2);
    batch.columns[0].dictionary = std::make_shared<const std::vector<std::string>>(
        std::vector<std::string>{"a", "b", "c", "d", "other"});
    batch.columns[0].codes = {0, 1, 2, 3, 4, -1};
    batch.columns[1].numbers = {0.0F, 1.0F, 2.0F, 3.0F, 4.0F, 5.0F};
    return batch;
}

std::vector<float> answers(const Graph &graph)
{
    validateGraph(graph, 2);
    return Interpreter(std::make_shared<const Graph>(graph)).run(cells()).values;
}

template <typename T>
std::vector<T> all(const Graph &graph)
{
    std::vector<T> found;
    for (const Node &node : graph.nodes)
        if (const auto *op = std::get_if<T>(&node.op))
            found.push_back(*op);
    return found;
}

} // namespace

/// Graphs less what no answer depends on.
class TestSimplifyGraph : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answersWithTheSameBits_data()
    {
        QTest::addColumn<QString>("name");
        for (const samples::Sample &sample : samples::all())
            QTest::newRow(sample.name.c_str()) << QString::fromStdString(sample.name);
    }
    void answersWithTheSameBits()
    {
        QFETCH(QString, name);
        const auto model = samples::named(name.toStdString());
        const Model simple("simple", model->schema(), simplified(model->graph()),
                           model->threshold(), model->provenance());
        validateGraph(simple.graph(), model->schema().columns.size());
        QVERIFY(simple.sizeBytes() <= model->sizeBytes());
        const Table table = samples::tableFor(*model, 601);
        QCOMPARE(samples::bits(simple.predict(table)), samples::bits(model->predict(table)));
    }
    void columnsThatNoTreeAsksForAreGone()
    {
        const Schema schema = twoColumns();
        GraphBuilder builder(schema);
        const NodeId word =
            builder.add(words({0.0F, 1.0F, 2.0F, 3.0F}, 4.0F), {builder.addColumn(0)});
        const NodeId both = builder.add(Concat{}, {word, builder.addColumn(1)});
        const Graph graph = std::move(builder).finish(builder.add(stump(1, 2.5F), {both}));
        const Graph simple = simplified(graph);
        QCOMPARE(usedColumns(simple, 2), (std::vector<bool>{false, true}));
        QCOMPARE(simple.nodes.size(), std::size_t{2});
        QCOMPARE(answers(simple), answers(graph));
    }
    void categoriesOnOneSideOfAllThresholdsAreOne()
    {
        const Schema schema = twoColumns();
        GraphBuilder builder(schema);
        const NodeId word =
            builder.add(words({0.1F, 0.4F, 0.6F, 0.9F}, 0.2F), {builder.addColumn(0)});
        const Graph graph = std::move(builder).finish(builder.add(stump(0, 0.5F), {word}));
        const Graph simple = simplified(graph);
        const std::vector<LookUp> left = all<LookUp>(simple);
        QCOMPARE(left.size(), std::size_t{1});
        // "a" and "b" are what unseen ones are; the others no longer differ.
        QCOMPARE(left[0].keys, (std::vector<std::string>{"c", "d"}));
        QCOMPARE(left[0].values[0], left[0].values[1]);
        QCOMPARE(answers(simple), answers(graph));
    }
    void numbersThatCountStay()
    {
        const Schema schema = twoColumns();
        GraphBuilder builder(schema);
        const NodeId word =
            builder.add(words({0.1F, 0.2F, 0.6F, 0.9F}, 0.2F), {builder.addColumn(0)});
        const NodeId tree = builder.add(stump(0, 0.5F), {word});
        const Graph graph =
            std::move(builder).finish(builder.add(WeightedSum{{0.5F, 0.5F}}, {word, tree}));
        const Graph simple = simplified(graph);
        QCOMPARE(all<LookUp>(simple)[0].values, (std::vector<float>{0.1F, 0.6F, 0.9F}));
        QCOMPARE(answers(simple), answers(graph));
    }
    void categoriesOfNoWeightAreNoLongerLookedUp()
    {
        const Schema schema = twoColumns();
        GraphBuilder builder(schema);
        const NodeId word =
            builder.add(words({0.0F, 1.0F, 2.0F, 3.0F}, -1.0F), {builder.addColumn(0)});
        const NodeId places = builder.add(OneHot{4}, {word});
        const Graph graph = std::move(builder).finish(
            builder.add(Dense{4, 1, {0.0F, 5.0F, 0.0F, 7.0F}, {1.0F}}, {places}));
        const Graph simple = simplified(graph);
        QCOMPARE(all<LookUp>(simple)[0].keys, (std::vector<std::string>{"b", "d"}));
        QCOMPARE(all<OneHot>(simple)[0].count, 2);
        QCOMPARE(all<Dense>(simple)[0].weights, (std::vector<float>{5.0F, 7.0F}));
        QCOMPARE(answers(simple), answers(graph));
    }
    void aCategoryOfNoWeightStaysWhereUnseenOnesHaveSome()
    {
        const Schema schema = twoColumns();
        GraphBuilder builder(schema);
        const NodeId word =
            builder.add(words({0.0F, 1.0F, 2.0F, 3.0F}, 3.0F), {builder.addColumn(0)});
        const NodeId places = builder.add(OneHot{4}, {word});
        const Graph graph = std::move(builder).finish(
            builder.add(Dense{4, 1, {0.0F, 5.0F, 6.0F, 7.0F}, {1.0F}}, {places}));
        const Graph simple = simplified(graph);
        QCOMPARE(all<LookUp>(simple)[0].keys, (std::vector<std::string>{"a", "b", "c"}));
        QCOMPARE(all<OneHot>(simple)[0].count, 3);
        QCOMPARE(answers(simple), answers(graph));
    }
    void neuronsThatNobodyHearsGo()
    {
        const Schema schema = twoColumns();
        GraphBuilder builder(schema);
        const NodeId number = builder.addColumn(1);
        const NodeId hidden =
            builder.add(Dense{1, 3, {1.0F, 2.0F, 3.0F}, {0.1F, 0.2F, 0.3F}}, {number});
        const NodeId active = builder.add(Activation{ActivationKind::Relu}, {hidden});
        const Graph graph = std::move(builder).finish(
            builder.add(Dense{3, 1, {1.0F, 0.0F, 2.0F}, {0.5F}}, {active}));
        const Graph simple = simplified(graph);
        QCOMPARE(all<Dense>(simple)[0].weights, (std::vector<float>{1.0F, 3.0F}));
        QCOMPARE(all<Dense>(simple)[1].weights, (std::vector<float>{1.0F, 2.0F}));
        QCOMPARE(answers(simple), answers(graph));
    }
    void featuresOfNoScaleAreNoDistance()
    {
        const Schema schema = twoColumns();
        GraphBuilder builder(schema);
        const NodeId word =
            builder.add(words({0.0F, 1.0F, 2.0F, 3.0F}, 4.0F), {builder.addColumn(0)});
        const NodeId both = builder.add(Concat{}, {word, builder.addColumn(1)});
        KernelSum sum{2, 1, 0.5F, {1.0F, 2.0F, 3.0F, 4.0F}, {1.0F, -1.0F}, {0.5F}, {}};
        sum.scale = {{0.0F, 0.0F}, {0.0F, 1.5F}};
        const Graph graph = std::move(builder).finish(builder.add(sum, {both}));
        const Graph simple = simplified(graph);
        QCOMPARE(usedColumns(simple, 2), (std::vector<bool>{false, true}));
        QCOMPARE(all<KernelSum>(simple)[0].supports, (std::vector<float>{2.0F, 4.0F}));
        QCOMPARE(answers(simple), answers(graph));
    }
    void equalNodesAreOne()
    {
        const Schema schema = twoColumns();
        GraphBuilder builder(schema);
        const NodeId number = builder.addColumn(1);
        const NodeId a = builder.add(stump(0, 2.5F), {builder.add(Impute{{1.0F}}, {number})});
        const NodeId b = builder.add(stump(0, 3.5F), {builder.add(Impute{{1.0F}}, {number})});
        const Graph graph =
            std::move(builder).finish(builder.add(WeightedSum{{0.5F, 0.5F}}, {a, b}));
        const Graph simple = simplified(graph);
        QCOMPARE(all<Impute>(simple).size(), std::size_t{1});
        QCOMPARE(answers(simple), answers(graph));
    }
};

QTEST_GUILESS_MAIN(TestSimplifyGraph)
#include "tst_simplify_graph.moc"
