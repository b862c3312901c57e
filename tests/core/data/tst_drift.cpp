// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/data/drift.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace leptune;

namespace {

const double kMissing = std::nan("");

Column numbers(const char *name, int rows, const std::function<double(int)> &value)
{
    std::vector<double> values;
    for (int row = 0; row < rows; ++row)
        values.push_back(value(row));
    return Column::numeric(name, std::move(values));
}

Column categories(const char *name, int rows, const std::function<std::string(int)> &value)
{
    std::vector<std::string> cells;
    for (int row = 0; row < rows; ++row)
        cells.push_back(value(row));
    return Column::fromTexts(name, ColumnType::Categorical, cells);
}

Schema schemaOf(const Table &table)
{
    Schema schema;
    for (std::size_t i = 0; i < table.columns(); ++i)
        schema.columns.push_back(
            {table.column(i).name(), table.column(i).type(), !table.column(i).isCoded(), true, {}});
    return schema;
}

/// Draws of one distribution: a normal number with some missing cells, four towns and many streets.
Table drawn(int rows, std::uint64_t seed)
{
    RandomStream random(seed);
    const char *towns[] = {"Bonn", "Ulm", "Kiel", "Jena"};
    return Table(
        {numbers("age", rows,
                 [&](int) {
                     return random.uniform() < 0.05 ? kMissing : 40.0 + 10.0 * random.normal();
                 }),
         categories("town", rows, [&](int) { return towns[random.below(4)]; }),
         categories("street", rows, [&](int) { return std::to_string(random.below(2000)); })});
}

ColumnDrift compared(Column before, Column now)
{
    const Table training({std::move(before)}), rows({std::move(now)});
    const DriftReport report = compareWithTraining(schemaOf(training), training, rows);
    return report.columns.at(0);
}

} // namespace

