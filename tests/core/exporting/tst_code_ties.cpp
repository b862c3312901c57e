// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/code_ties.h"
#include "core/model/graph_builder.h"
#include "tests/support/model_samples.h"

#include <QTest>

#include <algorithm>

using namespace leptune;

namespace {

/// A cell of steps of 1 becomes a sum of steps of 0.5, which another layer reads in steps of
/// `inputStep`.
Model twoLayers(float inputStep)
{
    Schema schema;
    schema.columns = {{"x", ColumnType::Numeric, true, true, {}}};
    GraphBuilder builder(schema);
    IntegerDense first;
    first.inputs = first.outputs = 1;
    first.weights = {1};
    first.steps = {0.5F};
    first.bias = {0.0F};
    IntegerDense second = first;
    second.inputStep = inputStep;
    const NodeId sum = builder.add(first, {builder.addColumn(0)});
    const NodeId answer = builder.add(second, {sum});
    return Model("two layers", schema, std::move(builder).finish(answer));
}

RawBatch cells(std::vector<float> numbers)
{
    RawBatch batch;
    batch.rows = numbers.size();
    batch.columns.push_back({std::move(numbers), {}, {}, {}});
    return batch;
}

} // namespace

/// Rows whose codes the rounding of a float decides on.
class TestCodeTies : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Sums of 0, 0.5, 1, 1.5 and 2 in codes of 1.
    void findsSumsInTheMiddleOfTwoCodes()
    {
        const Model model = twoLayers(1.0F);
        QCOMPARE(rowsWithTies(model, cells({0.0F, 1.0F, 2.0F, 3.0F, 4.0F})),
                 (std::vector<bool>{false, true, false, true, false}));
    }

    void findsNoneWhereSumsAreCodes()
    {
        const auto ties = rowsWithTies(twoLayers(0.5F), cells({0.0F, 1.0F, 2.0F, 200.0F}));
        QVERIFY(std::ranges::none_of(ties, [](bool tie) { return tie; }));
    }

    /// 300 is cut to 255 in either layer.
    void whatIsCutIsNoTie()
    {
        QCOMPARE(rowsWithTies(twoLayers(0.1F), cells({300.0F, -5.0F})),
                 (std::vector<bool>{false, false}));
    }

    /// The cell itself lies between two codes, which its function decides on.
    void rawCellsAreNoTies()
    {
        QCOMPARE(rowsWithTies(twoLayers(0.5F), cells({0.5F, 1.5F})),
                 (std::vector<bool>{false, false}));
    }

    void modelsWithoutSuchLayersHaveNone()
    {
        const auto trees = samples::named("boosted trees");
        const RawBatch rows = bindTable(trees->schema(), samples::tableFor(*trees, 50));
        const auto ties = rowsWithTies(*trees, rows);
        QVERIFY(std::ranges::none_of(ties, [](bool tie) { return tie; }));
    }
};

QTEST_GUILESS_MAIN(TestCodeTies)
#include "tst_code_ties.moc"
