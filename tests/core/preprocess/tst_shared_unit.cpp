// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preprocess/shared_unit.h"

#include "core/preprocess/view.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <numeric>

using namespace leptune;

namespace {

constexpr std::size_t kColumns = 20;

/// Columns from 0 to `high`; a cell of the first is above 0 in every second row, of the last in
/// one row.
std::vector<std::vector<double>> counts(double high)
{
    std::vector<std::vector<double>> columns;
    for (std::size_t i = 0; i < kColumns; ++i) {
        std::vector<double> cells(40, 0.0);
        for (std::size_t row = 0; row < cells.size(); row += 2 * (i + 1))
            cells[row] = 1.0 + static_cast<double>(row % 3);
        cells.front() = high;
        columns.push_back(std::move(cells));
    }
    return columns;
}

NumberSummary summaryOf(const std::vector<double> &cells)
{
    return summarizeNumbers(std::vector<float>(cells.begin(), cells.end()));
}

std::vector<NumberSummary> summariesOf(const std::vector<std::vector<double>> &columns)
{
    std::vector<NumberSummary> summaries;
    for (const auto &cells : columns)
        summaries.push_back(summaryOf(cells));
    return summaries;
}

StudyData studyOf(const std::vector<std::vector<double>> &columns)
{
    Schema schema;
    std::vector<Column> made;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::string name = "x" + std::to_string(i);
        schema.columns.push_back({name, ColumnType::Numeric, true, true});
        made.push_back(Column::numeric(name, columns[i]));
    }
    Target target;
    target.task = TaskKind::Regression;
    target.values.resize(columns.front().size());
    return {schema, Table(std::move(made)), target};
}

/// From the lowest cell to the highest.
float spread(const FloatMatrix &features, std::size_t column)
{
    std::vector<float> cells;
    for (std::size_t row = 0; row < features.rows; ++row)
        cells.push_back(features.at(row, column));
    const auto [low, high] = std::ranges::minmax(cells);
    return high - low;
}

} // namespace

class TestSharedUnit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void columnsOfOneRangeShareIt()
    {
        const auto columns = counts(16.0);
        const auto unit = findSharedUnit(summariesOf(columns));
        QVERIFY(unit.has_value());
        QCOMPARE(unit->low, 0.0F);
        QCOMPARE(unit->high, 16.0F);
        double sum = 0.0;
        for (const auto &cells : columns)
            sum += std::accumulate(cells.begin(), cells.end(), 0.0);
        QVERIFY(std::abs(unit->mean - sum / 40 / kColumns) < 1e-9);
    }
    void aQuarterMayStartElsewhereAndHalfMayEndBefore()
    {
        auto columns = counts(16.0);
        for (std::size_t i = 0; i < 5; ++i)
            columns[i].front() = -1.0;
        for (std::size_t i = 5; i < 10; ++i)
            columns[i].front() = 7.0 + static_cast<double>(i);
        const auto unit = findSharedUnit(summariesOf(columns));
        QVERIFY(unit.has_value());
        QVERIFY(!unit->holds(summaryOf(columns[0])));
        QVERIFY(unit->holds(summaryOf(columns[5])));
        columns[5].front() = -1.0;
        QVERIFY(!findSharedUnit(summariesOf(columns)));
    }
    void columnsOfManyRangesShareNone()
    {
        auto columns = counts(16.0);
        for (std::size_t i = 0; i < columns.size(); i += 2)
            columns[i].front() = 20.0 + static_cast<double>(i);
        QVERIFY(findSharedUnit(summariesOf(columns))); // half of them
        columns[1].front() = 19.0;
        QVERIFY(!findSharedUnit(summariesOf(columns)));
    }
    void fewColumnsShareNone()
    {
        auto columns = counts(16.0);
        columns.resize(16);
        QVERIFY(findSharedUnit(summariesOf(columns)));
        columns.pop_back();
        QVERIFY(!findSharedUnit(summariesOf(columns)));
        columns.push_back(std::vector<double>(40, 3.0)); // constant: says nothing
        QVERIFY(!findSharedUnit(summariesOf(columns)));
    }
    void columnsThatQuartilesScaleShareNone()
    {
        auto columns = counts(16.0);
        for (std::size_t i = 0; i < columns.size(); ++i)
            for (std::size_t row = 0; row < columns[i].size(); ++row)
                columns[i][row] = static_cast<double>(row % 17);
        QVERIFY(!findSharedUnit(summariesOf(columns)));
        const auto rare = counts(16.0);
        columns[18] = rare[18];
        QVERIFY(!findSharedUnit(summariesOf(columns)));
        columns[19] = rare[19];
        QVERIFY(findSharedUnit(summariesOf(columns))); // a tenth of them
    }
    void networksSeeOneScaleWhereAUnitIsShared()
    {
        const auto columns = counts(16.0);
        const StudyData study = studyOf(columns);
        const FloatMatrix &features = study.denseInUnits().values;
        QCOMPARE(features.columns, kColumns);
        const double low = features.at(1, 0), high = features.at(0, 0); // of 0 and of 16
        for (std::size_t i = 0; i < kColumns; ++i) {
            QCOMPARE(features.at(1, i), features.at(1, 0));
            QCOMPARE(features.at(0, i), features.at(0, 0));
        }
        QVERIFY(low < 0.0 && high > low + 1.0);
    }
    void columnsOfAUnitMayBeReadByThemselvesAsWell()
    {
        const StudyData study = studyOf(counts(16.0));
        const FloatMatrix &alone = study.denseRobust().values;
        const FloatMatrix &together = study.denseInUnits().values;
        QVERIFY(spread(alone, 0) > 1.4F * spread(alone, kColumns - 1)); // by quartiles, and without
        QCOMPARE(spread(together, 0), spread(together, kColumns - 1));
        QCOMPARE(study.madeFeatures(study.denseInUnits().plan.get()), &study.denseInUnits());
    }
    void withoutAUnitBothFormsAreOne()
    {
        auto columns = counts(16.0);
        columns.resize(15);
        const StudyData study = studyOf(columns);
        QCOMPARE(&study.denseInUnits(), &study.denseRobust());
    }
    void aColumnOfAnotherUnitKeepsItsOwnScale()
    {
        auto columns = counts(16.0);
        std::vector<double> years(40);
        std::iota(years.begin(), years.end(), 1980.0);
        columns.push_back(years);
        const StudyData study = studyOf(columns);
        const FloatMatrix &together = study.denseInUnits().values;
        for (const std::size_t row : {0, 39})
            QCOMPARE(together.at(row, kColumns), study.denseRobust().values.at(row, kColumns));
    }
};

QTEST_GUILESS_MAIN(TestSharedUnit)
#include "tst_shared_unit.moc"
