// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/study.h"

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/metalearn/experience.h"
#include "core/metrics/evaluation.h"
#include "core/tuning/study_setup.h"
#include "tests/support/made_tables.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

using namespace leptune;
using namespace leptune::testing;

class TestStudy : public QObject {
    Q_OBJECT
private:
    static StudyInput inputFor(Table table, const char *target, int trials)
    {
        StudyInput input;
        input.table = std::move(table);
        input.options.target = target;
        input.options.trials = trials;
        input.options.families = {"linear", "boosting", "knn"};
        return input;
    }
    static StudyRecord run(StudyInput input)
    {
        Study study(std::move(input));
        study.start();
        return study.wait();
    }
    static QString summary(const StudyRecord &record)
    {
        QString text;
        for (const LeaderboardEntry &entry : record.entries) {
            text += QString::fromStdString(entry.name) + u' ' + QString::number(entry.validation, 'g', 17) + u' '
                    + QString::number(entry.test, 'g', 17);
            for (const auto &[name, value] : entry.parameters.values())
                text += u' ' + QString::fromStdString(name + "=" + parameterText(value));
            text += u'\n';
        }
        return text;
    }

private Q_SLOTS:
    void beatsTheBaselineOnEveryKindOfTask_data()
    {
        QTest::addColumn<int>("task");
        QTest::newRow("binary") << 0;
        QTest::newRow("multi-class") << 1;
        QTest::newRow("regression") << 2;
    }
    void beatsTheBaselineOnEveryKindOfTask()
    {
        QFETCH(int, task);
        const StudyRecord record =
            task == 0   ? run(inputFor(binaryTable(500, 1), "answer", 6))
            : task == 1 ? run(inputFor(multiClassTable(500, 1), "corner", 6))
                        : run(inputFor(regressionTable(500, 1), "value", 6));
        const double best = toScore(record.metric, record.score.test);
        QVERIFY(best > toScore(record.metric, record.baselineValidation));
        QVERIFY(record.score.low <= record.score.test && record.score.test <= record.score.high);
        QVERIFY(record.refitted);
        QVERIFY(record.finished);
        QCOMPARE(record.trials, 6);
        QVERIFY(record.model("best") && record.model("single") && record.model("smallest"));
        for (const LeaderboardEntry &entry : record.entries)
            QVERIFY2(entry.state == EntryState::Done, entry.reason.c_str());
        QVERIFY(!record.importance.empty());
    }
    void givesTheSameLeaderboardForAnyNumberOfWorkers()
    {
        QString first;
        for (const int workers : {1, 2, 4}) {
            StudyInput input = inputFor(binaryTable(200, 2), "answer", 34); // more than are kept
            input.options.families = {"linear", "knn"};
            input.options.threads = workers;
            input.options.seed = 5;
            const QString text = summary(run(std::move(input)));
            if (first.isEmpty())
                first = text;
            QCOMPARE(text, first);
        }
    }
    void recommendsOnlyWhatKeepsTheLimitOfSize()
    {
        StudyInput input = inputFor(binaryTable(800, 4), "answer", 14);
        const StudyRecord free = run(inputFor(binaryTable(800, 4), "answer", 14));
        std::uint64_t smallest = 0, largest = 0;
        for (const LeaderboardEntry &entry : free.entries)
            if (entry.trial >= 0 && entry.family != "baseline" && entry.sizeBytes > 0) {
                smallest = smallest == 0 ? entry.sizeBytes : std::min(smallest, entry.sizeBytes);
                largest = std::max(largest, entry.sizeBytes);
            }
        QVERIFY(largest > 3 * smallest);
        input.options.maxModelBytes = 2.0 * static_cast<double>(smallest);
        const StudyRecord limited = run(std::move(input));
        const LeaderboardEntry *best = limited.find(limited.best);
        QVERIFY(best && best->family != "baseline");
        QVERIFY2(static_cast<double>(best->sizeBytes) <= 2.0 * static_cast<double>(smallest),
                 qPrintable(QString::number(best->sizeBytes)));
    }
    void aRefitThatBreaksTheLimitIsNotRecommended()
    {
        StudyInput input = inputFor(regressionTable(600, 4), "value", 2);
        input.options.families = {"boosting"};
        input.options.maxModelBytes = 1e9;
        const StudyRecord roomy = run(input);
        const LeaderboardEntry *refit = roomy.find(roomy.best);
        const LeaderboardEntry *scored = roomy.find(refit->parent);
        QVERIFY(scored && scored->sizeBytes < refit->sizeBytes); // more rows, larger trees
        input.options.maxModelBytes = static_cast<double>(scored->sizeBytes);
        const StudyRecord tight = run(input);
        QCOMPARE(tight.best, scored->name);
        QVERIFY(!tight.refitted);
        for (const std::string &name : {tight.best, tight.single})
            QVERIFY2(static_cast<double>(tight.find(name)->sizeBytes) <= input.options.maxModelBytes, name.c_str());
    }
    void recommendsTheNearestWhereNothingKeepsTheLimits()
    {
        StudyInput input = inputFor(binaryTable(300, 4), "answer", 6);
        input.options.maxModelBytes = 1.0;
        const StudyRecord record = run(std::move(input));
        const LeaderboardEntry *best = record.find(record.best);
        QVERIFY(best && best->family != "baseline");
        for (const LeaderboardEntry &entry : record.entries)
            if (entry.trial >= 0 && entry.family != "baseline" && entry.sizeBytes > 0)
                QVERIFY(record.find(best->parent.empty() ? best->name : best->parent)->sizeBytes <= entry.sizeBytes);
    }
    void refusesALimitOfTimeWithASetNumberOfTrials()
    {
        StudyInput input = inputFor(binaryTable(100, 4), "answer", 3);
        input.options.maxLatencyMicroseconds = 10.0;
        QVERIFY_EXCEPTION_THROWN(Study(std::move(input)), Error);
    }
    void keepsItsBudget()
    {
        std::vector<double> times; // the median of three: others may be at work here
        for (int i = 0; i < 3; ++i) {
            StudyInput input = inputFor(binaryTable(2000, 3), "answer", 0);
            input.options.budgetSeconds = 4.0;
            const double start = nowSeconds();
            const StudyRecord record = run(std::move(input));
            times.push_back(nowSeconds() - start);
            QVERIFY2(std::abs(record.seconds - times.back()) < 0.2, qPrintable(QString::number(record.seconds)));
            QVERIFY(record.trials > 3);
            QVERIFY(record.firstModelSeconds < 2.0);
        }
        std::ranges::sort(times);
        const double took = times[1];
        QVERIFY2(took < 6.0, qPrintable(QString::number(took))); // promised: 5 s; a factor of two in CI
        QVERIFY2(took > 3.2, qPrintable(QString::number(took))); // nor is a fifth of it left over
    }
    void aBudgetThatIsOverLeavesTheConstantAnswer()
    {
        StudyInput input = inputFor(binaryTable(400, 3), "answer", 0);
        input.options.budgetSeconds = 0.01;
        const StudyRecord record = run(std::move(input));
        const auto baseline =
            std::ranges::find(record.entries, "baseline", &LeaderboardEntry::family);
        QVERIFY(baseline != record.entries.end() && baseline->model);
        QVERIFY(std::isfinite(record.score.validation));
    }
    void stopKeepsTheBestSoFar()
    {
        StudyInput input = inputFor(binaryTable(3000, 4), "answer", 0);
        input.options.budgetSeconds = 600.0;
        Study study(std::move(input));
        study.start();
        QTRY_VERIFY_WITH_TIMEOUT(study.record().trials >= 3, 30000);
        const double start = nowSeconds();
        study.stop();
        const StudyRecord record = study.wait();
        QVERIFY(nowSeconds() - start < 2.0);
        QVERIFY(record.model("best"));
        QVERIFY(record.finished);
    }
    void standsStillWhilePaused()
    {
        StudyInput input = inputFor(binaryTable(1500, 5), "answer", 0);
        input.options.threads = 2;
        input.options.budgetSeconds = 3.0;
        Study study(std::move(input));
        study.start();
        QTRY_VERIFY_WITH_TIMEOUT(study.record().trials >= 1, 20000);
        study.pause();
        std::this_thread::sleep_for(std::chrono::milliseconds(1500));
        const int trials = study.record().trials;
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
        QVERIFY(study.record().trials - trials <= 1);
        QVERIFY(study.isRunning());
        study.resume();
        const StudyRecord record = study.wait();
        QVERIFY(record.finished);
        double fitting = 0.0; // the pause is nobody's time: two workers can't have used more than this
        for (const LeaderboardEntry &entry : record.entries)
            if (entry.trial >= 0 && entry.kind != EntryKind::Ensemble)
                fitting += entry.seconds;
        QVERIFY2(fitting < 2.0 * record.seconds + 0.5, qPrintable(QString::number(fitting)));
    }
    void tellsEventsInTheOrderThingsHappen()
    {
        std::atomic<int> wakeUps = 0;
        Study study(inputFor(binaryTable(300, 6), "answer", 4), [&] { ++wakeUps; });
        study.start();
        study.wait();
        const std::vector<StudyEvent> events = study.drain();
        QVERIFY(wakeUps > 0);
        QVERIFY(std::holds_alternative<StudyFinished>(events.back()));
        int started = 0, changed = 0;
        for (const StudyEvent &event : events) {
            started += std::holds_alternative<TrialStarted>(event) ? 1 : 0;
            if (const auto *entry = std::get_if<EntryChanged>(&event); entry && entry->entry.trial >= 0)
                ++changed;
        }
        QVERIFY(started >= 4);
        QVERIFY(changed >= 4);
    }
    void continuesWhereItStopped()
    {
        const Table table = binaryTable(400, 7);
        const StudyRecord first = run(inputFor(table, "answer", 5));
        StudyInput input = inputFor(table, "answer", 4); // four more
        input.continued = first;
        const StudyRecord second = run(std::move(input));
        QCOMPARE(second.trials, 9);
        for (const LeaderboardEntry &entry : first.entries)
            if (entry.trial >= 0)
                QCOMPARE(second.find(entry.name)->validation, entry.validation);
    }
    /// The fits of the end are of other rows: nothing goes on from them.
    void aStudyThatEndedLeavesNothingInterrupted()
    {
        StudyInput input = inputFor(regressionTable(600, 14), "value", 3);
        input.options.families = {"symmetric"};
        const StudyRecord record = run(std::move(input));
        QVERIFY(record.refitted);
        QVERIFY(record.interrupted.empty());
    }
    void refusesToContinueOnOtherData()
    {
        const StudyRecord first = run(inputFor(binaryTable(300, 8), "answer", 3));
        StudyInput input = inputFor(binaryTable(300, 9), "answer", 5);
        input.continued = first;
        QVERIFY_EXCEPTION_THROWN(run(std::move(input)), Error);
    }
    void theBestModelAnswersWhatItWasScoredOn()
    {
        StudyInput input = inputFor(regressionTable(400, 10), "value", 5);
        input.options.refit = false;
        const StudyRecord record = run(std::move(input));
        const Scored scored{record.resultTruth, record.resultPrediction, record.resultThreshold};
        QCOMPARE(evaluateMetric(record.metric, scored), record.score.test);
        QVERIFY(!record.refitted);
    }
    void aContinuedStudyKeepsEarlierModelsUntilItHasNewOnes()
    {
        const Table table = binaryTable(400, 12);
        const StudyRecord first = run(inputFor(table, "answer", 5));
        QVERIFY(first.refitted && first.find(first.best)->parent != "");
        StudyInput input = inputFor(table, "answer", 0);
        input.options.budgetSeconds = 600.0;
        input.continued = first;
        std::mutex mutex;
        std::optional<StudyRecord> saved;
        Study study(std::move(input), {}, [&](const StudyRecord &record) {
            std::lock_guard lock(mutex);
            if (!saved)
                saved = record;
        });
        study.start();
        QTRY_VERIFY_WITH_TIMEOUT((std::lock_guard(mutex), saved.has_value()), 30000);
        study.stop();
        const StudyRecord stopped = study.wait();
        QVERIFY(saved->find(first.best) && saved->find(first.best)->model);
        QVERIFY(saved->model("best") && saved->model("single"));
        QVERIFY(stopped.model("best") && stopped.model("single") && stopped.model("smallest"));
        QCOMPARE(stopped.refitted, stopped.score.validation == first.score.validation);
        QCOMPARE(stopped.best == first.best, stopped.refitted);
    }
    void continuesWithTheSameFoldsWhateverTheBudget()
    {
        const Table table = binaryTable(600, 13);
        StudyInput input = inputFor(table, "answer", 4);
        input.options.folds = 3;
        StudyRecord first = run(std::move(input));
        QCOMPARE(first.foldParts, 3);
        first.options.folds = 0;
        input = inputFor(table, "answer", 2);
        input.continued = first;
        QCOMPARE(run(std::move(input)).foldParts, 3);
    }
    void whatPromisesNothingIsEndedAfterAFold()
    {
        StudyInput input = inputFor(regressionTable(800, 12), "value", 0);
        input.options.budgetSeconds = 4.0;
        const StudyRecord record = run(std::move(input));
        const auto pruned = std::ranges::count_if(record.entries, [](const LeaderboardEntry &entry) {
            return entry.state == EntryState::Stopped && entry.reason.starts_with("after ");
        });
        QVERIFY(pruned > 0);
        QVERIFY(record.score.validation < 0.5 * record.baselineValidation);
    }
    void saysWhenMoreTimeWouldHardlyHelp_data()
    {
        QTest::addColumn<bool>("stopEarly");
        QTest::newRow("it only suggests") << false;
        QTest::newRow("it stops") << true;
    }
    void saysWhenMoreTimeWouldHardlyHelp()
    {
        QFETCH(bool, stopEarly);
        const Table noisy = binaryTable(300, 15);
        std::vector<double> telling; // the answer itself
        for (std::size_t row = 0; row < noisy.rows(); ++row)
            telling.push_back(noisy.column("answer").text(row) == noisy.column("answer").text(0) ? 1.0 : 0.0);
        StudyInput input = inputFor(noisy.with(Column::numeric("telling", telling)), "answer", 12);
        input.options.stopEarly = stopEarly;
        Study study(std::move(input));
        study.start();
        const StudyRecord record = study.wait();
        QCOMPARE(record.score.validation, 1.0);
        int suggested = 0;
        for (const StudyEvent &event : study.drain())
            if (const auto *message = std::get_if<StudyMessage>(&event))
                suggested += message->text.starts_with("more time would hardly help: ") ? 1 : 0;
        QCOMPARE(suggested, stopEarly ? 0 : 1);
        QVERIFY(stopEarly ? record.trials < 12 : record.trials == 12);
    }
    void aFitThatMayTakeNoMemoryIsNotStarted()
    {
        StudyInput input = inputFor(regressionTable(400, 13), "value", 0);
        input.options.budgetSeconds = 3.0;
        input.options.memoryBytes = 1.0;
        Study study(std::move(input));
        study.start();
        QVERIFY_THROWS_EXCEPTION(Error, study.wait());
        bool said = false;
        for (const StudyEvent &event : study.drain())
            if (const auto *message = std::get_if<StudyMessage>(&event))
                said = said || message->text.find("--memory") != std::string::npos;
        QVERIFY(said);
    }
    void aRunTeachesTheNextOneUnlessItIsToldNotTo()
    {
        QTemporaryDir folder;
        const QByteArray before = qgetenv("XDG_DATA_HOME");
        qputenv("XDG_DATA_HOME", folder.path().toUtf8());
        StudyInput input = inputFor(regressionTable(300, 14), "value", 8);
        run(input);
        QCOMPARE(ExperienceFile().read().runs.tables.size(), std::size_t{0});
        input.options.experience = true;
        run(input);
        QCOMPARE(ExperienceFile().read().runs.tables.size(), std::size_t{1});
        input.options.trials = 0;
        input.options.budgetSeconds = 3.0;
        const StudyRecord taught = run(input);
        QVERIFY(std::ranges::any_of(taught.entries, [](const LeaderboardEntry &entry) {
            return entry.reason.find("your earlier run on value") != std::string::npos;
        }));
        qputenv("XDG_DATA_HOME", before);
    }
    /// Labels that nothing tells: the best of many is lucky, and what is told of it is not.
    void luckIsNotToldAsSkill()
    {
        RandomStream random(5);
        std::vector<double> cells[4];
        std::vector<std::string> labels;
        for (int row = 0; row < 80; ++row) {
            for (std::vector<double> &column : cells)
                column.push_back(random.normal());
            labels.push_back(row % 2 ? "yes" : "no");
        }
        std::vector<Column> columns{Column::fromTexts("answer", ColumnType::Boolean, labels)};
        for (int i = 0; i < 4; ++i)
            columns.push_back(Column::numeric("x" + std::to_string(i), cells[i]));
        const StudyRecord record = run(inputFor(Table(columns), "answer", 40));
        const LeaderboardEntry *best = record.find(record.best);
        QVERIFY(best);
        QVERIFY(best->validation > 0.55);
        QVERIFY2(record.score.validation < best->validation - 0.03,
                 qPrintable(QString::number(record.score.validation)));
        // Nor is what the scored rows knew of when each fit should end.
        const FloatMatrix &told = record.resultPrediction;
        QVERIFY(told.values != best->oof->values);
        QVERIFY(evaluateScore(MetricKind::Auc, {record.resultTruth, told, 0.5F, {}}) < best->validation);
        QVERIFY(record.score.low < 0.5 && record.score.high > 0.5);
        QVERIFY(std::ranges::any_of(record.notes, [](const std::string &note) {
            return note.find("40 rows") == note.npos && note.find("luck") != note.npos;
        }));
    }
    void lockedLabelsChooseNothing()
    {
        // The locked rows' answers change places within a stratum, so that the same rows are locked.
        const Table table = regressionTable(600, 11);
        StudyInput input = inputFor(table, "value", 6);
        input.options.refit = false;
        const StudySetup setup = prepareStudy(table, std::nullopt, input.options);
        QVERIFY(setup.lockedRows.size() > 50);
        const std::vector<std::int32_t> strata = strataOf(setup.target);
        std::vector<double> values(table.column("value").numbers().begin(), table.column("value").numbers().end());
        std::map<std::int32_t, std::uint32_t> last;
        for (const std::uint32_t row : setup.lockedRows) {
            if (const auto found = last.find(strata[row]); found != last.end())
                std::swap(values[found->second], values[row]);
            last[strata[row]] = row;
        }
        const StudyRecord honest = run(input);
        input.table = table.with(Column::numeric("value", values));
        const StudyRecord other = run(input);
        QVERIFY(other.score.test != honest.score.test);
        QCOMPARE(other.score.validation, honest.score.validation);
        QCOMPARE(other.best + other.single + other.smallest, honest.best + honest.single + honest.smallest);
        QCOMPARE(other.entries.size(), honest.entries.size());
        for (std::size_t i = 0; i < other.entries.size(); ++i) {
            QCOMPARE(other.entries[i].name, honest.entries[i].name);
            QCOMPARE(other.entries[i].validation, honest.entries[i].validation);
            QVERIFY(!other.entries[i].model || pack(*other.entries[i].model).size() == pack(*honest.entries[i].model).size());
        }
        const RawBatch batch = bindTable(honest.schema, setup.features);
        QCOMPARE(other.model("best")->predict(batch).numbers, honest.model("best")->predict(batch).numbers);
    }
};

QTEST_GUILESS_MAIN(TestStudy)
#include "tst_study.moc"
