// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/date_reader.h"

#include "core/base/random.h"
#include "core/data/column.h"

#include <QTest>

#include <cstdio>

using namespace leptune;

class TestDateReader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsTheUsualForms_data()
    {
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<QByteArray>("date");
        const auto row = [](const char *cell, const char *date) {
            QTest::newRow(cell) << QByteArray(cell) << QByteArray(date);
        };
        row("2024-02-29", "2024-02-29");
        row("2024/2/9", "2024-02-09");
        row("2024.02.09", "2024-02-09");
        row("1949-07", "1949-07-01");
        row("3/4/2021", "2021-04-03");
        row("03.04.21", "2021-04-03");
        row("3/4/99", "1999-04-03");
        row("1-Mar-2024", "2024-03-01");
        row("1 March 2024", "2024-03-01");
        row("01-SEP-71", "1971-09-01");
        row("March 1, 2024", "2024-03-01");
        row("Sept 9 2024", "2024-09-09");
        row("2024-03-01T13:45", "2024-03-01 13:45:00");
        row("2024-03-01 13:45:30", "2024-03-01 13:45:30");
        row("2024-03-01 13:45:30.250", "2024-03-01 13:45:30");
        row("2024-03-01 1:45 PM", "2024-03-01 13:45:00");
        row("2024-03-01 12:00 am", "2024-03-01");
        row("2024-03-01T23:00:00-02:00", "2024-03-02 01:00:00");
        row("2024-03-01T05:30:00+0530", "2024-03-01");
        row("2024-03-01T05:30:00 UTC", "2024-03-01 05:30:00");
        row("2024-03-01 24:00", "2024-03-02");
        row("0001-01-01", "0001-01-01");
        row("9999-12-31", "9999-12-31");
    }
    void readsTheUsualForms()
    {
        QFETCH(QByteArray, cell);
        QFETCH(QByteArray, date);
        DateEvidence evidence;
        const auto days = readDate(cell.toStdString(), DateOrder::DayFirst, evidence);
        QVERIFY(days.has_value());
        QCOMPARE(QByteArray::fromStdString(dateText(*days)), date);
    }

    void refusesWhatIsNoDate_data()
    {
        QTest::addColumn<QByteArray>("cell");
        for (const char *cell : {"",
                                 "2024",
                                 "20240301",
                                 "12.5",
                                 "2024-13-01",
                                 "2024-02-30",
                                 "2023-02-29",
                                 "31/4/2021",
                                 "1.2.3",
                                 "1.2.10",
                                 "1-2-3",
                                 "192.168.1.1",
                                 "123-45-6789",
                                 "2024-03-01x",
                                 "2024-03-01 25:00",
                                 "2024-03-01 12:60",
                                 "2024-03-01 13:00 PM",
                                 "Mayhem 3, 2024",
                                 "12:30",
                                 "2024-3",
                                 "1200-45",
                                 "0000-01-01",
                                 "2024-03-01 12:00 XYZ",
                                 "5/2024"})
            QTest::newRow(cell) << QByteArray(cell);
    }
    void refusesWhatIsNoDate()
    {
        QFETCH(QByteArray, cell);
        DateEvidence evidence;
        QVERIFY(!readDate(cell.toStdString(), DateOrder::DayFirst, evidence).has_value());
    }

    void collectsEvidenceOfTheOrder()
    {
        DateEvidence evidence;
        readDate("3/4/2021", DateOrder::DayFirst, evidence);
        QVERIFY(evidence.numericDates && !evidence.decided());
        QCOMPARE(evidence.order(), DateOrder::MonthFirst);
        QVERIFY(!readDate("13/4/2021", DateOrder::MonthFirst, evidence));
        QVERIFY(evidence.decided());
        QCOMPARE(evidence.order(), DateOrder::DayFirst);
    }

    /// The quick way gives what the careful one gives, or gives up.
    void quickWayAgrees()
    {
        RandomStream random(3);
        int quick = 0;
        for (int i = 0; i < 100000; ++i) {
            char buffer[128] = {};
            std::snprintf(buffer, 64, i % 2 ? "%04d-%02d-%02d" : "%04d-%02d-%02d %02d:%02d:%02d",
                          static_cast<int>(1890 + random.below(220)),
                          static_cast<int>(random.below(14)), static_cast<int>(random.below(33)),
                          static_cast<int>(random.below(25)), static_cast<int>(random.below(61)),
                          static_cast<int>(random.below(61)));
            DateEvidence evidence;
            const auto careful = readDate(buffer, DateOrder::DayFirst, evidence);
            double days = 0.0;
            const char *const end = readIsoDate(buffer, days);
            if (end == nullptr || *end != '\0')
                continue;
            ++quick;
            QVERIFY2(careful && *careful == days, buffer);
        }
        QVERIFY(quick > 50000);
    }
};

QTEST_GUILESS_MAIN(TestDateReader)
#include "tst_date_reader.moc"
