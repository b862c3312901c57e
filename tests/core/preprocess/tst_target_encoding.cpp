// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/preprocess/target_encoding.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <numeric>

using namespace leptune;

namespace {

constexpr int kRows = 600;

/// One number, one column of 12 categories with missing cells, one of 3; the target follows the 12.
std::shared_ptr<const StudyData> makeData(int classes, bool many = true)
{
    std::vector<double> numbers;
    std::vector<std::string> cities;
    std::vector<std::string> colours;
    Target target;
    RandomStream random(5);
    for (int i = 0; i < kRows; ++i) {
        const int city = static_cast<int>(random.below(12));
        numbers.push_back(random.uniform());
        cities.push_back(i % 50 == 0 ? "" : "city" + std::to_string(many ? city : city % 4));
        colours.push_back("colour" + std::to_string(i % 3));
        target.values.push_back(classes == 0 ? static_cast<float>(city)
                                             : static_cast<float>(city % classes));
    }
    target.task = classes == 0   ? TaskKind::Regression
                  : classes == 2 ? TaskKind::Binary
                                 : TaskKind::MultiClass;
    for (int i = 0; i < classes; ++i)
        target.classes.push_back(std::to_string(i));
    target.positive = classes == 2 ? 1 : -1;
    Schema schema;
    schema.columns = {{"n", ColumnType::Numeric, true, true},
                      {"city", ColumnType::Categorical, false, true},
                      {"colour", ColumnType::Categorical, false, true}};
    const Table table({Column::numeric("n", numbers),
                       Column::fromTexts("city", ColumnType::Categorical, cities),
                       Column::fromTexts("colour", ColumnType::Categorical, colours)});
    return std::make_shared<const StudyData>(schema, table, target);
}

View viewOf(const std::shared_ptr<const StudyData> &data, std::uint32_t begin, std::uint32_t end)
{
    Rows rows(end - begin);
    std::iota(rows.begin(), rows.end(), begin);
    return {data, std::make_shared<const Rows>(std::move(rows))};
}

} // namespace

class TestTargetEncoding : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void addsOneColumnAClassBeyondTwo_data()
    {
        QTest::addColumn<int>("classes");
        QTest::addColumn<int>("columns");
        QTest::newRow("regression") << 0 << 1;
        QTest::newRow("binary") << 2 << 1;
        QTest::newRow("three classes") << 3 << 3;
    }
    void addsOneColumnAClassBeyondTwo()
    {
        QFETCH(int, classes);
        QFETCH(int, columns);
        const auto data = makeData(classes);
        const TreeFeatures features =
            makeTreeFeatures(viewOf(data, 0, 500), viewOf(data, 500, 600), 1);
        QCOMPARE(features.plan->width(), data->tree().plan->width() + columns);
        QCOMPARE(features.train.columns, static_cast<std::size_t>(features.plan->width()));
        QCOMPARE(features.validation.rows, 100U);
    }
    void withoutManyCategoriesThePlanIsShared()
    {
        const auto data = makeData(2, false);
        const TreeFeatures features =
            makeTreeFeatures(viewOf(data, 0, 500), viewOf(data, 500, 600), 1);
        QCOMPARE(features.plan.get(), data->tree().plan.get());
        QCOMPARE(features.train.rows, 500U);
    }
    void validationRowsAreWhatThePlanGives()
    {
        const auto data = makeData(3);
        const View validation = viewOf(data, 500, 600);
        const TreeFeatures features = makeTreeFeatures(viewOf(data, 0, 500), validation, 1);
        const FloatMatrix again =
            applyPlan(*features.plan, data->batch().gathered(validation.rows()));
        QVERIFY(again.values == features.validation.values);
    }
    void meansAreSmoothedTowardsThePrior()
    {
        const auto data = makeData(0);
        const View train = viewOf(data, 0, 500);
        const TreeFeatures features = makeTreeFeatures(train, View(), 1);
        const LookUp step = std::get<LookUp>(features.plan->chains.back().steps.front());
        double sum = 0.0;
        double citySum = 0.0;
        double cityRows = 0.0;
        const RawCells &cells = data->batch().columns[1];
        for (const std::uint32_t row : train.rows()) {
            sum += data->target().values[row];
            const std::int32_t code = cells.codes[row];
            if (code >= 0 && (*cells.dictionary)[static_cast<std::size_t>(code)] == "city7") {
                citySum += data->target().values[row];
                cityRows += 1.0;
            }
        }
        const double prior = sum / 500.0;
        const auto place = std::ranges::find(step.keys, "city7") - step.keys.begin();
        QVERIFY(std::abs(step.values[static_cast<std::size_t>(place)] -
                         (citySum + 10.0 * prior) / (cityRows + 10.0)) < 1e-5);
        QVERIFY(std::abs(step.unseen - prior) < 1e-5);
        QVERIFY(std::abs(step.missing - prior) > 1e-7); // its own mean
    }
    void trainingRowsNeverSeeTheirOwnTarget()
    {
        // Changing one row's target must not change that row's own value.
        const auto data = makeData(2);
        const View train = viewOf(data, 0, 500);
        Target changed = data->target();
        changed.values[123] = 1.0F - changed.values[123];
        std::vector<Column> columns;
        const RawBatch &batch = data->batch();
        std::vector<double> numbers(batch.columns[0].numbers.begin(),
                                    batch.columns[0].numbers.end());
        columns.push_back(Column::numeric("n", numbers));
        for (const int c : {1, 2}) {
            const RawCells &cells = batch.columns[static_cast<std::size_t>(c)];
            columns.push_back(Column::coded(c == 1 ? "city" : "colour", ColumnType::Categorical,
                                            cells.codes, *cells.dictionary));
        }
        const auto other =
            std::make_shared<const StudyData>(data->schema(), Table(columns), changed);
        const FloatMatrix before = makeTreeFeatures(train, View(), 1).train;
        const FloatMatrix after = makeTreeFeatures(viewOf(other, 0, 500), View(), 1).train;
        QCOMPARE(after.at(123, after.columns - 1), before.at(123, before.columns - 1));
        QVERIFY(after.values != before.values);
    }
    void theSeedDecides()
    {
        const auto data = makeData(2);
        const View train = viewOf(data, 0, 500);
        QVERIFY(makeTreeFeatures(train, View(), 4).train.values ==
                makeTreeFeatures(train, View(), 4).train.values);
        QVERIFY(makeTreeFeatures(train, View(), 4).train.values !=
                makeTreeFeatures(train, View(), 5).train.values);
    }
};

QTEST_GUILESS_MAIN(TestTargetEncoding)
#include "tst_target_encoding.moc"
