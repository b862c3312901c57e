// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tune/live_trials.h"

#include <QtTest>

#include <cmath>

using namespace leptune;

namespace {

TrialStarted start(int trial, int worker, double at)
{
    TrialStarted started;
    started.trial = trial;
    started.worker = worker;
    started.name = "boosting-" + std::to_string(trial);
    started.family = "boosting";
    started.at = at;
    return started;
}

TrialProgress progress(int trial, int worker, int fold, int iteration, double loss)
{
    return {trial, worker, fold, 5, iteration, 100, loss, loss + 0.1, 1.0};
}

LeaderboardEntry entry(int trial, double at)
{
    LeaderboardEntry entry;
    entry.trial = trial;
    entry.finishedAt = at;
    return entry;
}

} // namespace

class TestLiveTrials : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsHowFarAWorkerIs()
    {
        LiveTrials trials;
        trials.reset(2);
        trials.started(start(3, 1, 2.0));
        QVERIFY(!trials.workers()[0].isBusy());
        QVERIFY(trials.workers()[1].progress(3.0) < 0.0); // nothing known yet
        trials.progressed(progress(3, 1, 2, 50, 0.4));
        QCOMPARE(trials.workers()[1].progress(3.0), 0.5);
        trials.finished(entry(3, 7.0), 1);
        QVERIFY(!trials.workers()[1].isBusy());
        QCOMPARE(trials.lanes()[0].end, 7.0);
    }

    void guessesFromTheExpectedTimeButNeverToTheEnd()
    {
        WorkerState worker;
        worker.trial = 1;
        worker.startedAt = 10.0;
        worker.expectedSeconds = 4.0;
        QCOMPARE(worker.progress(12.0), 0.5);
        QVERIFY(worker.progress(100.0) < 1.0);
    }

    void staysWithTheTrialWhoseCurveItShows()
    {
        LiveTrials trials;
        trials.reset(2);
        trials.started(start(1, 0, 0.0));
        trials.started(start(2, 1, 0.0));
        trials.progressed(progress(1, 0, 0, 1, 0.9));
        trials.progressed(progress(2, 1, 0, 1, 0.8));
        trials.progressed(progress(1, 0, 0, 2, 0.7));
        QCOMPARE(trials.followed()->trial, 1);
        QCOMPARE(trials.followed()->train.size(), 2);
        QCOMPARE(trials.curves().find(2)->train.size(), 1); // kept as well, to be chosen
        trials.finished(entry(1, 3.0), 0);
        trials.progressed(progress(2, 1, 0, 2, 0.6));
        QCOMPARE(trials.followed()->trial, 2);
        QCOMPARE(trials.followed()->name, std::string("boosting-2"));
        QCOMPARE(trials.curves().find(1)->train.size(), 2);
    }

    void prefersANetworkThatRuns()
    {
        LiveTrials trials;
        trials.reset(3);
        trials.started(start(1, 0, 0.0));
        for (const int trial : {2, 3}) {
            TrialStarted network = start(trial, trial - 1, 0.0);
            network.family = "nn";
            trials.started(network);
        }
        trials.progressed(progress(1, 0, 0, 1, 0.9));
        trials.progressed(progress(2, 1, 0, 1, 0.8));
        QCOMPARE(trials.followed()->trial, 2);
        trials.progressed(progress(3, 2, 0, 1, 0.7));
        trials.progressed(progress(1, 0, 0, 2, 0.6));
        QCOMPARE(trials.followed()->trial, 2);
        trials.finished(entry(2, 3.0), 1);
        QCOMPARE(trials.followed()->trial, 2); // until another one tells
        trials.progressed(progress(3, 2, 0, 2, 0.6));
        QCOMPARE(trials.followed()->trial, 3);
    }

    void beginsTheCurveAnewInTheNextFold()
    {
        LiveTrials trials;
        trials.reset(1);
        trials.started(start(1, 0, 0.0));
        trials.progressed(progress(1, 0, 0, 1, 0.9));
        trials.progressed(progress(1, 0, 0, 2, 0.8));
        trials.progressed(progress(1, 0, 1, 1, 0.95));
        QCOMPARE(trials.followed()->fold, 1);
        QCOMPARE(trials.followed()->validation.size(), 1);
    }

    void beginsTheCurveAnewInARefit()
    {
        LiveTrials trials;
        trials.reset(1);
        trials.started(start(1, 0, 0.0));
        trials.progressed(progress(1, 0, 0, 1, 0.9));
        trials.progressed(progress(1, 0, 0, 2, 0.8));
        trials.progressed(progress(1, 0, 0, 1, 0.85));
        QCOMPARE(trials.followed()->train, QList<QPointF>({{1.0, 0.85}}));
    }

    void ignoresLossesThatAreUnknownAndLateReports()
    {
        LiveTrials trials;
        trials.reset(1);
        trials.started(start(1, 0, 0.0));
        TrialProgress unknown = progress(1, 0, 0, 1, std::nan(""));
        unknown.validationLoss = std::nan("");
        trials.progressed(unknown);
        QVERIFY(!trials.followed());
        trials.progressed(progress(77, 0, 0, 1, 0.3));
        QVERIFY(!trials.followed() && !trials.curves().find(77));
    }

    void tellsHowATrialEnded()
    {
        LiveTrials trials;
        trials.reset(1);
        trials.started(start(1, 0, 0.0));
        trials.progressed(progress(1, 0, 0, 1, 0.9));
        QVERIFY(!trials.followed()->end);
        LeaderboardEntry pruned = entry(1, 3.0);
        pruned.state = EntryState::Stopped;
        pruned.reason = "far below the best";
        trials.finished(pruned, 0);
        QCOMPARE(trials.followed()->end->state, EntryState::Stopped);
        QCOMPARE(trials.followed()->end->reason, std::string("far below the best"));
        trials.progressed(progress(1, 0, 1, 1, 0.8)); // late: nobody runs it
        QVERIFY(trials.followed()->end);
    }

    void closesAllLanesAtTheEnd()
    {
        LiveTrials trials;
        trials.reset(2);
        trials.started(start(1, 0, 0.0));
        trials.finished(entry(-1, 2.0), -1); // an ensemble
        trials.ended(9.0);
        QCOMPARE(trials.lanes().size(), 1U);
        QCOMPARE(trials.lanes()[0].end, 9.0);
    }
};

QTEST_GUILESS_MAIN(TestLiveTrials)
#include "tst_live_trials.moc"
