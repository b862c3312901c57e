// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/directions.h"

#include "core/base/error.h"
#include "core/data/split.h"
#include "core/tuning/study.h"
#include "tests/support/made_tables.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace leptune;
using namespace leptune::testing;

namespace {

Schema schemaOf(TaskKind task, int positive = -1)
{
    Schema schema;
    schema.columns = {{"a", ColumnType::Numeric, true, true},
                      {"shade", ColumnType::Categorical, false, true},
                      {"idle", ColumnType::Numeric, true, false},
                      {"b", ColumnType::Numeric, true, true}};
    schema.task = task;
    schema.positive = positive;
    return schema;
}

TuneOptions wanting(std::map<std::string, int> monotone)
{
    TuneOptions options;
    options.monotone = std::move(monotone);
    return options;
}

StudyRecord tuned(Table table, const std::string &target, std::map<std::string, int> monotone,
                  std::vector<std::string> families = {})
{
    StudyInput input;
    input.table = std::move(table);
    input.options = wanting(std::move(monotone));
    input.options.target = target;
    input.options.families = std::move(families);
    input.options.trials = 6;
    input.options.folds = 2;
    Study study(std::move(input));
    study.start();
    return study.wait();
}

/// Cells of one column from low to high, the others as in a row.
Table moved(const Table &table, std::uint32_t row, const std::string &name)
{
    constexpr int kSteps = 80;
    const Table same = table.gathered(Rows(kSteps, row));
    std::vector<double> cells;
    for (int step = 0; step < kSteps; ++step)
        cells.push_back(-3.0 + 6.0 * step / kSteps);
    return same.with(Column::numeric(name, cells));
}

/// Steps on which the chance of the class (or the number) goes against the direction.
int turnsOf(const Model &model, const Table &table, const std::string &name, int direction,
            std::size_t output)
{
    int turns = 0;
    for (std::uint32_t row = 0; row < 30; ++row) {
        const FloatMatrix answer = model.predict(moved(table, row, name)).outputs();
        for (std::size_t step = 1; step < answer.rows; ++step) {
            const float here = answer.at(step, output);
            const float rise = here - answer.at(step - 1, output);
            turns += static_cast<float>(direction) * rise < -1e-5F * std::max(1.0F, std::abs(here));
        }
    }
    return turns;
}

} // namespace

/// Answers that have to rise or fall with a column.
class TestDirections : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void followTheSchemasColumns()
    {
        const Schema schema = schemaOf(TaskKind::Regression);
        QVERIFY(directionsOf(schema, {}).empty());
        QCOMPARE(directionsOf(schema, wanting({{"b", -1}, {"a", 1}})),
                 (std::vector<int>{1, 0, 0, -1}));
    }

    /// Scores speak for the second class, users for the positive one.
    void speakForThePositiveClass()
    {
        QCOMPARE(directionsOf(schemaOf(TaskKind::Binary, 0), wanting({{"a", 1}})).front(), -1);
        QCOMPARE(directionsOf(schemaOf(TaskKind::Binary, 1), wanting({{"a", 1}})).front(), 1);
    }

    void whatHasNoOrderIsRefused_data()
    {
        QTest::addColumn<QString>("column");
        for (const char *name : {"shade", "idle", "absent"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void whatHasNoOrderIsRefused()
    {
        QFETCH(QString, column);
        QVERIFY_EXCEPTION_THROWN(
            directionsOf(schemaOf(TaskKind::Regression), wanting({{column.toStdString(), 1}})),
            Error);
    }

    void severalClassesAreRefused()
    {
        QVERIFY_EXCEPTION_THROWN(directionsOf(schemaOf(TaskKind::MultiClass), wanting({{"a", 1}})),
                                 Error);
    }

    void everyModelOfAStudyKeepsToThem_data()
    {
        QTest::addColumn<bool>("classes");
        QTest::newRow("numbers") << false;
        QTest::newRow("two classes") << true;
    }
    void everyModelOfAStudyKeepsToThem()
    {
        QFETCH(bool, classes);
        const Table table = classes ? binaryTable(400, 3) : regressionTable(400, 3);
        const std::string rising = classes ? "a" : "x", falling = classes ? "b" : "y";
        const StudyRecord record =
            tuned(table, classes ? "answer" : "value", {{rising, 1}, {falling, -1}});
        QVERIFY(record.refitted);
        int models = 0;
        const Schema &schema = record.schema;
        const auto output = static_cast<std::size_t>(classes ? schema.positive : 0);
        for (const LeaderboardEntry &entry : record.entries) {
            if (!entry.model)
                continue;
            ++models;
            QCOMPARE(turnsOf(*entry.model, table, rising, 1, output), 0);
            QCOMPARE(turnsOf(*entry.model, table, falling, -1, output), 0);
            QVERIFY(entry.family == "baseline" || entry.family == "symmetric" ||
                    entry.family == "boosting" || entry.kind == EntryKind::Ensemble);
        }
        QVERIFY(models >= 4);
        QVERIFY(std::ranges::any_of(record.notes, [](const std::string &note) {
            return note.starts_with("random forest is not tried: ");
        }));
    }

    void familiesThatCantAreAnError()
    {
        QVERIFY_EXCEPTION_THROWN(tuned(regressionTable(200, 3), "value", {{"x", 1}}, {"forest"}),
                                 Error);
    }
};

QTEST_GUILESS_MAIN(TestDirections)
#include "tst_directions.moc"
