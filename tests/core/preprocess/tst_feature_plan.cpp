// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preprocess/feature_plan.h"

#include <QTest>
#include <algorithm>
#include <cmath>

using namespace leptune;

namespace {

const double kNaN = std::nan("");
const double kInf = HUGE_VAL;

struct Fixture {
    Schema schema;
    std::vector<Column> columns;

    void number(const std::string &name, std::vector<double> values)
    {
        schema.columns.push_back({name, ColumnType::Numeric, true, true});
        columns.push_back(Column::numeric(name, std::move(values)));
    }
    void category(const std::string &name, std::vector<std::string> cells)
    {
        schema.columns.push_back({name, ColumnType::Categorical, false, true});
        columns.push_back(Column::fromTexts(name, ColumnType::Categorical, cells));
    }
    RawBatch batch() const { return bindTable(schema, Table(columns)); }
    FeaturePlan dense(const DensePlanOptions &options = {}) const
    {
        return fitDensePlan(schema, batch(), options);
    }
};

/// Features of one new row.
std::vector<float> features(const Fixture &fixture, const FeaturePlan &plan,
                            std::vector<Column> row)
{
    return applyPlan(plan, bindTable(fixture.schema, Table(std::move(row)))).values;
}

Column oneNumber(double value)
{
    return Column::numeric("x", {value});
}

Column oneWord(const std::string &value)
{
    return Column::fromTexts("x", ColumnType::Categorical, std::vector<std::string>{value});
}

std::vector<std::string> manyWords(int different, int each)
{
    std::vector<std::string> cells;
    for (int i = 0; i < different * each; ++i)
        cells.push_back("w" + std::to_string(i % different));
    return cells;
}

} // namespace

