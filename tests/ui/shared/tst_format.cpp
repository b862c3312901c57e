// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/format.h"

#include "core/base/error.h"
#include "ui/shared/error_messages.h"
#include "ui/shared/score_text.h"

#include <QLocale>
#include <QTest>

#include <cmath>
#include <new>

using namespace leptune;

class TestFormat : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void numbersHaveTheDigitsThatMatter_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("whole") << 12.0 << QStringLiteral("12");
        QTest::newRow("large") << 1234567.0 << QStringLiteral("1,234,567");
        QTest::newRow("small") << 0.014159 << QStringLiteral("0.01416");
        QTest::newRow("very small") << 0.0012 << QStringLiteral("0.0012");
        QTest::newRow("tenth") << 0.1 << QStringLiteral("0.1");
        QTest::newRow("unknown") << double(NAN) << QStringLiteral("–");
        QTest::newRow("infinite") << double(-INFINITY) << QStringLiteral("−∞");
    }
    void numbersHaveTheDigitsThatMatter()
    {
        QFETCH(double, value);
        QTEST(formatNumber(value), "text");
    }

    void fewDigitsNeverHideASmallFigure()
    {
        QCOMPARE(formatNumber(0.0012, 3), QStringLiteral("0.0012"));
        QCOMPARE(formatNumber(0.9996, 3), QStringLiteral("1"));
        QCOMPARE(formatMicroseconds(0.0412), QStringLiteral("0.041\u00A0µs"));
        QCOMPARE(figureText(0.0012, 3), QStringLiteral("0.00120"));
    }

    void whatIsShownAsZeroHasNoSign()
    {
        QCOMPARE(formatNumber(-0.0), QStringLiteral("0"));
        QCOMPARE(scoreText(-0.2, 0), QStringLiteral("0"));
        QCOMPARE(scoreText(-0.0), QStringLiteral("0.0000"));
        QCOMPARE(scoreText(-0.6, 0), QStringLiteral("-1"));
        QCOMPARE(figureText(-0.0, 3), QStringLiteral("0.00"));
        QCOMPARE(formatPercent(-0.0004), QStringLiteral("0.0\u00A0%"));
    }

    void scoresKeepFourDecimalsBelowOne_data()
    {
        QTest::addColumn<double>("score");
        QTest::addColumn<QString>("text");
        QTest::newRow("share") << 0.9 << QStringLiteral("0.9000");
        QTest::newRow("tens") << 12.3456 << QStringLiteral("12.35");
        QTest::newRow("thousands") << 23456.7 << QStringLiteral("23,457");
        QTest::newRow("small error") << 0.000123 << QStringLiteral("0.000123");
        QTest::newRow("none") << 0.0 << QStringLiteral("0.0000");
        QTest::newRow("unknown") << double(NAN) << QStringLiteral("–");
    }
    void scoresKeepFourDecimalsBelowOne()
    {
        QFETCH(double, score);
        QTEST(scoreText(score), "text");
    }

    void sizesAndTimesCarryTheirUnit_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("text");
        QTest::newRow("bytes") << formatBytes(999) << QStringLiteral("999\u00A0B");
        QTest::newRow("kilobytes") << formatBytes(64'000) << QStringLiteral("64\u00A0kB");
        QTest::newRow("megabytes") << formatBytes(1'234'000) << QStringLiteral("1.23\u00A0MB");
        QTest::newRow("microseconds") << formatMicroseconds(2.13) << QStringLiteral("2.1\u00A0µs");
        QTest::newRow("milliseconds") << formatMicroseconds(2130) << QStringLiteral("2.1\u00A0ms");
        QTest::newRow("seconds") << formatDuration(0.44) << QStringLiteral("0.4 s");
        QTest::newRow("minute") << formatDuration(60) << QStringLiteral("1 min");
        QTest::newRow("minutes") << formatDuration(125) << QStringLiteral("2 min 5 s");
        QTest::newRow("hours") << formatDuration(4800) << QStringLiteral("1 h 20 min");
        QTest::newRow("clock") << formatClock(40.2) << QStringLiteral("00:41");
        QTest::newRow("long clock") << formatClock(3723) << QStringLiteral("1:02:03");
        QTest::newRow("past") << formatClock(-2) << QStringLiteral("00:00");
        QTest::newRow("small share") << formatPercent(0.0005) << QStringLiteral("0.05\u00A0%");
        QTest::newRow("share") << formatPercent(0.1413) << QStringLiteral("14.1\u00A0%");
    }
    void sizesAndTimesCarryTheirUnit()
    {
        QFETCH(QString, given);
        QTEST(given, "text");
    }

    void everyErrorHasATitle_data()
    {
        QTest::addColumn<int>("code");
        for (int code = 0; code <= static_cast<int>(ErrorCode::Internal); ++code)
            QTest::addRow("code %d", code) << code;
    }
    void everyErrorHasATitle()
    {
        QFETCH(int, code);
        const Error error(static_cast<ErrorCode>(code), "file.csv", "row 3 has too many cells");
        const ErrorText text = describeError(error);
        QVERIFY(!text.title.isEmpty());
        QVERIFY(text.text.contains(QStringLiteral("file.csv: row 3 has too many cells.")));
    }

    void otherExceptionsAreToldToo()
    {
        QCOMPARE(describeError(std::make_exception_ptr(std::bad_alloc())).title,
                 errorTitle(ErrorCode::OutOfMemory));
        QVERIFY(describeError(std::make_exception_ptr(std::runtime_error("odd")))
                    .text.contains(QStringLiteral("odd")));
        QVERIFY(isStopped(std::make_exception_ptr(Error(ErrorCode::Stopped, {}, "stopped"))));
        QVERIFY(!isStopped(std::make_exception_ptr(std::bad_alloc())));
    }
};

QTEST_MAIN(TestFormat)
#include "tst_format.moc"
