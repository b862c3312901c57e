// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/model/graph_builder.h"
#include "core/model/model.h"
#include "tests/support/model_samples.h"

#include <QTest>

using namespace leptune;

/// Models: decisions, the native file, size and latency.
class TestModel : public QObject {
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
    static FloatMatrix matrix(std::size_t columns, std::vector<float> values)
    {
        FloatMatrix result(values.size() / columns, columns);
        result.values = std::move(values);
        return result;
    }
    static Graph constantGraph(const Schema &schema, std::vector<float> answer)
    {
        GraphBuilder builder(schema);
        const int width = static_cast<int>(answer.size());
        const NodeId output =
            builder.add(Dense{0, width, {}, std::move(answer)}, {builder.add(Concat{}, {})});
        return std::move(builder).finish(output);
    }

private Q_SLOTS:
    void packsAndUnpacksBitForBit_data()
    {
        QTest::addColumn<QString>("name");
        for (const samples::Sample &sample : samples::all())
            QTest::newRow(sample.name.c_str()) << QString::fromStdString(sample.name);
    }
    void packsAndUnpacksBitForBit()
    {
        QFETCH(QString, name);
        const auto model = samples::named(name.toStdString());
        const auto bytes = pack(*model);
        QCOMPARE(model->sizeBytes(), std::uint64_t{bytes.size()});
        const auto again = unpack(bytes, "test");
        QCOMPARE(again->name(), model->name());
        QCOMPARE(again->threshold(), model->threshold());
        QCOMPARE(again->provenance(), model->provenance());
        QCOMPARE(pack(*again), bytes);
        for (std::size_t i = 0; i < model->schema().columns.size(); ++i)
            QCOMPARE(again->schema().columns[i].used, model->schema().columns[i].used);
        const Table table = samples::tableFor(*model, 200);
        QCOMPARE(samples::bits(again->predict(table)), samples::bits(model->predict(table)));
    }

    void packsTreesCompactly()
    {
        const Schema schema = samples::schema(TaskKind::Regression);
        GraphBuilder builder(schema);
        std::vector<NodeId> columns;
        for (const int i : {0, 1, 3})
            columns.push_back(builder.addColumn(i));
        const TreeEnsemble trees = samples::randomTrees(3, 100, 6, 1, 3);
        const std::size_t nodes = trees.nodes.size();
        const NodeId output = builder.add(trees, {builder.add(Concat{}, columns)});
        const Model model("trees", schema, std::move(builder).finish(output));
        // A split takes two or three bytes, a leaf five.
        QVERIFY2(model.sizeBytes() < 4 * nodes + 1500,
                 qPrintable(QString::number(model.sizeBytes())));
    }

    void refusesDamageAndNewerFormats()
    {
        auto bytes = pack(*samples::named("ensemble"));
        const auto codeFor = [](const std::vector<std::uint8_t> &file) {
            return codeOf([&] { unpack(file, "file"); });
        };
        auto flipped = bytes;
        flipped[bytes.size() / 2] ^= 1;
        QCOMPARE(codeFor(flipped), ErrorCode::BadFormat);
        auto newer = bytes;
        newer[8] = 3;
        QCOMPARE(codeFor(newer), ErrorCode::NewerFormat);
        auto longer = bytes;
        longer.push_back(0);
        QCOMPARE(codeFor(longer), ErrorCode::BadFormat);
        for (std::size_t size = 0; size < bytes.size(); size += 1 + size / 16)
            QCOMPARE(codeFor({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)}),
                     ErrorCode::BadFormat);
    }

    void refusesGraphsThatDoNotAnswerTheTask()
    {
        const Schema binary = samples::schema(TaskKind::Binary, 2);
        const Graph three = constantGraph(binary, {0.2F, 0.3F, 0.5F});
        QCOMPARE(codeOf([&] { Model("m", binary, three); }), ErrorCode::BadFormat);
        Schema twice = binary;
        twice.columns[1].name = twice.columns[0].name;
        QCOMPARE(codeOf([&] {
                     Model("m", twice, constantGraph(binary, {0.5F, 0.5F}));
                 }),
                 ErrorCode::BadFormat);
        Schema text = binary;
        text.columns[0].asNumber = false;
        GraphBuilder builder(binary);
        const NodeId output = builder.add(Logistic{}, {builder.addColumn(0)});
        const Graph graph = std::move(builder).finish(output);
        QCOMPARE(codeOf([&] { Model("m", text, graph); }), ErrorCode::BadFormat);
    }

    void doesNotNeedColumnsItDoesNotRead()
    {
        const auto model = samples::named("clipped network");
        const Table table = samples::table(20);
        QVERIFY(!model->schema().columns[6].used);
        const Table less = table.withoutColumns({"spare"});
        QCOMPARE(samples::bits(model->predict(less)), samples::bits(model->predict(table)));
        QCOMPARE(codeOf([&] { model->predict(table.withoutColumns({"code"})); }),
                 ErrorCode::BadColumn);
    }

    void changesNothingButTheNameWhenRenamed()
    {
        const auto model = samples::named("forest");
        const auto renamed = model->renamed("a longer name");
        QCOMPARE(renamed->name(), std::string("a longer name"));
        QCOMPARE(renamed->sizeBytes(), model->sizeBytes() + 7);
        const Table table = samples::table(20);
        QCOMPARE(samples::bits(renamed->predict(table)), samples::bits(model->predict(table)));
    }

    void measuresLatency()
    {
        const auto model = samples::named("boosted trees");
        const RawBatch batch = bindTable(model->schema(), samples::table(50));
        const double microseconds = measureLatencyMicroseconds(*model, batch);
        QVERIFY(microseconds > 0.0 && microseconds < 1000.0);
        QVERIFY(std::isnan(
            measureLatencyMicroseconds(*model, bindTable(model->schema(), samples::table(0)))));
    }
};

QTEST_GUILESS_MAIN(TestModel)
#include "tst_model.moc"