class TestDrift : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawsOfOneDistributionAreAlike_data()
    {
        QTest::addColumn<int>("rows");
        for (const int rows : {1, 5, 30, 300, 5000})
            QTest::addRow("%d rows", rows) << rows;
    }
    void drawsOfOneDistributionAreAlike()
    {
        QFETCH(int, rows);
        const Table training = drawn(3000, 1);
        int alarms = 0;
        constexpr int kTries = 40;
        for (int i = 0; i < kTries; ++i) {
            const DriftReport report = compareWithTraining(
                schemaOf(training), training, drawn(rows, 100 + static_cast<std::uint64_t>(i)));
            QCOMPARE(report.columns.size(), std::size_t{3});
            alarms += report.notable().empty() ? 0 : 1;
        }
        QVERIFY2(alarms <= 2, qPrintable(QString::number(alarms)));
    }

    void missingCellsAreNoticed()
    {
        const auto full = [](int row) { return row % 50; };
        const auto holey = [](int row) { return row % 4 == 0 ? kMissing : row % 50; };
        const ColumnDrift drift = compared(numbers("a", 1000, full), numbers("a", 200, holey));
        QVERIFY(drift.isMissingOften);
        QCOMPARE(drift.missingBefore, 0.0);
        QCOMPARE(drift.missingNow, 0.25);
        QVERIFY(!drift.isOutside && !drift.isShifted && !drift.isUnseen);
    }

    void aFewMissingCellsAreNoticedWhereThereWereNone()
    {
        const auto full = [](int row) { return row % 50; };
        const auto few = [](int row) { return row < 3 ? kMissing : row % 50; };
        QVERIFY(compared(numbers("a", 1000, full), numbers("a", 100, few)).isMissingOften);
        // A few of many are no sign of anything.
        QVERIFY(!compared(numbers("a", 1000, full), numbers("a", 1000, few)).isMissingOften);
    }

    void aCategoryThatTrainingNeverHadIsNoticed()
    {
        const auto three = [](int row) { return std::string(1, static_cast<char>('a' + row % 3)); };
        const auto four = [](int row) {
            return row == 2 ? std::string("new") : std::string(1, static_cast<char>('a' + row % 3));
        };
        const ColumnDrift drift = compared(categories("c", 900, three), categories("c", 9, four));
        QVERIFY(drift.isUnseen);
        QCOMPARE(drift.firstUnseen, std::string("new"));
        QCOMPARE(drift.unseen, 1.0 / 9.0);
        QVERIFY(std::isnan(drift.outside));
    }

    void newNamesAreUsualWhereMostWereMetOnce()
    {
        const auto before = [](int row) { return std::to_string(row / 2); };
        const auto now = [](int row) {
            return row < 10 ? std::to_string(5000 + row) : std::to_string(row);
        };
        const auto once = [](int row) { return std::to_string(row); };
        QVERIFY(!compared(categories("c", 1000, once), categories("c", 100, now)).isUnseen);
        QVERIFY(compared(categories("c", 1000, before), categories("c", 100, now)).isUnseen);
    }

    void numbersBeyondThoseOfTrainingAreNoticed()
    {
        const auto before = [](int row) { return row % 100; };
        const auto now = [](int row) { return row < 3 ? 250.0 : row % 100; };
        const ColumnDrift drift = compared(numbers("a", 1000, before), numbers("a", 100, now));
        QVERIFY(drift.isOutside);
        QCOMPARE(drift.outside, 0.03);
        QCOMPARE(drift.low, 0.0);
        QCOMPARE(drift.high, 99.0);
    }

    void anInfiniteCellIsOutside()
    {
        const auto before = [](int row) { return row % 100; };
        const auto now = [](int row) { return row < 2 ? HUGE_VAL : row % 100; };
        QVERIFY(compared(numbers("a", 1000, before), numbers("a", 20, now)).isOutside);
    }

    void aShiftedDistributionIsNoticedByItsIndex()
    {
        RandomStream random(3);
        const auto normal = [&](int) { return random.normal(); };
        const auto shifted = [&](int) { return 0.8 + random.normal(); };
        const ColumnDrift drift = compared(numbers("a", 4000, normal), numbers("a", 1000, shifted));
        QVERIFY(drift.isShifted);
        // Two normal distributions that are d apart have an index of d squared.
        QVERIFY2(std::abs(drift.stabilityIndex - 0.64) < 0.15,
                 qPrintable(QString::number(drift.stabilityIndex)));
    }

    void otherSharesOfTheSameCategoriesAreNoticed()
    {
        const auto half = [](int row) { return row % 2 ? std::string("a") : std::string("b"); };
        const auto fifth = [](int row) { return row % 5 ? std::string("a") : std::string("b"); };
        const ColumnDrift drift =
            compared(categories("c", 1000, half), categories("c", 500, fifth));
        QVERIFY(drift.isShifted && !drift.isUnseen);
        const double index = 0.3 * std::log(0.8 / 0.5) + -0.3 * std::log(0.2 / 0.5);
        QVERIFY(std::abs(drift.stabilityIndex - index) < 0.01);
    }

    void laterDatesAreOutsideButNotShifted()
    {
        std::vector<double> before, now;
        for (int day = 0; day < 500; ++day) {
            before.push_back(day);
            now.push_back(400 + day);
        }
        const ColumnDrift drift =
            compared(Column::dateTime("d", before), Column::dateTime("d", now));
        QVERIFY(drift.isOutside);
        QVERIFY(!drift.isShifted && std::isnan(drift.stabilityIndex));
        const DriftReport report{500, {drift}};
        QCOMPARE(driftSentence(report),
                 std::string("1 of 1 column is unlike the training data: d (80 % outside "
                             "2000-01-01 to 2001-05-14)"));
    }

    void allIsAHundredPercent()
    {
        const auto known = [](int) { return std::string("red"); };
        const auto other = [](int) { return std::string("green"); };
        const ColumnDrift drift = compared(categories("c", 200, known), categories("c", 50, other));
        QCOMPARE(driftSentence({50, {drift}}),
                 std::string("1 of 1 column is unlike the training data: c (100 % in categories "
                             "never seen, such as 'green')"));
    }

    void comparesOnlyWhatTheModelUses()
    {
        const Table training = drawn(300, 1);
        Schema schema = schemaOf(training);
        schema.columns[1].used = false;
        const Table rows = drawn(50, 2).withoutColumns({"street"});
        const DriftReport report = compareWithTraining(schema, training, rows);
        QCOMPARE(report.columns.size(), std::size_t{1});
        QCOMPARE(report.columns[0].column, std::string("age"));
        QCOMPARE(driftSentence(report),
                 std::string("the columns are like those of the training data"));
    }

    void nothingIsSaidOfNoRows()
    {
        const Table training = drawn(300, 1);
        QVERIFY(compareWithTraining(schemaOf(training), training, drawn(0, 2)).columns.empty());
    }

    void endsWhenItIsStopped()
    {
        const Table training = drawn(300, 1);
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(
            compareWithTraining(schemaOf(training), training, training, stop.get_token()), Error);
    }
};

QTEST_GUILESS_MAIN(TestDrift)
#include "tst_drift.moc"
