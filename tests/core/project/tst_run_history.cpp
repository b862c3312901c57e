// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/run_history.h"

#include "tests/core/project/rich_project.h"

#include <QTest>

using namespace leptune;

class TestRunHistory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void figuresStayAndModelsGo()
    {
        const StudyRecord study = testing::richRecord();
        RunHistory history;
        history.endedAt = 1'700'000'000;
        addEarlierRun(history, study, "b.csv");
        QCOMPARE(history.endedAt, std::int64_t{0}); // the next one has not ended
        QCOMPARE(history.earlier.size(), std::size_t{1});
        const EarlierRun &run = history.earlier.front();
        QCOMPARE(run.endedAt, std::int64_t{1'700'000'000});
        QCOMPARE(run.record.options.target, study.options.target);
        QCOMPARE(run.record.score.high, study.score.high);
        QCOMPARE(run.record.trials, study.trials);
        QCOMPARE(run.columns, std::uint64_t{2});
        QCOMPARE(run.dataName, std::string("b.csv"));
        QVERIFY(run.record.entries.front().slices.empty()); // they name classes and values
        QVERIFY(run.record.schema.columns.empty()); // wide tables would fill the file with names
        QCOMPARE(run.record.dataRowsHash, study.dataRowsHash);
        QCOMPARE(run.record.entries.size(), std::size_t{1});
        QCOMPARE(run.record.entries.front().name, study.best);
        QCOMPARE(run.record.entries.front().sizeBytes, std::uint64_t{4});
        QVERIFY(!run.record.entries.front().model && !run.record.entries.front().oof);
        QVERIFY(run.record.resultPrediction.values.empty());
        QVERIFY(run.record.interrupted.empty());
    }
    void whatFoundNothingLeavesNothing()
    {
        RunHistory history;
        history.endedAt = 7;
        addEarlierRun(history, StudyRecord{}, {});
        QVERIFY(history.earlier.empty());
        QCOMPARE(history.endedAt, std::int64_t{0});
    }
    void theOldestGoFirst()
    {
        RunHistory history;
        for (std::size_t i = 1; i <= kMostEarlierRuns + 3; ++i) {
            history.endedAt = static_cast<std::int64_t>(i);
            addEarlierRun(history, testing::richRecord(), {});
        }
        QCOMPARE(history.earlier.size(), kMostEarlierRuns);
        QCOMPARE(history.earlier.front().endedAt, std::int64_t{4});
        QCOMPARE(history.earlier.back().endedAt, std::int64_t{kMostEarlierRuns + 3});
    }
};

QTEST_GUILESS_MAIN(TestRunHistory)
#include "tst_run_history.moc"
