// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/data/stack_tables.h"
#include "core/tuning/train_again.h"
#include "tests/support/made_tables.h"
#include "tests/support/small_study.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace leptune;
using namespace leptune::testing;

namespace {

std::shared_ptr<const Table> shared(Table table)
{
    return std::make_shared<const Table>(std::move(table));
}

/// The same columns, the answer the other way round.
Table turned(const Table &table)
{
    const Column &answer = table.column("answer");
    std::vector<std::string> cells;
    for (std::size_t row = 0; row < answer.size(); ++row)
        cells.push_back(answer.text(row) == "yes" ? "no" : "yes");
    return table.with(Column::fromTexts("answer", ColumnType::Categorical, cells));
}

std::set<std::string> recipeTexts(const std::vector<RecipeStep> &recipe)
{
    std::set<std::string> texts;
    for (const RecipeStep &step : recipe) {
        std::string text = step.family;
        for (const auto &[name, value] : step.parameters.values())
            text.append(" ").append(name).append("=").append(parameterText(value));
        texts.insert(text);
    }
    return texts;
}

QString refusal(const TrainAgainInput &input)
{
    try {
        trainAgain(input);
    } catch (const Error &error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace

class TestTrainAgain : public QObject {
    Q_OBJECT
private:
    SmallStudy m_study;
    StudyRecord m_earlier;
    std::shared_ptr<const Table> m_rows;

    TrainAgainInput inputOf(Table newRows) const
    {
        TrainAgainInput input;
        input.earlier = m_earlier;
        input.earlierRows = m_rows;
        input.newRows = shared(std::move(newRows));
        return input;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_earlier = runSmall(m_study);
        m_rows = shared(tableOf(m_study));
    }

    void aRecipeNamesTheTrialsBehindAModel()
    {
        const LeaderboardEntry *trial = nullptr;
        for (const LeaderboardEntry &entry : m_earlier.entries)
            if (entry.family == "linear" && entry.trial >= 0 && entry.model)
                trial = &entry;
        QVERIFY(trial);
        const auto recipe = recipeOf(m_earlier, trial->name);
        QCOMPARE(recipe.size(), std::size_t{1});
        QCOMPARE(recipe[0].family, std::string("linear"));
        QVERIFY(recipe[0].parameters == trial->parameters);

        StudyRecord record = m_earlier; // the line that an ensemble and its refit leave
        LeaderboardEntry ensemble = *trial;
        ensemble.name = ensemble.family = "ensemble";
        ensemble.kind = EntryKind::Ensemble;
        ensemble.reason = trial->name + " + baseline";
        LeaderboardEntry refitted = ensemble;
        refitted.name = "ensemble-all";
        refitted.parent = "ensemble";
        refitted.reason = "refitted";
        std::erase_if(record.entries, [](auto &one) { return one.family == "ensemble"; });
        record.entries.push_back(ensemble);
        record.entries.push_back(refitted);
        const auto members = recipeOf(record, "ensemble-all");
        QCOMPARE(members.size(), std::size_t{2});
        QCOMPARE(members[1].family, std::string("baseline"));
        record.entries.back().parent = "gone";
        QVERIFY_EXCEPTION_THROWN(recipeOf(record, "ensemble-all"), Error);
    }

    void fitsTheSameRecipeOnNewRows()
    {
        std::vector<double> shares;
        TrainAgainInput input = inputOf(binaryTable(600, 2));
        input.progress = [&](double share) { shares.push_back(share); };
        const TrainedAgain again = trainAgain(input);
        QVERIFY(again.record.finished && !again.record.best.empty());
        QCOMPARE(again.record.rows, std::uint64_t{600});
        std::vector<RecipeStep> fitted;
        for (const LeaderboardEntry &entry : again.record.entries)
            if (entry.trial >= 0 && entry.parent.empty() && entry.family != "baseline")
                fitted.push_back({entry.family, entry.parameters});
        QCOMPARE(recipeTexts(fitted), recipeTexts(recipeOf(m_earlier, "best")));
        QVERIFY(!shares.empty() && std::ranges::is_sorted(shares) && shares.back() <= 1.0);

        const SideBySide &both = again.comparison;
        QCOMPARE(both.rows, again.record.lockedRows);
        QCOMPARE(both.known, std::uint64_t{0});
        QVERIFY(!both.outOfFold);
        QVERIFY(both.earlier > 0.9 && both.later > 0.9); // auc, rows of the same kind
        QVERIFY(both.difference.low < both.later - both.earlier &&
                both.difference.high > both.later - both.earlier);
        QVERIFY(both.verdict() >= 0); // it learned from no fewer rows of the same kind
    }

    void whatWasAskedForStaysTheSetUp()
    {
        const TrainedAgain again = trainAgain(inputOf(binaryTable(600, 2)));
        const TuneOptions &options = again.record.options, &asked = m_earlier.options;
        QCOMPARE(options.trials, asked.trials);
        QCOMPARE(options.families, asked.families);
        QCOMPARE(options.target, asked.target);
        QCOMPARE(options.positive, std::string("yes"));
        // The record is one of a usual study: tuning can go on with it.
        StudyInput further;
        further.table = *again.table;
        further.options = options;
        further.continued = again.record;
        Study study(std::move(further));
        study.start();
        QVERIFY(study.wait().trials > again.record.trials);
    }

    void sameInSameOut()
    {
        const TrainedAgain first = trainAgain(inputOf(binaryTable(600, 2)));
        const TrainedAgain second = trainAgain(inputOf(binaryTable(600, 2)));
        QCOMPARE(first.comparison.later, second.comparison.later);
        QCOMPARE(first.record.best, second.record.best);
    }

    void aWorldThatHasTurnedIsToldFromOneThatHasNot()
    {
        const SideBySide both = trainAgain(inputOf(turned(binaryTable(600, 2)))).comparison;
        QVERIFY(both.earlier < 0.2 && both.later > 0.9);
        QCOMPARE(both.verdict(), 1);
    }

    void learnsFromBothAndComparesOnNewRowsAlone()
    {
        TrainAgainInput input = inputOf(binaryTable(600, 2));
        input.onBoth = true;
        const TrainedAgain again = trainAgain(input);
        QCOMPARE(again.table->rows(), std::size_t{1200});
        QCOMPARE(again.record.lockedRows, std::uint64_t{240});
        QVERIFY2(again.comparison.rows > 80 && again.comparison.rows < 160,
                 qPrintable(QString::number(again.comparison.rows)));
        QCOMPARE(again.comparison.verdict(), 0);
    }

    void rowsThatTheEarlierModelKnewProveNothing()
    {
        TrainAgainInput input = inputOf(stackTables(*m_rows, binaryTable(400, 2)));
        TrainedAgain again = trainAgain(input);
        QCOMPARE(again.comparison.known, std::uint64_t{600});
        QCOMPARE(again.record.rows, std::uint64_t{1000});
        QVERIFY(again.comparison.rows > 40 && again.comparison.rows < 120);
        input.onBoth = true; // and are not learned from twice
        again = trainAgain(input);
        QCOMPARE(again.record.rows, std::uint64_t{1000});
        QVERIFY(again.comparison.rows > 40 && again.comparison.rows < 120);
        // Without the earlier rows nothing tells.
        input.onBoth = false;
        input.earlierRows = nullptr;
        QCOMPARE(trainAgain(input).comparison.known, std::uint64_t{0});
    }

    void fewRowsAreComparedOutOfFold()
    {
        const TrainedAgain again = trainAgain(inputOf(binaryTable(120, 2)));
        QCOMPARE(again.record.lockedRows, std::uint64_t{0});
        QVERIFY(again.comparison.outOfFold);
        QCOMPARE(again.comparison.rows, std::uint64_t{120});
        QVERIFY(again.comparison.later > 0.8);
    }

    void aClassThatIsNewIsUnknownToTheEarlierModel()
    {
        SmallStudy corners;
        corners.task = TaskKind::MultiClass;
        corners.trials = 4;
        corners.families = {"linear", "boosting"};
        TrainAgainInput input;
        input.earlier = runSmall(corners);
        input.earlierRows = shared(tableOf(corners));
        const Table rows = multiClassTable(800, 2);
        std::vector<std::string> cells;
        for (std::size_t row = 0; row < rows.rows(); ++row)
            cells.push_back(row % 4 == 0 ? "middle" : rows.column("corner").text(row));
        input.newRows =
            shared(rows.with(Column::fromTexts("corner", ColumnType::Categorical, cells)));
        const TrainedAgain again = trainAgain(input);
        QCOMPARE(again.record.schema.classes.size(), std::size_t{5});
        QCOMPARE(again.comparison.verdict(), 1);
    }

    void numbersAreComparedInTheMetricsOwnSign()
    {
        SmallStudy numbers;
        numbers.task = TaskKind::Regression;
        numbers.trials = 4;
        numbers.families = {"linear", "boosting"};
        TrainAgainInput input;
        input.earlier = runSmall(numbers);
        input.earlierRows = shared(tableOf(numbers));
        const Table rows = regressionTable(800, 2);
        std::vector<double> shifted(rows.column("value").numbers().begin(),
                                    rows.column("value").numbers().end());
        for (double &value : shifted)
            value += 5.0;
        input.newRows = shared(rows.with(Column::numeric("value", shifted)));
        const SideBySide both = trainAgain(input).comparison;
        QVERIFY(both.earlier > both.later && both.difference.high < 0.0); // rmse
        QCOMPARE(both.verdict(), 1);
    }

    void aColumnThatIsNewIsNoPartOfTheSetUp()
    {
        const Table rows = binaryTable(600, 2);
        std::vector<double> leak;
        for (std::size_t row = 0; row < rows.rows(); ++row)
            leak.push_back(rows.column("answer").text(row) == "yes" ? 1.0 : 0.0);
        const TrainedAgain again = trainAgain(inputOf(rows.with(Column::numeric("leak", leak))));
        QCOMPARE(again.record.options.ignore, std::vector<std::string>{"leak"});
        for (const RawColumn &column : again.record.schema.columns)
            QVERIFY(column.name != "leak");
    }

    void saysWhatIsMissing()
    {
        QVERIFY(refusal(inputOf(binaryTable(600, 2).withoutColumns({"a", "shade"})))
                    .contains(QStringLiteral("a, shade")));
        TrainAgainInput alone = inputOf(binaryTable(600, 2));
        alone.earlierRows = nullptr;
        alone.onBoth = true;
        QVERIFY(refusal(alone).contains(QStringLiteral("can't be had")));
        TrainAgainInput unknown = inputOf(binaryTable(600, 2));
        unknown.model = "nobody";
        QVERIFY(refusal(unknown).contains(QStringLiteral("nobody")));
    }

    void endsWhenItIsStopped()
    {
        std::stop_source stop;
        TrainAgainInput input = inputOf(binaryTable(600, 2));
        input.stop = stop.get_token();
        input.progress = [&](double) { stop.request_stop(); };
        QVERIFY(refusal(input).contains(QStringLiteral("cancelled")));
    }
};

QTEST_GUILESS_MAIN(TestTrainAgain)
#include "tst_train_again.moc"
