// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/record_samples.h"
#include "ui/tune/trial_history.h"

#include <QElapsedTimer>
#include <QtTest>

#include <cmath>

using namespace leptune;
using namespace leptune::testing;

namespace {

TrialHistory historyOf(const StudyRecord &record)
{
    TrialHistory history;
    history.setRecord(record);
    return history;
}

LeaderboardEntry trialOf(int number, double at, double score, std::uint64_t bytes)
{
    LeaderboardEntry entry;
    entry.trial = number;
    entry.family = "forest";
    entry.name = "forest-" + std::to_string(number);
    entry.finishedAt = at;
    entry.validation = score;
    entry.sizeBytes = bytes;
    return entry;
}

const ChartLine *lineNamed(const std::vector<ChartLine> &lines, const QString &start)
{
    for (const ChartLine &line : lines)
        if (line.name.startsWith(start))
            return &line;
    return nullptr;
}

} // namespace

class TestTrialHistory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void drawsTheBestSingleModelAsAStaircaseThatOnlyImproves_data()
    {
        QTest::addColumn<TaskKind>("task");
        QTest::newRow("higher is better") << TaskKind::Binary;
        QTest::newRow("lower is better") << TaskKind::Regression;
    }

    void drawsTheBestSingleModelAsAStaircaseThatOnlyImproves()
    {
        QFETCH(TaskKind, task);
        RecordWishes wishes;
        wishes.task = task;
        const StudyRecord record = sampleRecord(wishes);
        const std::vector<ChartLine> lines = historyOf(record).lines(60.0);
        QCOMPARE(lines.size(), 3U);
        const QList<QPointF> &best = lines[0].points;
        for (qsizetype i = 1; i < best.size(); ++i)
            QVERIFY(toScore(record.metric, best[i].y()) >= toScore(record.metric, best[i - 1].y()));
        QCOMPARE(best.last().x(), 60.0);
        QCOMPARE(best.last().y(), record.find(record.single)->validation);
        QCOMPARE(lines[2].points[0].y(), record.baselineValidation);
    }

    void growsToTheSameByEventsInAnyOrder()
    {
        StudyRecord record = sampleRecord();
        const TrialHistory whole = historyOf(record);
        TrialHistory grown;
        grown.reset(record.metric);
        std::swap(record.entries[3], record.entries[4]); // two workers ended at about the same time
        for (const LeaderboardEntry &entry : record.entries)
            grown.update(entry);
        QCOMPARE(grown.lines(60.0)[0].points, whole.lines(60.0)[0].points);
        QCOMPARE(grown.front(), whole.front());
        QCOMPARE(grown.marks().size(), whole.marks().size());
        QCOMPARE(grown.sizes().size(), whole.sizes().size());
        QCOMPARE(grown.baseline(), whole.baseline());
    }

    void theEnsembleIsThickOnceItIsThere()
    {
        TrialHistory history;
        history.reset(MetricKind::Auc);
        history.update(trialOf(1, 1.0, 0.8, 100));
        QCOMPARE(history.lines(2.0)[0].form, ChartLine::Form::Thick);
        LeaderboardEntry ensemble;
        ensemble.name = ensemble.family = "ensemble";
        ensemble.kind = EntryKind::Ensemble;
        ensemble.finishedAt = 2.0;
        ensemble.validation = 0.85;
        history.update(ensemble);
        ensemble.finishedAt = 3.0;
        ensemble.validation = 0.87;
        history.update(ensemble);
        const auto lines = history.lines(4.0);
        QCOMPARE(lineNamed(lines, QStringLiteral("best"))->form, ChartLine::Form::Plain);
        const ChartLine *curve = lineNamed(lines, QStringLiteral("ensemble"));
        QCOMPARE(curve->form, ChartLine::Form::Thick);
        QCOMPARE(curve->points, QList<QPointF>({{2.0, 0.85}, {3.0, 0.87}, {4.0, 0.87}}));
    }

    void marksEveryScoredTrialAndNotTheFailedOnes()
    {
        const StudyRecord record = sampleRecord();
        QCOMPARE(static_cast<int>(historyOf(record).marks().size()),
                 record.trials - record.failedTrials - 1); // baseline
    }

    void aPrunedTrialIsHollowWhereItsFoldsWere()
    {
        TrialHistory history;
        history.reset(MetricKind::Auc);
        LeaderboardEntry pruned = trialOf(7, 3.0, std::nan(""), 0);
        pruned.state = EntryState::Stopped;
        pruned.foldScores = {0.6, 0.7};
        history.update(pruned);
        QCOMPARE(history.marks().size(), 1U);
        QVERIFY(history.marks()[0].isHollow);
        QCOMPARE(history.marks()[0].at, QPointF(3.0, 0.65));
        QVERIFY(history.lines(4.0).empty()); // it is no model
        QVERIFY(entryTip(pruned, MetricKind::Auc).contains(QStringLiteral("0.6500, ended early")));
        pruned.state = EntryState::Done; // continued in another sitting
        pruned.validation = 0.75;
        history.update(pruned);
        QCOMPARE(history.marks().size(), 1U);
        QVERIFY(!history.marks()[0].isHollow);
        QCOMPARE(history.lines(4.0)[0].points.first().y(), 0.75);
    }

    void theFrontHoldsWhatNoSmallerOneReaches_data()
    {
        QTest::addColumn<MetricKind>("metric");
        QTest::addColumn<double>("sign");
        QTest::newRow("higher is better") << MetricKind::Auc << 1.0;
        QTest::newRow("lower is better") << MetricKind::Rmse << -1.0;
    }
    void theFrontHoldsWhatNoSmallerOneReaches()
    {
        QFETCH(MetricKind, metric);
        QFETCH(double, sign);
        TrialHistory history;
        history.reset(metric);
        const double scores[] = {0.7, 0.9, 0.8, 0.85, 0.6, 0.9};
        const std::uint64_t bytes[] = {2000, 9000, 4000, 5000, 1000, 7000};
        for (int i = 0; i < 6; ++i)
            history.update(trialOf(i, i, sign * scores[i], bytes[i]));
        QCOMPARE(history.front(), QList<QPointF>({{1.0, sign * 0.6},
                                                  {2.0, sign * 0.7},
                                                  {4.0, sign * 0.8},
                                                  {5.0, sign * 0.85},
                                                  {7.0, sign * 0.9}}));
        QCOMPARE(history.best(), sign * 0.9);
    }

    void doesNotInventABaseline()
    {
        TrialHistory history;
        history.reset(MetricKind::Auc);
        QVERIFY(std::isnan(history.baseline()));
        QVERIFY(history.lines(0.0).empty());
    }

    /// An event must not cost what the study has grown to.
    void tenThousandTrialsCostNoMoreEachThanTen()
    {
        TrialHistory history;
        history.reset(MetricKind::Auc);
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 10'000; ++i)
            history.update(trialOf(i, i, 0.5 + 1e-5 * i, 1000 + 7 * (i % 97)));
        QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(history.marks().size(), 10'000U);
    }
};

QTEST_GUILESS_MAIN(TestTrialHistory)
#include "tst_trial_history.moc"
