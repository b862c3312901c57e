// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/integer_layers.h"
#include "core/model/graph_builder.h"
#include "tests/support/model_samples.h"

#include <QTest>

#include <algorithm>
#include <limits>

using namespace leptune;

namespace {

template <typename Op>
std::size_t count(const Model &model)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        model.graph().nodes, [](const Node &node) { return std::holds_alternative<Op>(node.op); }));
}

RawBatch rowsFor(const Model &model)
{
    return bindTable(model.schema(), samples::tableFor(model, 500, 3));
}

std::shared_ptr<const Model> rounded(const char *name)
{
    const auto model = samples::named(name);
    return withIntegerLayers(*model, rowsFor(*model));
}

} // namespace

/// Layers of a Model that was trained in floats, in whole numbers.
class TestIntegerLayers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundsDenseLayersAndConvolutions()
    {
        const auto network = rounded("network relu");
        QCOMPARE(count<Dense>(*network), std::size_t{0});
        QCOMPARE(count<IntegerDense>(*network), std::size_t{2});
        QVERIFY(!hasFloatLayers(network->graph()));
        const auto pictures = rounded("picture network");
        QCOMPARE(count<Convolution>(*pictures), std::size_t{0});
        QVERIFY(count<IntegerConvolution>(*pictures) > 0);
    }

    void answersNearlyAsBefore()
    {
        const auto model = samples::named("network relu");
        const RawBatch rows = rowsFor(*model);
        const Prediction before = model->predict(rows);
        const Prediction after = rounded("network relu")->predict(rows);
        double sum = 0.0;
        for (std::size_t i = 0; i < before.probabilities.values.size(); ++i)
            sum += std::abs(static_cast<double>(before.probabilities.values[i]) -
                            static_cast<double>(after.probabilities.values[i]));
        QVERIFY(sum / static_cast<double>(before.probabilities.values.size()) < 0.01);
        QVERIFY(sum > 0.0);
    }

    void takesTheRangeOfTheRows()
    {
        const auto model = rounded("network relu");
        for (const Node &node : model->graph().nodes)
            if (const auto *dense = std::get_if<IntegerDense>(&node.op)) {
                QVERIFY(dense->inputStep > 0.0F);
                QVERIFY(dense->inputStep < 1.0F);
                const bool isHidden = dense->outputs == 3;
                if (isHidden) // behind a Relu
                    QCOMPARE(dense->zeroPoint, 0);
                else
                    QVERIFY(dense->zeroPoint > 0);
            }
    }

    void leavesOutTheEndsOfTheRange()
    {
        const auto model = samples::named("network relu");
        const auto stepOf = [&](double tail) {
            const auto result = withIntegerLayers(*model, rowsFor(*model), tail);
            for (const Node &node : result->graph().nodes)
                if (const auto *dense = std::get_if<IntegerDense>(&node.op))
                    return dense->inputStep;
            return 0.0F;
        };
        QVERIFY(stepOf(0.02) < stepOf(0.0));
    }

    void leavesTreesAndWholeNumbersAlone()
    {
        for (const char *name : {"boosted trees", "integer network", "neighbours"}) {
            const auto model = samples::named(name);
            QVERIFY(!hasFloatLayers(model->graph()));
            QCOMPARE(pack(*withIntegerLayers(*model, rowsFor(*model))), pack(*model));
        }
    }

    void leavesLayersInFloatsThatCanNotBeRounded()
    {
        const Schema schema = samples::schema(TaskKind::Regression);
        GraphBuilder builder(schema);
        const NodeId x = builder.add(Concat{}, {builder.addColumn(0), builder.addColumn(1)});
        const float infinity = std::numeric_limits<float>::infinity();
        const NodeId answer = builder.add(Dense{2, 1, {infinity, 1.0F}, {0.0F}}, {x});
        const Model model("infinite", schema, std::move(builder).finish(answer));
        QVERIFY(!hasFloatLayers(model.graph()));
        QCOMPARE(pack(*withIntegerLayers(model, rowsFor(model))), pack(model));
    }

    /// An answer that is bent at the end would have 256 values only.
    void leavesBendsOfTheAnswerInFloats()
    {
        const Schema schema = samples::schema(TaskKind::Regression);
        GraphBuilder builder(schema);
        const NodeId x = builder.add(Concat{}, {builder.addColumn(0), builder.addColumn(1)});
        const NodeId score = builder.add(Dense{2, 1, {0.5F, 0.25F}, {0.0F}}, {x});
        const NodeId hinges = builder.add(Dense{1, 2, {1.0F, 1.0F}, {0.0F, -1.0F}}, {score});
        const NodeId above = builder.add(Activation{ActivationKind::Relu}, {hinges});
        const NodeId answer = builder.add(Dense{2, 1, {1.0F, 3.0F}, {2.0F}}, {above});
        const Model model("bent", schema, std::move(builder).finish(answer));
        const auto rounded = withIntegerLayers(model, rowsFor(model));
        QCOMPARE(count<IntegerDense>(*rounded), std::size_t{1});
        QCOMPARE(count<Dense>(*rounded), std::size_t{2});
    }
};

QTEST_GUILESS_MAIN(TestIntegerLayers)
#include "tst_integer_layers.moc"
