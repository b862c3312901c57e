// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/teacher_time.h"

#include "core/compress/model_makeup.h"
#include "tests/support/small_study.h"

#include <QTest>

using namespace leptune;
using namespace leptune::testing;

class TestTeacherTime : public QObject {
    Q_OBJECT
private:
    CompressionSubject m_subject;

private Q_SLOTS:
    void initTestCase()
    {
        const SmallStudy study{TaskKind::Binary, 600, 6, {"linear", "boosting", "knn"}};
        m_subject = takeUp(runSmall(study), "best", tableOf(study), std::nullopt, 2);
    }
    void withoutAClockOperationsTell()
    {
        m_subject.readsClock = false;
        const CompressionPart &part = m_subject.folds.front();
        const auto operations = static_cast<double>(makeupOf(part.graph).operations);
        const std::size_t rows = rowsAnswered(m_subject, part, 1.0);
        QVERIFY(std::abs(static_cast<double>(rows) * operations * 1e-9 - 1.0) < 0.01);
        QCOMPARE(rowsAnswered(m_subject, part, 1.0), rows);
        QCOMPARE(rowsAnswered(m_subject, part, 0.0), std::size_t{1});
    }
    void byTheClockASmallTeacherAnswersHundredsInASecond()
    {
        m_subject.readsClock = true;
        const CompressionPart &part = m_subject.folds.front();
        const std::size_t rows = rowsAnswered(m_subject, part, 1.0);
        QVERIFY2(rows > 500, qPrintable(QString::number(rows)));
    }
};

QTEST_GUILESS_MAIN(TestTeacherTime)
#include "tst_teacher_time.moc"
