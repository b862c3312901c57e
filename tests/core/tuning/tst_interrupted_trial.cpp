// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/project_bytes.h"
#include "core/tuning/fold_plan.h"
#include "core/tuning/study.h"
#include "core/tuning/study_setup.h"
#include "core/tuning/trial.h"
#include "tests/support/made_tables.h"

#include <QTest>

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

using namespace leptune;
using namespace leptune::testing;

namespace {

constexpr int kFolds = 3;

TrialPlan planOf(const Table &table)
{
    TuneOptions options;
    options.target = "answer";
    const StudySetup setup = prepareStudy(table, {}, options);
    const Rows rows = sampleRows(setup, setup.studyRows, kMostSearchRows, 1);
    auto data = std::make_shared<const StudyData>(setup.schema, setup.features.gathered(rows),
                                                  setup.target.gathered(rows),
                                                  gatherValues(setup.weights, rows), 1);
    return makeTrialPlan(data, makeFolds(setup, rows, {kFolds, 1}, 3), setup.metric);
}

TrialRequest networkTrial(int width = 24)
{
    TrialRequest request;
    request.trial = 7;
    request.name = "nn-7";
    request.family = "nn";
    request.seed = 11;
    request.parameters.set("layers", std::int64_t{2});
    request.parameters.set("width", std::int64_t{width});
    request.parameters.set("batch_size", std::int64_t{32});
    request.parameters.set("dropout", 0.2);
    request.parameters.set("epochs", std::int64_t{14});
    return request;
}

using Moment = std::pair<int, int>; ///< fold, epoch

/// Runs a trial until it has told of this epoch of this fold, or to its end.
TrialResult run(const TrialRequest &request, const TrialPlan &plan, Moment until,
                std::vector<FitProgress> *told = nullptr, std::vector<Moment> *steps = nullptr)
{
    std::stop_source stop;
    TrialControl control;
    control.stop = stop.get_token();
    control.progress = [&](int fold, const FitProgress &progress) {
        if (told)
            told->push_back(progress);
        if (steps)
            steps->push_back({fold, progress.iteration});
        if (Moment(fold, progress.iteration) == until)
            stop.request_stop();
        return 0.0;
    };
    return runTrial(request, plan, control);
}

constexpr Moment kNever{99, 0};

} // namespace

