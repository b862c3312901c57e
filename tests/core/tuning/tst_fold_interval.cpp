// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/fold_interval.h"

#include <QTest>

#include <cmath>

using namespace leptune;

class TestFoldInterval : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isStudentsWithTheVarianceOfSharedRows()
    {
        // 5 folds: t(4) = 2.776, variance times 1 + 5 / 4.
        const Interval five = foldInterval(MetricKind::Rmse, 10.0, 1.0, 5, 5);
        QVERIFY(std::abs(five.high - (10.0 + 2.776 * 1.5)) < 1e-9);
        QVERIFY(std::abs(five.low - (10.0 - 2.776 * 1.5)) < 1e-9);
        // Three folds tell less.
        QVERIFY(foldInterval(MetricKind::Rmse, 10.0, 1.0, 3, 3).high > five.high);
    }
    void staysWithinWhatTheMetricCanBe()
    {
        QCOMPARE(foldInterval(MetricKind::Auc, 0.9, 0.2, 5, 5).high, 1.0);
        QCOMPARE(foldInterval(MetricKind::LogLoss, 0.1, 0.2, 5, 5).low, 0.0);
        QCOMPARE(foldInterval(MetricKind::R2, 0.9, 0.2, 5, 5).high, 1.0);
        QVERIFY(foldInterval(MetricKind::R2, 0.1, 0.2, 5, 5).low < 0.0);
    }
    void scarceClassesAreNamed_data()
    {
        QTest::addColumn<int>("ofFirst");
        QTest::addColumn<int>("ofSecond");
        QTest::addColumn<QString>("said");
        QTest::newRow("enough") << 5 << 90 << "";
        QTest::newRow("one row") << 1 << 90 << "only 1 row of the class rare";
        QTest::newRow("four rows") << 4 << 90 << "only 4 rows of the class rare";
        QTest::newRow("none") << 0 << 90 << "no row of the class rare";
        QTest::newRow("both") << 2 << 3 << "2 classes have fewer than 5 rows";
    }
    void scarceClassesAreNamed()
    {
        QFETCH(int, ofFirst);
        QFETCH(int, ofSecond);
        QFETCH(QString, said);
        Target target;
        target.task = TaskKind::Binary;
        target.classes = {"rare", "usual"};
        target.values.insert(target.values.end(), static_cast<std::size_t>(ofFirst), 0.0F);
        target.values.insert(target.values.end(), static_cast<std::size_t>(ofSecond), 1.0F);
        const QString note = QString::fromStdString(scarceClassNote(target));
        QVERIFY2(said.isEmpty() ? note.isEmpty() : note.startsWith(said), qPrintable(note));
    }
    void numbersHaveNoClasses() { QVERIFY(scarceClassNote({}).empty()); }
};

QTEST_GUILESS_MAIN(TestFoldInterval)
#include "tst_fold_interval.moc"
