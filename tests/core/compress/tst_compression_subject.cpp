// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/compression_subject.h"

#include "core/base/error.h"
#include "tests/support/made_tables.h"
#include "tests/support/small_study.h"

#include <QTest>

#include <cmath>

using namespace leptune;
using namespace leptune::testing;

class TestCompressionSubject : public QObject {
    Q_OBJECT
private:
    SmallStudy m_study;
    Table m_table;
    StudyRecord m_record;

    CompressionSubject subject(const std::string &name) const
    {
        return takeUp(m_record, name, m_table, std::nullopt, 2);
    }
    const LeaderboardEntry &bagOf(const std::string &family) const
    {
        for (const LeaderboardEntry &entry : m_record.entries)
            if (entry.family == family && entry.model && entry.parent.empty())
                return entry;
        throw std::runtime_error("no such entry");
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_table = tableOf(m_study);
        m_record = runSmall(m_study);
    }
    void theFitsOfABagAnswerTheRowsTheyNeverSaw()
    {
        const LeaderboardEntry &bag = bagOf("linear");
        const CompressionSubject taken = subject(bag.name);
        QCOMPARE(m_record.foldRepeats, 2); // one of them tests every row once
        QCOMPARE(taken.folds.size(), static_cast<std::size_t>(m_record.folds / 2));
        QCOMPARE(taken.memberAnswers.size(), std::size_t{1});
        const FloatMatrix &answers = taken.memberAnswers.front();
        QCOMPARE(answers.rows, bag.oof->rows);
        const double score = evaluateMetric(
            m_record.metric, {taken.plan->scoredTruth, answers, bag.model->threshold()});
        QVERIFY(std::abs(score - bag.validation) < 0.005); // calibrated on all rows, not crosswise
    }
    void foldsAndRowsAreTheStudys()
    {
        const CompressionSubject taken = subject(bagOf("boosting").name);
        QCOMPARE(taken.setup.lockedRows.size(), static_cast<std::size_t>(m_record.lockedRows));
        QCOMPARE(taken.plan->scoredRows.size(), bagOf("boosting").oof->rows);
        QCOMPARE(taken.testedRows.size(), taken.plan->scoredRows.size());
        for (std::size_t f = 0; f < taken.folds.size(); ++f)
            QVERIFY(taken.folds[f].rows.rows() == taken.plan->splits[f].train);
    }
    void ofManyRowsAFewFoldsAreEnough()
    {
        const SmallStudy study{TaskKind::Binary, 16'000, 2, {"linear"}};
        const StudyRecord record = runSmall(study);
        const CompressionSubject taken = takeUp(record, "best", tableOf(study), std::nullopt, 2);
        QVERIFY(taken.plan->splits.size() > 3);
        QVERIFY(taken.folds.size() < taken.plan->splits.size());
        QVERIFY(taken.testedRows.size() >= 6'000);
        QVERIFY(taken.testedRows.size() < taken.plan->scoredRows.size());
    }
    void aRefitIsScoredByItsParentAndDeliveredOnAllRows()
    {
        QVERIFY(m_record.refitted);
        const CompressionSubject taken = subject("best");
        QCOMPARE(taken.original.name, m_record.best);
        QCOMPARE(taken.scored.name, taken.original.parent);
        QVERIFY(taken.all.has_value());
        QCOMPARE(taken.delivered().rows.size(), static_cast<std::size_t>(m_record.rows));
        QVERIFY(taken.study.rows.size() < taken.delivered().rows.size());
    }
    void theConstantIsTheBaseline()
    {
        const CompressionSubject taken = subject("best");
        QCOMPARE(taken.dropAt(taken.originalScore()), 0.0);
        QCOMPARE(taken.dropAt(taken.constantScore), 1.0);
        QVERIFY(taken.dropAt(taken.originalScore() + 0.01) < 0.0);
    }
    void refusesOtherData()
    {
        const Table other = binaryTable(600, 2);
        QVERIFY_THROWS_EXCEPTION(Error, takeUp(m_record, "best", other, std::nullopt, 1));
    }
    void saysWhereTheParentWasNotKept()
    {
        StudyRecord record = m_record;
        const std::string parent = record.find(record.best)->parent;
        for (LeaderboardEntry &entry : record.entries)
            if (entry.name == parent)
                entry.model.reset();
        try {
            takeUp(record, "best", m_table, std::nullopt, 1);
            QFAIL("took it up");
        } catch (const Error &error) {
            QCOMPARE(error.code(), ErrorCode::Unsupported);
            QVERIFY(error.detail().find(parent) != std::string::npos);
        }
    }
};

QTEST_GUILESS_MAIN(TestCompressionSubject)
#include "tst_compression_subject.moc"