/// Trials of networks and of boosters that are stopped on their way and continued.
class TestInterruptedTrial : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goesOnWhereItWas_data()
    {
        QTest::addColumn<int>("fold");
        QTest::addColumn<int>("epoch");
        QTest::addColumn<bool>("shrinks");
        for (const bool shrinks : {false, true})
            for (const auto &[fold, epoch] : {Moment{0, 1}, Moment{1, 5}, Moment{2, 13}})
                QTest::addRow("%s, fold %d, epoch %d", shrinks ? "small" : "whole", fold, epoch)
                    << fold << epoch << shrinks;
    }
    void goesOnWhereItWas()
    {
        QFETCH(int, fold);
        QFETCH(int, epoch);
        QFETCH(bool, shrinks);
        const TrialPlan plan = planOf(binaryTable(400, 3));
        TrialRequest request = networkTrial();
        if (shrinks) {
            request.parameters.set("sparsity", 0.9);
            request.parameters.set("weight_bits", std::int64_t{3});
            request.parameters.set("tolerance", 0.05);
        }
        const TrialResult whole = run(request, plan, kNever);
        QCOMPARE(whole.state, EntryState::Done);
        QVERIFY(whole.states.empty());
        const TrialResult first = run(request, plan, {fold, epoch});
        QCOMPARE(first.state, EntryState::Stopped);
        QCOMPARE(first.states.size(), std::size_t(kFolds));
        request.states = first.states;
        std::vector<Moment> steps;
        const TrialResult second = run(request, plan, kNever, nullptr, &steps);
        QCOMPARE(second.state, EntryState::Done);
        QCOMPARE(steps.front(), Moment(fold, epoch + 1));
        QCOMPARE(second.oof.values, whole.oof.values);
        QCOMPARE(second.foldScores, whole.foldScores);
        QCOMPARE(second.iterations, whole.iterations);
        QVERIFY(second.states.empty());
    }

    void boostersGoOnWhereTheyWere_data()
    {
        QTest::addColumn<QString>("family");
        QTest::newRow("symmetric") << QStringLiteral("symmetric");
        QTest::newRow("leafwise") << QStringLiteral("leafwise");
        QTest::newRow("boosting") << QStringLiteral("boosting");
    }
    void boostersGoOnWhereTheyWere()
    {
        QFETCH(QString, family);
        const TrialPlan plan = planOf(binaryTable(400, 3));
        TrialRequest request;
        request.trial = 7;
        request.family = family.toStdString();
        request.seed = 11;
        request.parameters.set("learning_rate", 0.1);
        const TrialResult whole = run(request, plan, kNever);
        QCOMPARE(whole.state, EntryState::Done);
        const TrialResult first = run(request, plan, {1, 9});
        QCOMPARE(first.state, EntryState::Stopped);
        request.states = first.states;
        std::vector<Moment> steps;
        const TrialResult second = run(request, plan, kNever, nullptr, &steps);
        QCOMPARE(second.state, EntryState::Done);
        QCOMPARE(steps.front(), Moment(1, 10)); // the first fold is done
        QCOMPARE(second.oof.values, whole.oof.values);
        QCOMPARE(second.foldScores, whole.foldScores);
        QCOMPARE(second.iterations, whole.iterations);
    }

    void boostersThatTimeCutShortGoOnToTheSameEnd_data() { boostersGoOnWhereTheyWere_data(); }
    void boostersThatTimeCutShortGoOnToTheSameEnd()
    {
        QFETCH(QString, family);
        const TrialPlan plan = planOf(binaryTable(3000, 3));
        TrialRequest request;
        request.trial = 7;
        request.family = family.toStdString();
        request.seed = 11;
        request.parameters.set("learning_rate", 0.004);
        const TrialResult whole = run(request, plan, kNever);
        QCOMPARE(whole.state, EntryState::Done);
        QVERIFY(!whole.cutShort && whole.states.empty());
        request.seconds = 0.2 * whole.seconds;
        const TrialResult cut = run(request, plan, kNever);
        QCOMPARE(cut.state, EntryState::Done);
        QVERIFY(cut.cutShort && cut.iterations < whole.iterations);
        QCOMPARE(cut.states.size(), std::size_t(kFolds));
        request.seconds = 0.0;
        request.states = cut.states;
        const TrialResult longer = run(request, plan, kNever);
        QVERIFY(!longer.cutShort && longer.states.empty());
        QCOMPARE(longer.oof.values, whole.oof.values);
        QCOMPARE(longer.iterations, whole.iterations);
    }

    /// So that a program that is killed loses little.
    void aRunningStudyTellsWhereItsNetworksAre()
    {
        StudyInput input;
        input.table = binaryTable(3000, 3);
        input.options.target = "answer";
        input.options.families = {"nn"};
        input.options.budgetSeconds = 300.0;
        Study study(std::move(input));
        study.start();
        QTRY_VERIFY_WITH_TIMEOUT(!study.record().interrupted.empty(), 60'000);
        const StudyRecord record = study.record();
        const InterruptedTrial &running = record.interrupted.front();
        QCOMPARE(running.family, std::string("nn"));
        QVERIFY(!running.states.empty() && running.states.front());
        QVERIFY(!record.find(running.name)); // it is not finished
        study.stop();
        study.wait();
    }
    void oneThatIsStoppedAgainBeforeItBeganLosesNothing()
    {
        const TrialPlan plan = planOf(binaryTable(400, 3));
        TrialRequest request = networkTrial();
        request.states = run(request, plan, {1, 5}).states;
        std::stop_source stop;
        stop.request_stop();
        TrialControl control;
        control.stop = stop.get_token();
        const TrialResult result = runTrial(request, plan, control);
        QCOMPARE(result.state, EntryState::Stopped);
        QCOMPARE(result.states, request.states);
    }

    void whatIsTooLargeIsNotKept()
    {
        const TrialPlan plan = planOf(binaryTable(200, 3));
        QVERIFY(!run(networkTrial(64), plan, {0, 1}).states.empty());
        QVERIFY(run(networkTrial(2048), plan, {0, 1}).states.empty()); // 2048 * 2048 weights
    }

    void familiesThatCantGoOnKeepNothing()
    {
        const TrialPlan plan = planOf(binaryTable(400, 3));
        TrialRequest request;
        request.family = "forest";
        const TrialResult result = run(request, plan, {0, 2});
        QCOMPARE(result.state, EntryState::Stopped);
        QVERIFY(result.states.empty());
    }

    /// The metric that is told while it trains is the one that counts at the end: in the last fold
    /// that of the best epoch is that fold's score.
    void tellsTheMetricOfTheValidationRows()
    {
        const TrialPlan plan = planOf(binaryTable(400, 3));
        std::vector<FitProgress> told;
        const TrialResult result = run(networkTrial(), plan, kNever, &told);
        double nearest = 1.0;
        for (const FitProgress &progress : told) {
            QVERIFY2(progress.metric > 0.3 && progress.metric <= 1.0, // AUC; at first by chance
                     qPrintable(QString::number(progress.metric)));
            QVERIFY(progress.bytes > 100 && progress.sparsity == 0.0 && progress.weightBits == 0);
            for (const double score : result.foldScores)
                nearest = std::min(nearest, std::abs(score - progress.metric));
        }
        QVERIFY2(nearest < 0.002, qPrintable(QString::number(nearest))); // weights were rounded
    }

    void aStoppedStudyGoesOnWithItsNetworks()
    {
        StudyInput input;
        input.table = binaryTable(1500, 5);
        input.options.target = "answer";
        input.options.families = {"nn"};
        input.options.budgetSeconds = 600.0;
        input.options.threads = 1;
        const Table table = input.table;
        Study study(std::move(input));
        study.start();
        const auto [name, reached] = stopInTheMiddle(study);
        const StudyRecord stopped = study.wait();
        QCOMPARE(stopped.interrupted.size(), std::size_t(1));
        QCOMPARE(stopped.interrupted.front().name, name);
        QCOMPARE(stopped.find(name)->state, EntryState::Stopped);

        const std::vector<std::uint8_t> file = projectBytes({}, nullptr, stopped);
        StudyInput again;
        again.continued = projectFromBytes(file, "p").study;
        again.table = table;
        again.options = again.continued->options;
        again.options.budgetSeconds = 600.0;
        Study next(std::move(again));
        next.start();
        const Moment begun = firstStepOf(next, name);
        QVERIFY2(begun > reached, qPrintable(QString("%1 %2").arg(begun.first).arg(begun.second)));
        const StudyRecord record = next.wait();
        QCOMPARE(record.find(name)->state, EntryState::Done);
        QVERIFY(std::ranges::none_of(
            record.interrupted,
            [&, &wanted = name](const InterruptedTrial &trial) { return trial.name == wanted; }));
        std::set<int> trials;
        int lines = 0;
        for (const LeaderboardEntry &entry : record.entries)
            if (entry.trial >= 0 && entry.parent.empty()) {
                trials.insert(entry.trial);
                ++lines;
            }
        QCOMPARE(static_cast<int>(trials.size()), lines);
        QCOMPARE(record.trials, lines);
    }

    void withASetNumberOfTrialsItIsLearnedFromBeforeOthersAreProposed()
    {
        const auto goOn = [&](int workers) {
            StudyInput input;
            input.table = binaryTable(150, 5);
            input.options.target = "answer";
            input.options.families = {"nn", "linear"};
            input.options.folds = 2;
            input.options.refit = false;
            input.options.trials = 2;
            Study first(input);
            first.start();
            StudyRecord record = first.wait();
            const TrialRequest request = networkTrial();
            const auto state = std::make_shared<const FitState>(40, std::uint8_t{1}); // of no use
            record.interrupted.push_back(
                {1, "nn-1", "nn", "", request.parameters, 5, 1.0, {state, nullptr}});
            std::erase_if(record.entries,
                          [](const LeaderboardEntry &e) { return e.name == "nn-1"; });
            input.continued = record;
            input.options.trials = 3;
            input.options.threads = workers;
            Study second(input);
            second.start();
            QString text;
            for (const LeaderboardEntry &entry : second.wait().entries)
                text += QString::fromStdString(entry.name) + u' ' +
                        QString::number(entry.validation, 'g', 17) + u'\n';
            return text;
        };
        const QString one = goOn(1);
        QVERIFY2(one.contains(QStringLiteral("nn-1 0.")), qPrintable(one));
        QCOMPARE(goOn(3), one);
    }

    void familiesThatAreNotTriedAnyMoreAreDropped()
    {
        StudyInput input;
        input.table = binaryTable(300, 5);
        input.options.target = "answer";
        input.options.families = {"linear"};
        input.options.trials = 2;
        Study first(input);
        first.start();
        input.continued = first.wait();
        input.continued->interrupted.push_back({2, "nn-2", "nn", "", {}, 5, 1.0, {nullptr}});
        Study second(input);
        second.start();
        const StudyRecord record = second.wait();
        QVERIFY(record.interrupted.empty() && !record.find("nn-2"));
    }

private:
    /// Stops the study once a network is in its second fold; its name, and where it was.
    static std::pair<std::string, Moment> stopInTheMiddle(Study &study)
    {
        std::string name;
        for (;;) {
            for (const StudyEvent &event : study.drain()) {
                if (const auto *started = std::get_if<TrialStarted>(&event))
                    name = started->name;
                const auto *progress = std::get_if<TrialProgress>(&event);
                if (progress && progress->fold == 1 && progress->iteration >= 3) {
                    study.stop();
                    return {name, {progress->fold, progress->iteration}};
                }
            }
            QTest::qSleep(1);
        }
    }
    /// Where the first trial that is started begins; the study is stopped after that trial.
    static Moment firstStepOf(Study &study, const std::string &name)
    {
        Moment begun{-1, -1};
        bool isFirst = true;
        for (;;) {
            for (const StudyEvent &event : study.drain()) {
                if (const auto *started = std::get_if<TrialStarted>(&event); started && isFirst) {
                    isFirst = false;
                    if (started->name != name) {
                        study.stop();
                        return {-1, -1};
                    }
                }
                if (const auto *progress = std::get_if<TrialProgress>(&event);
                    progress && begun.first < 0)
                    begun = {progress->fold, progress->iteration};
                const auto *changed = std::get_if<EntryChanged>(&event);
                if (changed && changed->entry.name == name) {
                    study.stop();
                    return begun;
                }
            }
            QTest::qSleep(1);
        }
    }
};

QTEST_GUILESS_MAIN(TestInterruptedTrial)
#include "tst_interrupted_trial.moc"