class TestFeaturePlan : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void scalesToZeroAndOneWithMedianAndIndicator()
    {
        Fixture fixture;
        fixture.number("x", {0, 10, kNaN, 2, 4});
        const FeaturePlan plan = fixture.dense();
        QCOMPARE(plan.names(), (std::vector<std::string>{"x", "x (missing)"}));
        const FloatMatrix out = applyPlan(plan, fixture.batch());
        QCOMPARE(out.values, (std::vector<float>{0, 0, 1, 0, 0.3F, 1, 0.2F, 0, 0.4F, 0}));
    }
    void newExtremesStayNearTheKnownRange()
    {
        Fixture fixture;
        fixture.number("x", {0, 10, 2, 4});
        const FeaturePlan plan = fixture.dense();
        QCOMPARE(plan.width(), 1);
        QCOMPARE(features(fixture, plan, {oneNumber(1e30)})[0], 2.0F);
        QCOMPARE(features(fixture, plan, {oneNumber(-1e30)})[0], -1.0F);
        QCOMPARE(features(fixture, plan, {oneNumber(kInf)})[0], 0.3F); // missing: the median
        QCOMPARE(features(fixture, plan, {oneNumber(kNaN)})[0], 0.3F);
    }
    void robustScalingCentersOnTheMedian()
    {
        Fixture fixture;
        fixture.number("x", {0, 1, 2, 3, 4});
        fixture.number("mostly", {5, 5, 5, 5, 9}); // no quartile range: half of the full one
        DensePlanOptions options;
        options.scaling = DensePlanOptions::Scaling::Robust;
        const FloatMatrix out = applyPlan(fixture.dense(options), fixture.batch());
        QCOMPARE(out.at(0, 0), -1.0F);
        QCOMPARE(out.at(4, 0), 1.0F);
        QCOMPARE(out.at(4, 1), 2.0F);
        options.smoothClip = true;
        const FloatMatrix soft = applyPlan(fixture.dense(options), fixture.batch());
        QVERIFY(std::abs(soft.at(4, 1) - 2.0F / std::sqrt(1.0F + 4.0F / 9.0F)) < 1e-6F);
        QVERIFY(std::abs(features(fixture, fixture.dense(options),
                                  {oneNumber(1e38), Column::numeric("mostly", {-1e38})})[0]) <=
                3.0F);
    }
    void leavesConstantColumnsOut()
    {
        Fixture fixture;
        fixture.number("constant", {3, 3, 3});
        fixture.number("empty", {kNaN, kNaN, kNaN});
        fixture.category("same", {"a", "a", "a"});
        QCOMPARE(fixture.dense().width(), 0);
        QCOMPARE(fitTreePlan(fixture.schema, fixture.batch(), 8, ManyCategories::Ordinal).width(),
                 0);
    }
    void farOffCodesForUnknownAreMissing()
    {
        Fixture fixture;
        fixture.number("x", {1, 2, 3, -999, 4, 5, -999});
        fixture.number("real", {-999, -998, -500, 0, 1, 2, 3});
        const FeaturePlan plan = fixture.dense();
        QCOMPARE(plan.names(), (std::vector<std::string>{"x", "x (missing)", "real"}));
        const FloatMatrix out = applyPlan(plan, fixture.batch());
        QCOMPARE(out.at(3, 0), 0.5F);
        QCOMPARE(out.at(3, 1), 1.0F);
        QCOMPARE(out.at(0, 2), 0.0F);
    }
    void oneHotsCategoriesAndForgetsUnseenOnes()
    {
        Fixture fixture;
        fixture.category("x", {"b", "a", "b", "", "c", "c", "b"});
        const FeaturePlan plan = fixture.dense();
        QCOMPARE(plan.names(),
                 (std::vector<std::string>{"x = b", "x = c", "x = a", "x (missing)"}));
        QCOMPARE(features(fixture, plan, {oneWord("c")}), (std::vector<float>{0, 1, 0, 0}));
        QCOMPARE(features(fixture, plan, {oneWord("")}), (std::vector<float>{0, 0, 0, 1}));
        QCOMPARE(features(fixture, plan, {oneWord("zebra")}), (std::vector<float>{0, 0, 0, 0}));
    }
    void twoCategoriesBecomeOneColumn()
    {
        Fixture fixture;
        fixture.category("x", {"no", "yes", "no"});
        const FeaturePlan plan = fixture.dense();
        QCOMPARE(plan.names(), (std::vector<std::string>{"x = yes"}));
        QCOMPARE(features(fixture, plan, {oneWord("yes")})[0], 1.0F);
        QCOMPARE(features(fixture, plan, {oneWord("maybe")})[0], 0.5F);
        QCOMPARE(features(fixture, plan, {oneWord("")})[0], 0.5F);
    }
    void manyCategoriesBecomeRanks()
    {
        Fixture fixture;
        fixture.category("x", manyWords(100, 4));
        const FeaturePlan plan = fixture.dense();
        QCOMPARE(plan.width(), 1);
        const FloatMatrix out = applyPlan(plan, fixture.batch());
        const auto [low, high] = std::ranges::minmax(out.values);
        QVERIFY(low == 0.0F && high < 1.0F);
        QCOMPARE(features(fixture, plan, {oneWord("unheard of")})[0], 1.0F);
        DensePlanOptions options;
        options.beyond = ManyCategories::Drop;
        QCOMPARE(fixture.dense(options).width(), 0);
        QCOMPARE(fitTreePlan(fixture.schema, fixture.batch(), 8, ManyCategories::Drop).width(), 0);
    }
    void identifiersAreNotUsed()
    {
        Fixture fixture;
        fixture.category("x", manyWords(50, 1));
        QCOMPARE(fixture.dense().width(), 0);
    }
    void rareCategoriesCountAsUnseen()
    {
        std::vector<std::string> cells = manyWords(3, 1000);
        cells.push_back("once");
        Fixture fixture;
        fixture.category("x", cells);
        const FeaturePlan plan = fixture.dense();
        QCOMPARE(plan.width(), 3);
        QCOMPARE(features(fixture, plan, {oneWord("once")}), (std::vector<float>{0, 0, 0}));
    }
    void categoriesSpelledAsNumbersEnterAsNumbers()
    {
        Fixture fixture;
        fixture.schema.columns.push_back({"x", ColumnType::Categorical, true, true});
        fixture.columns.push_back(oneWord("7"));
        fixture.columns[0] = Column::fromTexts("x", ColumnType::Categorical,
                                               std::vector<std::string>{"7", "8", "7", "9"});
        const FeaturePlan plan = fixture.dense();
        QCOMPARE(plan.names(), (std::vector<std::string>{"x = 7", "x = 8", "x = 9"}));
        QCOMPARE(features(fixture, plan, {oneNumber(9)}), (std::vector<float>{0, 0, 1}));
        QCOMPARE(features(fixture, plan, {oneWord("8.0")}), (std::vector<float>{0, 1, 0}));
    }
    void treesKeepMissingCellsAndUnscaledNumbers()
    {
        Fixture fixture;
        fixture.number("x", {0, 10, kNaN, kInf});
        const FloatMatrix out = applyPlan(
            fitTreePlan(fixture.schema, fixture.batch(), 8, ManyCategories::Drop), fixture.batch());
        QCOMPARE(out.at(1, 0), 10.0F);
        QVERIFY(std::isnan(out.at(2, 0)) && std::isnan(out.at(3, 0)));
    }
    void datesGivePartsThatVary()
    {
        Fixture fixture;
        fixture.schema.columns.push_back({"x", ColumnType::DateTime, true, true});
        fixture.columns.push_back(Column::dateTime("x", {0, 1, 40, kNaN}));
        const FeaturePlan plan =
            fitTreePlan(fixture.schema, fixture.batch(), 8, ManyCategories::Drop);
        QCOMPARE(plan.names(),
                 (std::vector<std::string>{"x (elapsed)", "x (month)", "x (weekday)"}));
        const FloatMatrix out = applyPlan(plan, fixture.batch());
        QCOMPARE(std::vector<float>(out.row(2).begin(), out.row(2).end()),
                 (std::vector<float>{40, 2, 3}));
        const FeaturePlan dense = fixture.dense();
        QCOMPARE(dense.names().back(), std::string("x (missing)"));
        const FloatMatrix scaled = applyPlan(dense, fixture.batch());
        for (const float value : scaled.values)
            QVERIFY(value >= 0.0F && value <= 1.0F);
    }
    void textAndUnusedColumnsAreSkipped()
    {
        Fixture fixture;
        fixture.category("t", {"some words", "other words", "more"});
        fixture.category("u", {"a", "b", "a"});
        fixture.schema.columns[0].type = ColumnType::Text;
        fixture.schema.columns[1].used = false;
        QCOMPARE(fixture.dense().width(), 0);
    }
    void wideCategoriesDoNotExplode()
    {
        Fixture fixture;
        for (int i = 0; i < 300; ++i)
            fixture.category("c" + std::to_string(i), manyWords(60, 5));
        const int width = fixture.dense().width();
        QVERIFY2(width <= 4096 + 300, std::to_string(width).c_str());
        QVERIFY(width >= 300);
    }
    void batchesAndThreadsChangeNothing()
    {
        Fixture fixture;
        std::vector<double> numbers;
        for (int i = 0; i < 6000; ++i)
            numbers.push_back(i % 7 == 0 ? kNaN : std::sin(i) * 100);
        fixture.number("x", numbers);
        fixture.category("c", manyWords(20, 300));
        DensePlanOptions options;
        options.scaling = DensePlanOptions::Scaling::Robust;
        options.smoothClip = true;
        const FeaturePlan plan = fixture.dense(options);
        const RawBatch batch = fixture.batch();
        const FloatMatrix together = applyPlan(plan, batch, 3);
        QCOMPARE(applyPlan(plan, batch, 1).values, together.values);
        for (std::size_t row = 0; row < 6000; row += 613)
            QVERIFY(
                std::ranges::equal(applyPlan(plan, batch.slice(row, 1)).values, together.row(row)));
    }
};

QTEST_GUILESS_MAIN(TestFeaturePlan)
#include "tst_feature_plan.moc"
