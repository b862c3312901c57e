// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/study_setup.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/tuning/fold_plan.h"
#include "tests/support/made_tables.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

using namespace leptune;
using namespace leptune::testing;

class TestStudySetup : public QObject {
    Q_OBJECT
private:
    static TuneOptions optionsFor(const char *target)
    {
        TuneOptions options;
        options.target = target;
        return options;
    }
    template <typename Call>
    static std::string refusal(Call call)
    {
        try {
            call();
        } catch (const Error &error) {
            return error.what();
        }
        return {};
    }

private Q_SLOTS:
    void locksAFifthOfTheRows()
    {
        const StudySetup setup = prepareStudy(binaryTable(1000, 1), {}, optionsFor("answer"));
        QVERIFY(std::abs(static_cast<int>(setup.lockedRows.size()) - 200) <= 2);
        QCOMPARE(setup.lockedRows.size() + setup.studyRows.size(), std::size_t(1000));
        std::vector<std::uint32_t> both;
        std::ranges::set_intersection(setup.lockedRows, setup.studyRows, std::back_inserter(both));
        QVERIFY(both.empty());
    }
    void locksNothingBelowThreeHundredRows()
    {
        const StudySetup setup = prepareStudy(binaryTable(299, 1), {}, optionsFor("answer"));
        QVERIFY(setup.lockedRows.empty());
        QVERIFY(std::ranges::any_of(setup.notes,
                                    [](const std::string &n) { return n.find("299") != n.npos; }));
    }
    void locksWhatWasAskedForHoweverFewTheRows()
    {
        TuneOptions options = optionsFor("answer");
        options.test.share = 0.3;
        options.test.asked = true;
        const StudySetup setup = prepareStudy(binaryTable(200, 1), {}, options);
        QVERIFY(std::abs(static_cast<int>(setup.lockedRows.size()) - 60) <= 2);
    }
    void keepsEqualRowsOnOneSide()
    {
        const Table once = regressionTable(400, 3);
        Rows twice;
        for (std::uint32_t row = 0; row < 400; ++row) {
            twice.push_back(row);
            twice.push_back(row);
        }
        const StudySetup setup = prepareStudy(once.gathered(twice), {}, optionsFor("value"));
        const std::set<std::uint32_t> locked(setup.lockedRows.begin(), setup.lockedRows.end());
        for (std::uint32_t row = 0; row < 800; row += 2)
            QCOMPARE(locked.contains(row), locked.contains(row + 1));
    }
    void keepsCopiesTogetherWhateverTheColumnsThatAreNotUsedSay()
    {
        Rows twice(800);
        std::vector<double> number(800);
        for (std::uint32_t row = 0; row < 800; ++row) {
            twice[row] = row / 2;
            number[row] = row;
        }
        TuneOptions options = optionsFor("value");
        options.ignore = {"number"};
        const Table table =
            regressionTable(400, 3).gathered(twice).with(Column::numeric("number", number));
        const StudySetup setup = prepareStudy(table, {}, options);
        QCOMPARE(setup.blocks.size(), std::size_t(800));
        for (std::uint32_t row = 0; row < 800; row += 2)
            QCOMPARE(setup.blocks[row], setup.blocks[row + 1]);
        QVERIFY(prepareStudy(table, {}, optionsFor("value"))
                    .blocks.empty()); // the number tells them apart
    }
    void equalAnswersToAFewQuestionsAreSplitAsTheyCome()
    {
        RandomStream random(
            5); // three columns of two to four values; `yes` in a share that hangs on them
        std::vector<double> a, b, c;
        std::vector<std::string> answers;
        for (int row = 0; row < 2000; ++row) {
            a.push_back(static_cast<double>(random.below(4)));
            b.push_back(static_cast<double>(random.below(2)));
            c.push_back(static_cast<double>(random.below(2)));
            answers.push_back(random.uniform() < 0.1 + 0.2 * a.back() + 0.1 * b.back() ? "yes"
                                                                                       : "no");
        }
        const StudySetup setup = prepareStudy(
            Table({Column::numeric("a", a), Column::numeric("b", b), Column::numeric("c", c),
                   Column::fromTexts("answer", ColumnType::Categorical, answers)}),
            {}, optionsFor("answer"));
        QVERIFY(setup.blocks.empty());
        // Each combination has the same share of yes on both sides, but for chance.
        double squares = 0.0;
        for (double kind = 0.0; kind < 16.0; ++kind) {
            double rows[2] = {}, yes[2] = {};
            const auto count = [&](const Rows &part, int side) {
                for (const std::uint32_t row : part)
                    if (a[row] + 4.0 * b[row] + 8.0 * c[row] == kind) {
                        ++rows[side];
                        yes[side] += answers[row] == "yes" ? 1.0 : 0.0;
                    }
            };
            count(setup.lockedRows, 0);
            count(setup.studyRows, 1);
            QVERIFY(rows[0] > 5.0 && rows[1] > 50.0);
            const double share = (yes[0] + yes[1]) / (rows[0] + rows[1]);
            squares += std::pow(yes[0] / rows[0] - yes[1] / rows[1], 2) /
                       (share * (1.0 - share) * (1.0 / rows[0] + 1.0 / rows[1]));
        }
        QVERIFY2(squares < 32.0,
                 qPrintable(QString::number(squares))); // chi-squared of 16: the 99th percentile
        QVERIFY(setup.notes.empty());
    }
    void fewKindsOfRowsCanBeStudiedAndTheUserIsTold()
    {
        Rows rows;
        for (std::uint32_t row = 0; row < 400; ++row)
            rows.push_back(row % 20);
        const StudySetup setup =
            prepareStudy(regressionTable(20, 8).gathered(rows), {}, optionsFor("value"));
        QVERIFY(setup.blocks.empty());
        QCOMPARE(setup.lockedRows.size(), std::size_t(80));
        QVERIFY(std::ranges::any_of(setup.notes, [](const std::string &n) {
            return n.find("only 20 of 400 rows are different") != n.npos;
        }));
    }
    void equalRowsOfTwoGroupsStayApart()
    {
        Rows rows;
        std::vector<double> group;
        for (std::uint32_t row = 0; row < 400; ++row) {
            rows.push_back(row / 2);
            group.push_back(row % 2 == 0 ? row % 40 : 41.0 + row % 37);
        }
        TuneOptions options = optionsFor("value");
        options.group = "person";
        const Table table =
            regressionTable(200, 3).gathered(rows).with(Column::numeric("person", group));
        const StudySetup setup = prepareStudy(table, {}, options);
        QCOMPARE(std::set<std::uint32_t>(setup.blocks.begin(), setup.blocks.end()).size(),
                 std::set<double>(group.begin(), group.end()).size());
    }
    void keepsAGroupOnOneSide()
    {
        Table table = binaryTable(600, 4);
        std::vector<double> group;
        for (int row = 0; row < 600; ++row)
            group.push_back(row % 30);
        TuneOptions options = optionsFor("answer");
        options.group = "person";
        const StudySetup setup =
            prepareStudy(table.with(Column::numeric("person", group)), {}, options);
        std::set<double> locked, free;
        for (const std::uint32_t row : setup.lockedRows)
            locked.insert(group[row]);
        for (const std::uint32_t row : setup.studyRows)
            free.insert(group[row]);
        for (const double person : locked)
            QVERIFY(!free.contains(person));
        QVERIFY(!setup.features.find("person"));
    }
    void locksTheLatestRowsWhereTimeIsNamed()
    {
        Table table = regressionTable(500, 5);
        std::vector<double> day;
        for (int row = 0; row < 500; ++row)
            day.push_back((row * 37) % 500);
        TuneOptions options = optionsFor("value");
        options.time = "day";
        const StudySetup setup =
            prepareStudy(table.with(Column::dateTime("day", day)), {}, options);
        double latestStudied = -1;
        for (const std::uint32_t row : setup.studyRows)
            latestStudied = std::max(latestStudied, day[row]);
        for (const std::uint32_t row : setup.lockedRows)
            QVERIFY(day[row] >= latestStudied);
    }
    void leavesOutRowsWithoutATargetAndSaysHowMany()
    {
        Table table = regressionTable(400, 6);
        std::vector<double> value(table.column("value").numbers().begin(),
                                  table.column("value").numbers().end());
        value[3] = value[77] = std::nan("");
        const StudySetup setup =
            prepareStudy(table.with(Column::numeric("value", value)), {}, optionsFor("value"));
        QCOMPARE(setup.usableRows(), std::size_t(398));
        QVERIFY(std::ranges::any_of(setup.notes,
                                    [](const std::string &n) { return n.starts_with("2 rows"); }));
    }
    void doesNotUseAColumnThatDiffersInEveryRow()
    {
        std::vector<std::string> ids;
        for (int row = 0; row < 400; ++row)
            ids.push_back("id" + std::to_string(row));
        const Table table =
            binaryTable(400, 7).with(Column::fromTexts("id", ColumnType::Categorical, ids));
        const StudySetup setup = prepareStudy(table, {}, optionsFor("answer"));
        QVERIFY(!setup.schema.columns[setup.features.indexOf("id")].used);
    }
    void refusesWhatCanNotBeLearnedFrom_data()
    {
        QTest::addColumn<int>("what");
        QTest::addColumn<QString>("mentions");
        QTest::newRow("no such target") << 0 << "there is no such column";
        QTest::newRow("nineteen rows") << 1 << "at least 20";
        QTest::newRow("one class") << 2 << "class";
        QTest::newRow("only the target") << 3 << "no other column";
        QTest::newRow("unknown metric") << 4 << "f1";
        QTest::newRow("negative weight") << 5 << "weights must be 0 or more";
    }
    void refusesWhatCanNotBeLearnedFrom()
    {
        QFETCH(int, what);
        QFETCH(QString, mentions);
        const std::string said = refusal([what] {
            TuneOptions options = optionsFor("answer");
            Table table = binaryTable(what == 1 ? 19 : 100, 8);
            if (what == 0)
                options.target = "nothing";
            if (what == 2)
                table = table.with(Column::fromTexts("answer", ColumnType::Categorical,
                                                     std::vector<std::string>(100, "same")));
            if (what == 3)
                table = table.withColumns({"answer"});
            if (what == 4)
                options.metric = "beauty";
            if (what == 5) {
                table = table.with(Column::numeric("w", std::vector<double>(100, -1.0)));
                options.weight = "w";
            }
            prepareStudy(table, {}, options);
        });
        QVERIFY2(QString::fromStdString(said).contains(mentions), said.c_str());
    }
    void foldsCoverEveryStudiedRowOnce()
    {
        const StudySetup setup = prepareStudy(multiClassTable(900, 9), {}, optionsFor("corner"));
        const auto splits = makeFolds(setup, setup.studyRows, {5, 1}, 3);
        QCOMPARE(splits.size(), std::size_t(5));
        std::vector<int> tested(setup.studyRows.size(), 0);
        for (const Split &split : splits) {
            QCOMPARE(split.train.size() + split.test.size(), setup.studyRows.size());
            for (const std::uint32_t row : split.test)
                ++tested[row];
        }
        QVERIFY(std::ranges::all_of(tested, [](int times) { return times == 1; }));
    }
    void takesFewerFoldsWhereAFitIsDear_data()
    {
        QTest::addColumn<double>("fitSeconds");
        QTest::addColumn<int>("folds");
        QTest::newRow("cheap") << 0.1 << 5;
        QTest::newRow("middling") << 2.0 << 3;
        QTest::newRow("dear") << 3.0 << 1;
    }
    void takesFewerFoldsWhereAFitIsDear()
    {
        QFETCH(double, fitSeconds);
        QFETCH(int, folds);
        QCOMPARE(chooseFolds(10'000, 0, fitSeconds, 96.0).folds, folds);
    }
    void fewRowsAreNeverJudgedByAPart_data()
    {
        QTest::addColumn<double>("fitSeconds");
        QTest::addColumn<int>("folds");
        QTest::addColumn<int>("repeats");
        QTest::newRow("cheap") << 0.1 << 5 << 2;
        QTest::newRow("middling") << 3.0 << 5 << 1;
        QTest::newRow("dear") << 4.0 << 3 << 1;
        QTest::newRow("too dear") << 1000.0 << 3 << 1;
    }
    void fewRowsAreNeverJudgedByAPart()
    {
        QFETCH(double, fitSeconds);
        QFETCH(int, folds);
        QFETCH(int, repeats);
        const FoldChoice choice = chooseFolds(83, 0, fitSeconds, 96.0);
        QCOMPARE(choice.folds, folds);
        QCOMPARE(choice.repeats, repeats);
    }
    void aRareClassLeavesThreeFolds()
    {
        std::vector<double> x;
        std::vector<std::string> answers;
        for (int row = 0; row < 100; ++row) {
            x.push_back(row);
            answers.push_back(row < 2 ? "rare" : row % 2 == 0 ? "even" : "odd");
        }
        const StudySetup setup =
            prepareStudy(Table({Column::numeric("x", x),
                                Column::fromTexts("answer", ColumnType::Categorical, answers)}),
                         {}, optionsFor("answer"));
        QCOMPARE(makeFolds(setup, setup.studyRows, {5, 1}, 1).size(), std::size_t(3));
        QCOMPARE(makeFolds(setup, setup.studyRows, {2, 1}, 1).size(), std::size_t(2)); // as asked
    }
    void saysHowTheScoresCameAbout()
    {
        QCOMPARE(describeFolds({5, 2}, 10, false),
                 std::string(
                     "the scores come from 5-fold cross-validation, done 2 times with other cuts"));
        QCOMPARE(describeFolds({5, 1}, 3, false),
                 std::string("the scores come from 3-fold cross-validation"));
        QVERIFY(describeFolds({1, 1}, 1, false).find("held out") != std::string::npos);
        QVERIFY(describeFolds({5, 2}, 5, true).find("5 windows") != std::string::npos);
    }
    void samplesEveryClassInItsShare()
    {
        const StudySetup setup = prepareStudy(multiClassTable(3000, 10), {}, optionsFor("corner"));
        const Rows sample = sampleRows(setup, setup.studyRows, 600, 1);
        QVERIFY(std::abs(static_cast<int>(sample.size()) - 600) < 20);
        std::set<float> classes;
        for (const std::uint32_t row : sample)
            classes.insert(setup.target.values[row]);
        QCOMPARE(classes.size(), std::size_t(4));
    }
};

QTEST_GUILESS_MAIN(TestStudySetup)
#include "tst_study_setup.moc"
