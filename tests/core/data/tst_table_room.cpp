// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/table_room.h"

#include "core/base/error.h"

#include <QTest>

using namespace leptune;

class TestTableRoom : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatFitsIsNotRefused()
    {
        requireRoom("a.csv", 1'000'000, 50, 400'000'000);
        requireRoom("a.csv", 0, 0, 0);
    }
    void onlyWhatMayBeTooLargeIsCounted()
    {
        QVERIFY(!mayLackRoom(50, 400));
        QVERIFY(mayLackRoom(51, 400));
    }
    void whatDoesNotFitIsToldBeforeItIsRead()
    {
        try {
            requireRoom("big.csv", 500'000'000, 50, 12'000'000'000);
            QFAIL("no error");
        } catch (const Error &error) {
            QCOMPARE(error.code(), ErrorCode::OutOfMemory);
            QCOMPARE(error.subject(), std::string("big.csv"));
            QCOMPARE(error.detail(),
                     std::string("takes about 200 GB of memory (500000000 rows, 50 columns), and "
                                 "12 GB are free; close other programs, or use a part of its rows "
                                 "or columns"));
        }
    }
};

QTEST_GUILESS_MAIN(TestTableRoom)
#include "tst_table_room.moc"
