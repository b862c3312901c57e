// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/model/graph_builder.h"
#include "core/model/model.h"
#include "tests/support/model_samples.h"

#include <QTest>

#include <cmath>
#include <map>

using namespace leptune;

/// What each operation gives, and that it gives the same bits for any batch and thread count.
class TestInterpreter : public QObject {
    Q_OBJECT
private:
    static constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

    /// One operation on rows of features.
    static FloatMatrix apply(const Op &op, int width, std::vector<float> values, int inputs = 1)
    {
        Schema schema;
        GraphBuilder builder(schema);
        const NodeId matrix = builder.addMatrixInput(width);
        const NodeId output =
            builder.add(op, std::vector<NodeId>(static_cast<std::size_t>(inputs), matrix));
        const auto graph = std::make_shared<const Graph>(std::move(builder).finish(output));
        FloatMatrix features(values.size() / static_cast<std::size_t>(width),
                             static_cast<std::size_t>(width));
        features.values = std::move(values);
        return Interpreter(graph).run(features);
    }
    static void compare(const FloatMatrix &have, const std::vector<double> &want,
                        double tolerance = 1e-6)
    {
        QCOMPARE(have.values.size(), want.size());
        for (std::size_t i = 0; i < want.size(); ++i)
            QVERIFY2(
                std::abs(static_cast<double>(have.values[i]) - want[i]) <= tolerance,
                qPrintable(
                    QStringLiteral("%1: %2 is not %3").arg(i).arg(have.values[i]).arg(want[i])));
    }

private Q_SLOTS:
    void givesTheSameBitsForAnyBatchAndThreads_data()
    {
        QTest::addColumn<QString>("name");
        for (const samples::Sample &sample : samples::all())
            QTest::newRow(sample.name.c_str()) << QString::fromStdString(sample.name);
    }
    void givesTheSameBitsForAnyBatchAndThreads()
    {
        QFETCH(QString, name);
        const auto model = samples::named(name.toStdString());
        const RawBatch batch = bindTable(model->schema(), samples::tableFor(*model, 601));
        const auto whole = model->predict(batch);
        QCOMPARE(samples::bits(model->predict(batch, 3)), samples::bits(whole));
        for (const std::size_t size : {std::size_t{1}, std::size_t{7}, std::size_t{256}}) {
            Prediction parts;
            for (std::size_t begin = 0; begin < batch.rows; begin += size) {
                const Prediction part =
                    model->predict(batch.slice(begin, std::min(size, batch.rows - begin)));
                const auto add = [](auto &to, const auto &from) {
                    to.insert(to.end(), from.begin(), from.end());
                };
                add(parts.probabilities.values, part.probabilities.values);
                add(parts.numbers, part.numbers);
                add(parts.labels, part.labels);
            }
            QCOMPARE(samples::bits(parts), samples::bits(whole));
        }
    }

    /// The interpreter's look-ups and merged columns against applyPlan's one chain at a time.
    void runsPlansLikeTheTrainingSide()
    {
        const Schema schema = samples::schema(TaskKind::MultiClass, 4);
        auto plan = std::make_shared<FeaturePlan>();
        plan->chains = {{0, {Impute{{1.0F}}, Scale{{0.5F}, {2.0F}}}, {}},
                        {2, {LookUp{{"red", "green"}, {}, {1.0F, 2.0F}, 7.0F, 8.0F}}, {}},
                        {1, {Impute{{3.0F}}, Scale{{0.25F}, {4.0F}}}, {}},
                        {3, {LookUp{{}, {0.0F, 2.0F}, {1.0F, 2.0F}, 7.0F, 8.0F}}, {}}};
        GraphBuilder builder(schema);
        const NodeId features = builder.addPlan(plan);
        QCOMPARE(builder.addPlan(plan), features);
        const auto graph = std::make_shared<const Graph>(std::move(builder).finish(features));
        const RawBatch batch = bindTable(schema, samples::table(300));
        QCOMPARE(Interpreter(graph).run(batch).values, applyPlan(*plan, batch).values);
    }

