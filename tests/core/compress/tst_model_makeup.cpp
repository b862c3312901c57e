// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/model_makeup.h"

#include "core/model/graph_builder.h"
#include "core/model/quantised_weights.h"

#include <QTest>

#include <numeric>

using namespace leptune;

namespace {

/// Two columns that the rest reads.
NodeId columnsIn(GraphBuilder &builder)
{
    return builder.add(Concat{}, {builder.addColumn(0), builder.addColumn(1)});
}

Schema twoColumns()
{
    Schema schema;
    schema.columns = {{"a", ColumnType::Numeric, true, true},
                      {"b", ColumnType::Numeric, true, true}};
    return schema;
}

Graph ofOne(const Op &op)
{
    const Schema schema = twoColumns();
    GraphBuilder builder(schema);
    const NodeId input = columnsIn(builder);
    return std::move(builder).finish(builder.add(op, {input}));
}

/// A root with a question below its left side: three leaves, two of one value.
TreeEnsemble smallTree()
{
    TreeEnsemble trees;
    trees.roots = {0};
    trees.nodes = {{0, 1.0F, 2, 1, true},
                   {-1, 0.0F, 0, 0, true},
                   {1, 1.0F, 3, 4, true},
                   {-1, 0.0F, 1, 0, true},
                   {-1, 0.0F, 2, 0, true}};
    trees.leafValues = {0.5F, 0.5F, -1.0F};
    trees.base = {0.0F};
    return trees;
}

} // namespace

class TestModelMakeup : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void treesAreCounted()
    {
        const ModelMakeup makeup = makeupOf(ofOne(smallTree()));
        QCOMPARE(makeup.trees, std::uint64_t{1});
        QCOMPARE(makeup.questions, std::uint64_t{2});
        QCOMPARE(makeup.thresholds, std::uint64_t{2});
        QCOMPARE(makeup.leaves, std::uint64_t{3});
        QCOMPARE(makeup.leafValues, std::uint64_t{2});
        QCOMPARE(makeup.operations, std::uint64_t{3}); // two questions deep, one addition
        QCOMPARE(makeup.columns, std::uint64_t{2});
    }
    void symmetricTreesAskOnceALevel()
    {
        SymmetricEnsemble trees;
        trees.levels = {2, 1};
        trees.questions = {{0, 1.0F, true}, {1, 2.0F, true}, {0, 1.0F, true}};
        trees.leafValues = {1, 2, 3, 4, 5, 6};
        trees.base = {0.0F};
        const ModelMakeup makeup = makeupOf(ofOne(trees));
        QCOMPARE(makeup.trees, std::uint64_t{2});
        QCOMPARE(makeup.questions, std::uint64_t{3});
        QCOMPARE(makeup.thresholds, std::uint64_t{2});
        QCOMPARE(makeup.leaves, std::uint64_t{6});
        QCOMPARE(makeup.operations, std::uint64_t{5});
    }
    void aLayerSaysItsZeros()
    {
        const ModelMakeup makeup =
            makeupOf(ofOne(Dense{2, 2, {0.123F, 0.0F, 0.0F, 0.9871F}, {0, 0}}));
        QCOMPARE(makeup.layers.size(), std::size_t{1});
        QCOMPARE(makeup.layers[0].weights, std::uint64_t{4});
        QCOMPARE(makeup.layers[0].zeros, std::uint64_t{2});
        QCOMPARE(makeup.layers[0].inputs, 2);
        QCOMPARE(makeup.operations, std::uint64_t{4});
    }
    void aLayerSaysItsBits_data()
    {
        QTest::addColumn<QList<float>>("weights");
        QTest::addColumn<int>("bits");
        QTest::newRow("as they are")
            << QList<float>{0.1234567F, -0.7654321F, 0.9182736F, 0.5647382F} << 32;
        QTest::newRow("codes up to 3") << QList<float>{0.75F, -0.25F, 0.5F, 0.0F} << 3;
    }
    void aLayerSaysItsBits()
    {
        QFETCH(QList<float>, weights);
        QFETCH(int, bits);
        const Dense layer{2, 2, {weights.begin(), weights.end()}, {0, 0}};
        QCOMPARE(makeupOf(ofOne(layer)).layers[0].bits, bits);
    }
    void aStepAnOutputHasEightBits()
    {
        Dense layer{2, 3, {0.11F, -0.72F, 0.93F, 0.54F, 0.25F, 0.36F}, {0, 0, 0}};
        quantiseWeights(layer);
        QCOMPARE(makeupOf(ofOne(layer)).layers[0].bits, 8);
    }
    void wholeNumbersHaveTheBitsOfTheirCodes()
    {
        IntegerDense layer;
        layer.inputs = layer.outputs = 2;
        layer.weights = {1, -7, 0, 3};
        layer.steps = {0.1F, 0.1F};
        layer.bias = {0.0F, 0.0F};
        const ModelMakeup makeup = makeupOf(ofOne(layer));
        QCOMPARE(makeup.layers[0].bits, 4);
        QVERIFY(makeup.layers[0].inWholeNumbers);
        QCOMPARE(makeup.layers[0].zeros, std::uint64_t{1});
    }
    void meansOfMeansAreOneMeanOfFits()
    {
        const Schema schema = twoColumns();
        GraphBuilder builder(schema);
        const NodeId input = columnsIn(builder);
        std::vector<NodeId> fits;
        for (int i = 0; i < 4; ++i)
            fits.push_back(builder.add(Dense{2, 1, {1.0F + i, 2.0F}, {0.0F}}, {input}));
        const NodeId first = builder.add(WeightedSum{{0.5F, 0.5F}}, {fits[0], fits[1]});
        const NodeId second = builder.add(WeightedSum{{0.5F, 0.5F}}, {fits[2], fits[3]});
        const NodeId all = builder.add(WeightedSum{{0.25F, 0.75F}}, {first, second});
        QCOMPARE(makeupOf(std::move(builder).finish(all)).fits, std::uint64_t{4});
        QCOMPARE(makeupOf(ofOne(smallTree())).fits, std::uint64_t{1});
    }
    void neighboursAndSupportsAreRows()
    {
        Neighbours knn;
        knn.inputs = 2;
        knn.points = {1, 2, 3, 4, 5, 6};
        knn.values = {1, 2, 3};
        QCOMPARE(makeupOf(ofOne(knn)).points, std::uint64_t{3});
    }
};

QTEST_GUILESS_MAIN(TestModelMakeup)
#include "tst_model_makeup.moc"
