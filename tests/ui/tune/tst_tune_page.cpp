// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/record_samples.h"
#include "tests/support/ui_sandbox.h"
#include "ui/charts/bar_list.h"
#include "ui/charts/lanes_view.h"
#include "ui/charts/line_chart.h"
#include "ui/charts/parallel_plot.h"
#include "ui/models/leaderboard_view.h"
#include "ui/tune/epoch_plot.h"
#include "ui/tune/size_chart.h"
#include "ui/tune/trial_dialog.h"
#include "ui/tune/tune_page.h"

#include <QAction>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QToolButton>
#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace leptune;
using namespace leptune::testing;

class TestTunePage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void invitesToStartWhereNothingIsThere()
    {
        Session session;
        TunePage page(session);
        QCOMPARE(page.progress(), Page::Progress::Empty);
        QCOMPARE(page.primaryAction()->text(), QStringLiteral("Start"));
        QVERIFY(!page.primaryAction()->isEnabled()); // no data yet
        QVERIFY(label(page, "tuneRemaining")->text().isEmpty());
        QVERIFY(!page.findChild<QToolButton *>(QStringLiteral("pause"))->isVisibleTo(&page));
    }

    void showsAFinishedStudy()
    {
        Session session;
        TunePage page(session);
        page.resize(1100, 700);
        const StudyRecord record = sampleRecord();
        session.setOptions(record.options);
        session.study().setRecord(record);

        QCOMPARE(page.progress(), Page::Progress::Done);
        QCOMPARE(page.primaryAction()->text(), QStringLiteral("Results"));
        QVERIFY(label(page, "bestScore")->text().startsWith(QStringLiteral("AUC 0.")));
        QCOMPARE(label(page, "bestFamily")->text(), QStringLiteral("ensemble"));
        QVERIFY(label(page, "bestCost")->text().contains(QStringLiteral("64")));
        QCOMPARE(chart(page, "scoreChart")->lines().size(), 3U);
        QCOMPARE(table(page)->proxy().rowCount(), record.trials + 1);
        QVERIFY(notes(page).contains(QStringLiteral("comment is not used")));

        QSignalSpy next(&page, &Page::nextRequested);
        page.primaryAction()->trigger();
        QCOMPARE(next.count(), 1);
    }

    void turnsTheOrderWithTheMetricThatAStudyStartsWith()
    {
        Session session;
        TunePage page(session);
        table(page)->setMetric(MetricKind::Rmse);
        QCOMPARE(table(page)->proxy().sortOrder(), Qt::AscendingOrder);
        table(page)->setMetric(MetricKind::Auc);
        QCOMPARE(table(page)->proxy().sortOrder(), Qt::DescendingOrder);
    }

    void saysWhenTheSetUpHasChangedSince()
    {
        Session session;
        TunePage page(session);
        const StudyRecord record = sampleRecord();
        session.study().setRecord(record);
        TuneOptions other = record.options;
        other.target = "width";
        session.setOptions(other);
        QCOMPARE(page.progress(), Page::Progress::Stale);
        QCOMPARE(page.primaryAction()->text(), QStringLiteral("Start"));
    }

    void followsTheEventsOfTrials()
    {
        Session session;
        TunePage page(session);
        page.resize(1100, 700);
        StudyController &study = session.study();
        StudyStarted header;
        header.workers = 2;
        header.metric = "auc";
        header.notes = {"text column Name is not used"};
        Q_EMIT study.started(header);
        TrialStarted trial;
        trial.trial = 4;
        trial.worker = 1;
        trial.name = "boosting-4";
        trial.family = "boosting";
        trial.why = "tried first because it is fast";
        Q_EMIT study.trialStarted(trial);
        TrialStarted other = trial;
        other.trial = 5;
        other.worker = 0;
        other.name = "boosting-5";
        Q_EMIT study.trialStarted(other);
        LeaderboardEntry gone;
        gone.name = "boosting-5";
        gone.family = "boosting";
        gone.trial = 5;
        gone.state = EntryState::Stopped;
        Q_EMIT study.entryChanged(gone, 0);
        for (int round = 1; round <= 30; ++round)
            Q_EMIT study.trialProgressed(
                {4, 1, 2, 5, round, 100, 1.0 / round, 1.1 / round, 0.1 * round});
        page.redraw();

        QCOMPARE(label(page, "worker2")->text(), QStringLiteral("gradient boosting"));
        const QString line = label(page, "workerDetail2")->text();
        QVERIFY2(line.contains(QStringLiteral("fold 3 of 5")) &&
                     line.contains(QStringLiteral("30")),
                 qPrintable(line));
        QCOMPARE(label(page, "worker1")->text(), QStringLiteral("waits"));
        QCOMPARE(learningCurve(page).trial, 4);
        QCOMPARE(learningCurve(page).train.size(), 30);
        QCOMPARE(learningCurve(page).validation.size(), 30);
        QCOMPARE(notes(page).count(QStringLiteral("tried first because it is fast")), 1);

        LeaderboardEntry failed;
        failed.name = "boosting-4";
        failed.family = "boosting";
        failed.trial = 4;
        failed.state = EntryState::Failed;
        failed.reason = "out of memory";
        failed.finishedAt = 4.0;
        Q_EMIT study.entryChanged(failed, 1);
        page.redraw();
        QCOMPARE(label(page, "worker2")->text(), QStringLiteral("waits"));
        QCOMPARE(table(page)->proxy().rowCount(), 2);
        const auto *lanes = page.findChild<LanesView *>(QStringLiteral("lanes"));
        QVERIFY(lanes->bars().empty()); // nobody looks at them
        showTab(page, "lanes");
        QCOMPARE(lanes->bars().size(), 2U);
        QVERIFY(lanes->bars()[0].failed != lanes->bars()[1].failed);
    }

    void showsTheCurveOfAChosenTrial()
    {
        Session session;
        TunePage page(session);
        page.resize(1100, 700);
        page.show();
        StudyController &study = session.study();
        StudyStarted header;
        header.workers = 2;
        header.metric = "auc";
        Q_EMIT study.started(header);
        for (int trial = 0; trial < 3; ++trial)
            learn(study, trial, trial % 2, trial < 2);
        page.redraw();
        auto *follow = page.findChild<QToolButton *>(QStringLiteral("followRunning"));
        QVERIFY(!follow->isVisible());
        QCOMPARE(learningCurve(page).trial, 2); // the one that runs

        LeaderboardView *trials = table(page);
        trials->selectEntry("nn-0");
        page.redraw();
        QCOMPARE(learningCurve(page).trial, 0);
        QVERIFY(follow->isVisible());
        learn(study, 2, 0, false); // what runs does not take its place
        page.redraw();
        QCOMPARE(learningCurve(page).trial, 0);
        follow->click();
        page.redraw();
        QCOMPARE(learningCurve(page).trial, 2);
        QVERIFY(!trials->selectionModel()->hasSelection());

        trials->selectEntry("nn-1");
        QTest::mouseClick(label(page, "worker1"), Qt::LeftButton); // runs trial 2
        page.redraw();
        QCOMPARE(learningCurve(page).trial, 2);

        trials->selectEntry("nn-0");
        page.redraw();
        QCOMPARE(learningCurve(page).trial, 0);
        QTest::keyClick(label(page, "worker1"), Qt::Key_Return);
        page.redraw();
        QCOMPARE(learningCurve(page).trial, 2);
        QCOMPARE(label(page, "worker2")->focusPolicy(), Qt::NoFocus); // it waits
    }

    void saysThatATrialHasNoCurve()
    {
        Session session;
        TunePage page(session);
        session.study().setRecord(sampleRecord());
        page.redraw();
        QVERIFY(
            !page.findChild<QToolButton *>(QStringLiteral("followRunning"))->isVisibleTo(&page));
        QTest::keyClick(table(page), Qt::Key_Down);
        page.redraw();
        QVERIFY(learningCurve(page).isEmpty());
        QVERIFY(page.findChild<QToolButton *>(QStringLiteral("followRunning"))->isVisibleTo(&page));
    }

    void putsAFailureInThePlaceOfTheTime()
    {
        Session session;
        TunePage page(session);
        Q_EMIT session.study().failed(QStringLiteral("no column is left to learn from"));
        QVERIFY(label(page, "tuneStatus")->text().contains(QStringLiteral("no column is left")));
        QVERIFY(label(page, "tuneRemaining")->text().isEmpty());
        QCOMPARE(page.progress(), Page::Progress::Failed);
    }

    void drawsTheFrontAndTheLimitsThatTheUserHas()
    {
        Session session;
        TunePage page(session);
        StudyRecord record = sampleRecord();
        session.study().setRecord(record);
        const auto *sizes = page.findChild<SizeChart *>(QStringLiteral("sizeChart"));
        QVERIFY(!sizes->front().isEmpty());
        QVERIFY(std::isnan(sizes->leastScore()));
        for (const ScatterPoint &point : sizes->points()) { // no point lies above the steps
            double reached = 0.0;
            for (const QPointF &step : sizes->front())
                reached = step.x() <= point.x ? step.y() : reached;
            QVERIFY(point.y <= reached);
        }
        record.options.maxDrop = 0.1;
        record.options.maxModelBytes = 5000.0;
        session.study().setRecord(record);
        const double best = sizes->front().last().y();
        QVERIFY(std::abs(sizes->leastScore() - (best - 0.1 * (best - record.baselineValidation))) <
                1e-12);
    }

    void aRangeOfASettingFiltersTheTableAndPalesTheRest()
    {
        Session session;
        TunePage page(session);
        page.resize(1100, 700);
        session.study().setRecord(sampleRecord());
        showTab(page, "parallelPlot");
        auto *plot = page.findChild<ParallelPlot *>(QStringLiteral("parallelPlot"));
        QVERIFY(plot->lines().size() >= 2);
        const int all = table(page)->proxy().rowCount();
        plot->setRange(plot->axes().size() - 1,
                       std::pair(plot->axes().back().low, plot->axes().back().high));
        const auto within = plot->keysWithin();
        QCOMPARE(table(page)->proxy().rowCount(), static_cast<int>(within.size()));
        QVERIFY(table(page)->proxy().rowCount() < all);
        for (const ChartMark &mark : chart(page, "scoreChart")->marks())
            QCOMPARE(mark.isPale, std::ranges::find(within, mark.key) == within.end());
        auto *tabs = page.findChild<QTabWidget *>(QStringLiteral("tuneTabs"));
        QVERIFY(tabs->tabText(0).contains(QString::number(all)));
        page.findChild<QToolButton *>(QStringLiteral("settingsAll"))->click();
        QCOMPARE(table(page)->proxy().rowCount(), all);
        QVERIFY(std::ranges::none_of(chart(page, "scoreChart")->marks(), &ChartMark::isPale));
    }

    void whatIsPickedInAChartIsChosenInTheTable()
    {
        Session session;
        TunePage page(session);
        session.study().setRecord(sampleRecord());
        Q_EMIT chart(page, "scoreChart")->markPicked(9);
        QCOMPARE(table(page)->currentEntry()->trial, 9);
        QCOMPARE(table(page)->selectionModel()->selectedRows().size(), 1);
        Q_EMIT page.findChild<SizeChart *>(QStringLiteral("sizeChart"))->pointPicked(3);
        QCOMPARE(table(page)->currentEntry()->trial, 3);
    }

    /// Lines that move tell of another selection in the middle of their move: nothing may be asked
    /// of the table, nor put into it, just then.
    void selectedLinesMayMoveWhileTheTableFills()
    {
        Session session;
        TunePage page(session);
        session.study().setRecord(sampleRecord());
        LeaderboardView *view = table(page);
        const int before = view->proxy().rowCount();
        view->selectAll();
        LeaderboardEntry moved = *view->currentEntry();
        moved.validation = 0.01;
        Q_EMIT session.study().entryChanged(moved, 0);
        for (int i = 0; i < 1000; ++i) {
            LeaderboardEntry entry;
            entry.name = "nn-" + std::to_string(1000 + i);
            entry.family = "nn";
            entry.trial = 1000 + i;
            entry.validation = 0.5 + 1e-4 * (i * 37 % 1000);
            Q_EMIT session.study().entryChanged(entry, 0);
        }
        page.redraw();
        QVERIFY(view->proxy().rowCount() < before + 1000); // some at a time
        QTRY_COMPARE(view->proxy().rowCount(), before + 1000);
        QCOMPARE(view->selectionModel()->selectedRows().size(), before);
    }

    void enterShowsAllThatIsKnownOfATrial()
    {
        Session session;
        TunePage page(session);
        StudyRecord record = sampleRecord();
        record.entries[2].foldScores = {0.71, 0.69};
        record.entries[2].parameters.set("dropout", 0.25);
        session.study().setRecord(record);
        table(page)->selectEntry(record.entries[2].name);
        QTest::keyClick(table(page), Qt::Key_Return);
        auto *dialog = page.findChild<TrialDialog *>(QStringLiteral("trialDialog"));
        QVERIFY(dialog && dialog->isVisible());
        const QString text = dialog->text();
        QCOMPARE(text.count(QStringLiteral("(dropout)")), 1);
        for (const char *part :
             {"learning rate (learning_rate)", "0.7100 · 0.6900", "Best round", "180",
              "a good first try", "fold 1 scored 0.7100", "finished after"})
            QVERIFY2(text.contains(QString::fromUtf8(part)), qPrintable(text));

        const auto failed =
            std::ranges::find(record.entries, EntryState::Failed, &LeaderboardEntry::state);
        table(page)->selectEntry(failed->name);
        QTest::keyClick(table(page), Qt::Key_Return);
        QVERIFY(dialog->text().contains(QStringLiteral("failed: the kernel matrix")));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(!dialog->isVisible());
    }

    void whatMattersShowsAfterEnoughTrials()
    {
        Session session;
        TunePage page(session);
        page.resize(1100, 700);
        RecordWishes wishes;
        wishes.trials = 16;
        session.study().setRecord(sampleRecord(wishes));
        showTab(page, "mattersBars");
        const auto *bars = page.findChild<BarList *>(QStringLiteral("mattersBars"));
        QVERIFY(bars->amounts().empty());
        StudyRecord record = sampleRecord(wishes);
        for (int i = 0; i < 30; ++i) { // only the learning rate makes a difference
            LeaderboardEntry entry = record.entries[2];
            entry.trial = 100 + i;
            entry.name = "boosting-" + std::to_string(entry.trial);
            entry.parameters.set("learning_rate", 0.01 + 0.01 * i);
            entry.parameters.set("depth", static_cast<std::int64_t>(3 + i * 7 % 5));
            entry.validation = 0.6 + 0.01 * i;
            record.entries.push_back(entry);
        }
        session.study().setRecord(record);
        QTRY_COMPARE(bars->amounts().size(), 2U);
        QCOMPARE(bars->amounts()[0].name, QStringLiteral("learning rate"));
        QVERIFY(bars->amounts()[0].amount > 80.0);
        QVERIFY(label(page, "mattersSentence")->text().contains(QStringLiteral("“learning rate”")));
    }

    void saysWhatWrongAnswersCost()
    {
        Session session;
        TunePage page(session);
        StudyRecord record = sampleRecord();
        session.study().setRecord(record);
        QVERIFY(label(page, "bestLosses")->isHidden());
        record.options.costs = {10.0, 1.0};
        session.study().setRecord(record);
        QVERIFY(label(page, "bestLosses")->text().contains(QStringLiteral("cost")));
    }

    void filtersTheTrials()
    {
        Session session;
        TunePage page(session);
        session.study().setRecord(sampleRecord());
        QTest::keyClicks(page.findChild<QLineEdit *>(QStringLiteral("trialFilter")),
                         QStringLiteral("linear"));
        QCOMPARE(table(page)->proxy().rowCount(), 1);
    }