    void multipliesAndAddsBias()
    {
        // 17 outputs cross the tile of 16, 5 rows the tile of 4.
        Dense op{3, 17, {}, {}};
        for (int i = 0; i < 51; ++i)
            op.weights.push_back(static_cast<float>(i % 7) - 3.0F);
        for (int i = 0; i < 17; ++i)
            op.bias.push_back(static_cast<float>(i));
        std::vector<float> x;
        for (int i = 0; i < 15; ++i)
            x.push_back(static_cast<float>(i % 4));
        std::vector<double> want;
        for (std::size_t row = 0; row < 5; ++row)
            for (std::size_t o = 0; o < 17; ++o) {
                double sum = static_cast<double>(op.bias[o]);
                for (std::size_t i = 0; i < 3; ++i)
                    sum += static_cast<double>(x[row * 3 + i]) *
                           static_cast<double>(op.weights[i * 17 + o]);
                want.push_back(sum);
            }
        compare(apply(op, 3, x), want, 0.0);
    }

    void activates_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QList<double>>("want");
        // numpy in double: x * tanh(logaddexp(0, x)), 0.5 x (1 + erf(x / sqrt 2)), ...
        // dtype=torch.float64))
        QTest::newRow("relu") << 0 << QList<double>{0, 0, 0, 0.5, 30};
        QTest::newRow("elu") << 1 << QList<double>{-1, -0.632120558828558, 0, 0.5, 30};
        QTest::newRow("selu") << 2
                              << QList<double>{-1.75809934084738, -1.11133073781, 0, 0.525350493674,
                                               31.5210296207};
        QTest::newRow("gelu") << 3 << QList<double>{0, -0.158655253931457, 0, 0.345731230637, 30};
        QTest::newRow("mish") << 4
                              << QList<double>{-2.80728689e-12, -0.303401461374, 0, 0.375245211305,
                                               30};
        QTest::newRow("silu") << 5
                              << QList<double>{-2.80728689e-12, -0.268941421369995, 0,
                                               0.311229665600927, 30};
        QTest::newRow("tanh") << 6 << QList<double>{-1, -0.761594155955765, 0, 0.46211715726001, 1};
        QTest::newRow("sigmoid") << 7
                                 << QList<double>{9.357622968839e-14, 0.268941421369995, 0.5,
                                                  0.622459331201855, 1};
    }
    void activates()
    {
        QFETCH(int, kind);
        QFETCH(QList<double>, want);
        compare(apply(Activation{static_cast<ActivationKind>(kind)}, 1,
                      {-30.0F, -1.0F, 0.0F, 0.5F, 30.0F}),
                {want.begin(), want.end()});
    }

    void sendsMissingValuesTheTreesWay()
    {
        // x0 < 1 ? (leaf 1) : (x1 < 2 ? leaf 2 : leaf 3); NaN in x0 goes right, in x1 left.
        TreeEnsemble op{1,
                        {0},
                        {{0, 1.0F, 1, 2, false},
                         {-1, 0.0F, 0, 0, true},
                         {1, 2.0F, 3, 4, true},
                         {-1, 0.0F, 1, 0, true},
                         {-1, 0.0F, 2, 0, true}},
                        {1.0F, 2.0F, 3.0F},
                        {0.5F}};
        const float inf = std::numeric_limits<float>::infinity();
        compare(apply(op, 2, {0.0F, 0.0F, 1.0F, 1.0F, kNaN, 2.0F, inf, kNaN, -inf, inf}),
                {1.5, 2.5, 3.5, 2.5, 1.5});
    }

    void sumsKernels()
    {
        const KernelSum op{2, 1, 0.5F, {0.0F, 0.0F, 1.0F, 1.0F}, {2.0F, -1.0F}, {0.25F}};
        compare(apply(op, 2, {0.0F, 0.0F, 1.0F, 0.0F, 1e30F, 0.0F}),
                {0.25 + 2.0 - std::exp(-1.0), 0.25 + 2.0 * std::exp(-0.5) - std::exp(-0.5), 0.25});
    }

    void takesTheNearestAndTheFirstOfEqual()
    {
        const std::vector<float> points{0.0F, 2.0F, -2.0F, 5.0F};
        const std::vector<float> values{1.0F, 2.0F, 4.0F, 8.0F};
        compare(apply(Neighbours{1, 1, 2, false, points, values}, 1, {0.0F, 6.0F, kNaN}),
                {1.5, 5.0, 1.5});
        compare(apply(Neighbours{1, 1, 2, true, points, values}, 1, {0.0F, 0.5F, -3.0F}),
                {1.0, (1.0 / 0.5 + 2.0 / 1.5) / (1.0 / 0.5 + 1.0 / 1.5),
                 (4.0 + 1.0 / 3.0) / (1.0 + 1.0 / 3.0)});
    }

    void answersProbabilities()
    {
        compare(apply(Softmax{}, 2, {0.0F, 0.0F, 1000.0F, 0.0F}), {0.5, 0.5, 1.0, 0.0});
        compare(apply(Logistic{}, 1, {0.0F, 2.0F, -200.0F}),
                {0.5, 0.5, 0.119202922, 0.880797078, 1.0, 0.0});
        compare(apply(Normalize{}, 2, {1.0F, 3.0F, -1.0F, 2.0F, 0.0F, kNaN}),
                {0.25, 0.75, 0.0, 1.0, 0.5, 0.5});
        compare(apply(Calibrate{{1.0F, 1.0F}, {0.0F, 0.0F}}, 2, {0.25F, 0.75F, 0.0F, 1.0F}),
                {0.25, 0.75, 1e-7, 1.0});
        compare(apply(Calibrate{{2.0F, 2.0F}, {0.0F, 0.0F}}, 2, {0.25F, 0.75F}), {0.1, 0.9});
    }

    void combinesInputs()
    {
        compare(apply(WeightedSum{{0.5F, 0.25F}}, 2, {4.0F, 8.0F}, 2), {3.0, 6.0});
        compare(apply(Concat{}, 2, {1.0F, 2.0F, 3.0F, 4.0F}, 2), {1, 2, 1, 2, 3, 4, 3, 4});
        compare(apply(Select{{1, 1, 0}}, 2, {1.0F, 2.0F}), {2, 2, 1});
        compare(apply(Clip{-1.0F, 1.0F}, 1, {-3.0F, 0.5F, 3.0F}), {-1.0, 0.5, 1.0});
    }

    void showsWhatEveryNodeGives()
    {
        Schema schema;
        GraphBuilder builder(schema);
        const NodeId input = builder.addMatrixInput(1);
        const NodeId doubled = builder.add(WeightedSum{{2.0F}}, {input});
        const NodeId limited = builder.add(Clip{0.0F, 5.0F}, {doubled});
        const Interpreter interpreter(
            std::make_shared<const Graph>(std::move(builder).finish(limited)));
        FloatMatrix rows(600, 1);
        for (std::size_t i = 0; i < rows.rows; ++i)
            rows.values[i] = static_cast<float>(i);
        std::map<NodeId, std::vector<float>> met;
        const auto take = [&](NodeId node, std::span<const float> values) {
            met[node].insert(met[node].end(), values.begin(), values.end());
        };
        interpreter.watch(rows, take, {});
        QCOMPARE(met.size(), std::size_t{2});
        QCOMPARE(met[limited], interpreter.run(rows).values);
        QCOMPARE(met[doubled].size(), rows.rows);
        QCOMPARE(met[doubled].back(), 1198.0F);
        met.clear();
        interpreter.watch(rows, take, [] { return true; });
        QVERIFY(!met[limited].empty() && met[limited].size() < rows.rows);
    }

    void answersNoRowsWithNothing()
    {
        const auto model = samples::named("ensemble");
        const Prediction none = model->predict(samples::table(0));
        QVERIFY(none.labels.empty());
        QCOMPARE(none.probabilities.columns, std::size_t{3});
    }

    void refusesABatchWithoutAColumnItReads()
    {
        const auto model = samples::named("clipped network");
        RawBatch batch = bindTable(model->schema(), samples::table(3));
        batch.columns[0].numbers.clear();
        QVERIFY_EXCEPTION_THROWN(model->predict(batch), Error);
    }
};

QTEST_GUILESS_MAIN(TestInterpreter)
#include "tst_interpreter.moc"
