// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/export_rows.h"
#include "core/model/graph_builder.h"
#include "tests/support/model_samples.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <set>

using namespace leptune;

class TestExportRows : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void standInTheFormOfTheSchema()
    {
        for (const samples::Sample &sample : samples::all()) {
            const RawBatch rows = drawRows(*sample.model, 20, 3);
            QCOMPARE(rows.columns.size(), sample.model->schema().columns.size());
            const Prediction answers = sample.model->predict(rows);
            QCOMPARE(std::max(answers.labels.size(), answers.numbers.size()), std::size_t{20});
        }
    }

    void areTheSameForTheSameSeed()
    {
        const auto model = samples::named("ensemble");
        const auto bits = [&](std::uint64_t seed) {
            return samples::bits(model->predict(drawRows(*model, 100, seed)));
        };
        QVERIFY(bits(1) == bits(1));
        QVERIFY(bits(1) != bits(2));
    }

    void holdMissingUnseenAndExtremeCells()
    {
        const auto model = samples::named("boosted trees");
        const RawBatch rows = drawRows(*model, 1000, 1);
        const std::vector<float> &numbers = rows.columns[0].numbers;
        QVERIFY(std::ranges::count_if(numbers, [](float x) { return std::isnan(x); }) > 20);
        QVERIFY(std::ranges::count_if(numbers, [](float x) { return std::abs(x) > 1e20F; }) > 5);
        const RawCells &color = rows.columns[2];
        std::set<std::string> met;
        for (const std::int32_t code : color.codes)
            met.insert(code < 0 ? std::string()
                                : (*color.dictionary)[static_cast<std::size_t>(code)]);
        for (const char *text : {"", "red", "green", "a,b\"c", "never seen \xC3\xA9"})
            QVERIFY2(met.contains(text), text);
    }

    /// A tree of one question far from all usual numbers.
    void findThresholdsBehindPreprocessing()
    {
        Schema schema = samples::schema(TaskKind::Regression);
        GraphBuilder builder(schema);
        const NodeId x = builder.add(
            Concat{}, {builder.addColumn(1), builder.add(CleanRange{}, {builder.addColumn(0)})});
        TreeEnsemble trees;
        trees.roots = {0};
        trees.nodes = {{0, 123456.7F, 1, 2, true}, {-1, 0.0F, 0, 0, true}, {-1, 0.0F, 1, 0, true}};
        trees.leafValues = {1.0F, 2.0F};
        trees.base = {0.0F};
        const NodeId answer = builder.add(trees, {builder.add(Select{{1, 0}}, {x})});
        const Model model("far", schema, std::move(builder).finish(answer));
        const std::vector<float> answers = model.predict(drawRows(model, 1000, 1)).numbers;
        QVERIFY(std::ranges::count(answers, 1.0F) > 100);
        QVERIFY(std::ranges::count(answers, 2.0F) > 100);
    }
};

QTEST_GUILESS_MAIN(TestExportRows)
#include "tst_export_rows.moc"
