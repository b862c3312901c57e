// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/limited_compression.h"

#include "tests/support/small_study.h"

#include <QTest>

#include <algorithm>
#include <limits>

using namespace leptune;
using namespace leptune::testing;

class TestLimitedCompression : public QObject {
    Q_OBJECT
private:
    SmallStudy m_study{TaskKind::Binary, 600, 8, {"boosting", "knn", "forest"}};
    Table m_table;
    StudyRecord m_record;

    LimitedCompression compressed(StudyRecord &record, const FrontLimits &limits) const
    {
        CompressionOptions options;
        options.limits = limits;
        options.candidates = 8;
        return compressUnderLimits(record, m_table, std::nullopt, options);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_table = tableOf(m_study);
        m_record = runSmall(m_study);
    }
    void aSixthOfTheBudgetIsLeftForIt()
    {
        QCOMPARE(compressionSeconds(60.0), 10.0);
        QCOMPARE(compressionSeconds(3600.0), 30.0);
    }
    void whatIsMissedIsSaidByHowMuch()
    {
        const FrontLimits limits{0.01, 1000.0, 5.0};
        QCOMPARE(missOf({0.005, 1000, 5.0, 0.004}, limits), std::string());
        QVERIFY(missOf({0.0, 2500, 4.0}, limits).find("2.5 times the size") != std::string::npos);
        QVERIFY(missOf({0.0, 500, 10.0}, limits).find("2 times the time") != std::string::npos);
        const std::string drop = missOf({0.03, 500, 4.0, 0.01}, limits);
        QVERIFY2(drop.find("loses 3 %") != std::string::npos, drop.c_str());
    }
    void theChosenOneIsTheSmallestOfTheProject()
    {
        StudyRecord record = m_record;
        const auto leaderBytes = static_cast<double>(record.entryFor("best").sizeBytes);
        const LimitedCompression outcome = compressed(record, {1.0, leaderBytes / 4.0, 0.0});
        QVERIFY2(outcome.keepsLimits, outcome.note.c_str());
        const LeaderboardEntry &smallest = record.entryFor("smallest");
        QCOMPARE(smallest.kind, EntryKind::Compressed);
        QCOMPARE(smallest.name, outcome.result->candidates[outcome.result->chosen].name);
        QVERIFY(static_cast<double>(smallest.sizeBytes) <= leaderBytes / 4.0);
        QVERIFY(outcome.note.find(smallest.name) != std::string::npos);
    }
    void theBestScoreIsCompressedEvenWhereItIsTooLarge()
    {
        StudyRecord record = m_record;
        const std::string best = record.best;
        const double score = toScore(record.metric, record.find(best)->validation);
        const auto worst = std::ranges::min_element( // as under a limit: another is recommended
            record.entries, {}, [&](const LeaderboardEntry &entry) {
                return entry.model && !isRefit(entry) ? toScore(record.metric, entry.validation)
                                                      : std::numeric_limits<double>::infinity();
            });
        record.best = worst->name;
        QVERIFY(toScore(record.metric, record.find(record.best)->validation) < score);
        const LimitedCompression outcome = compressed(record, {0.5, 0.0, 0.0});
        QCOMPARE(toScore(record.metric, outcome.result->original.validation), score);
    }
    void whereNothingKeepsThemTheNearestIsKept()
    {
        StudyRecord record = m_record;
        const LimitedCompression outcome = compressed(record, {0.01, 50.0, 0.0});
        QVERIFY(!outcome.keepsLimits);
        QVERIFY2(outcome.note.find("times the size") != std::string::npos, outcome.note.c_str());
        QVERIFY(outcome.result.has_value());
        QCOMPARE(record.entryFor("smallest").kind, EntryKind::Compressed);
    }
    void anUnreachableModelIsLeftWithASentence()
    {
        StudyRecord record = m_record;
        for (LeaderboardEntry &entry : record.entries)
            entry.latencyMicroseconds = 1e6;
        CompressionOptions options;
        options.mostSeconds = 1.0;
        const LimitedCompression outcome =
            compressUnderLimits(record, m_table, std::nullopt, options);
        QVERIFY(!outcome.result && !outcome.keepsLimits);
        QVERIFY2(outcome.note.find("leptune-cli compress") != std::string::npos,
                 outcome.note.c_str());
        QCOMPARE(record.entries.size(), m_record.entries.size());
    }
    void anEndBeforeItIsMadeIsNoFailure()
    {
        StudyRecord record = m_record;
        std::stop_source stop;
        stop.request_stop();
        CompressionOptions options;
        options.candidates = 4;
        options.stop = stop.get_token();
        const LimitedCompression outcome =
            compressUnderLimits(record, m_table, std::nullopt, options);
        QVERIFY(!outcome.result);
        QVERIFY(!outcome.note.empty());
    }
};

QTEST_GUILESS_MAIN(TestLimitedCompression)
#include "tst_limited_compression.moc"