private:
    UiSandbox m_sandbox;

    static QLabel *label(const QWidget &page, const char *name)
    {
        return page.findChild<QLabel *>(QLatin1String(name));
    }
    /// The tab that holds a widget of this name, with what it draws once it is seen.
    static void showTab(const QWidget &page, const char *name)
    {
        auto *tabs = page.findChild<QTabWidget *>(QStringLiteral("tuneTabs"));
        const auto *inner = page.findChild<QWidget *>(QLatin1String(name));
        for (int i = 0; i < tabs->count(); ++i)
            if (tabs->widget(i) == inner || tabs->widget(i)->isAncestorOf(inner))
                tabs->setCurrentIndex(i);
    }
    static LineChart *chart(const QWidget &page, const char *name)
    {
        return page.findChild<LineChart *>(QLatin1String(name));
    }
    static const LearningCurve &learningCurve(const QWidget &page)
    {
        return page.findChild<EpochPlot *>(QStringLiteral("lossChart"))->curve();
    }
    /// A network that trains for some epochs, to its end or not.
    static void learn(StudyController &study, int trial, int worker, bool ends)
    {
        TrialStarted started;
        started.trial = trial;
        started.worker = worker;
        started.name = "nn-" + std::to_string(trial);
        started.family = "nn";
        Q_EMIT study.trialStarted(started);
        for (int epoch = 1; epoch <= 10; ++epoch)
            Q_EMIT study.trialProgressed({trial, worker, 0, 5, epoch, 20, 1.0 / epoch, 1.1 / epoch,
                                          0.1 * epoch, 0.8, 0.5, 4, 1000});
        if (!ends)
            return;
        LeaderboardEntry entry;
        entry.name = started.name;
        entry.family = "nn";
        entry.trial = trial;
        entry.validation = 0.8;
        Q_EMIT study.entryChanged(entry, worker);
    }
    static LeaderboardView *table(const QWidget &page)
    {
        return page.findChild<LeaderboardView *>(QStringLiteral("trialTable"));
    }
    static QString notes(const QWidget &page)
    {
        return page.findChild<QPlainTextEdit *>(QStringLiteral("searchRemarks"))->toPlainText();
    }
};

QTEST_MAIN(TestTunePage)
#include "tst_tune_page.moc"
