// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/reading.h"

#include "core/data/xlsx_reader.h"
#include "core/data/xlsx_workbook.h"

#include <QFile>
#include <QTest>

using namespace leptune;

/// The workbooks come from tests/golden/make_readers.py.
class TestXlsxReader : public QObject {
    Q_OBJECT

    static std::string golden(const char *name)
    {
        return std::string(LEPTUNE_GOLDEN "/readers/") + name;
    }

private Q_SLOTS:
    void readsValuesOfTheFirstSheet()
    {
        const ReadResult result = readTable(golden("measures.xlsx"));
        QCOMPARE(
            described(result.table),
            QByteArray(
                "height numeric 1.5|-0.0025|; city categorical Berlin|Oslo|Rome; "
                "day date 2024-03-01|2024-03-01 12:00:00|1900-02-28; open boolean true|false|true; "
                "length numeric 7|8|2"));
        QCOMPARE(notesOf(result.report), QByteArray("assumed: sheet: measures, the first of 2\n"));
        QCOMPARE(result.report.format, std::string("Excel"));
    }

    void countsDaysFrom1904WhereTheWorkbookDoes()
    {
        const ReadResult result = readTable(golden("since_1904.xlsx"));
        QCOMPARE(result.table.column("day").text(0), std::string("2028-03-02"));
        QCOMPARE(result.table.column("day").text(2), std::string("1904-02-29"));
    }

    void readsTheSheetAskedFor()
    {
        ReadOptions options;
        options.sheet = "other";
        QCOMPARE(described(readTable(golden("measures.xlsx"), options).table),
                 QByteArray("a numeric 1; b numeric 2"));
        options.sheet = "third";
        QVERIFY(readingError(golden("measures.xlsx"), options).contains("measures, other"));
        QCOMPARE(tablesIn(golden("measures.xlsx")),
                 (std::vector<std::string>{"measures", "other"}));
    }

    void namesComeFromTheFirstRowUnlessItIsSaidToBeData()
    {
        ReadOptions options;
        options.sheet = "other";
        options.hasHeader = false;
        const ReadResult result = readTable(golden("measures.xlsx"), options);
        QVERIFY(!result.report.hasHeader);
        QCOMPARE(described(result.table),
                 QByteArray("column_1 categorical a|1; column_2 categorical b|2"));
    }

    void refusesASheetThatCanNotFit()
    {
        const std::string path = golden("measures.xlsx");
        try {
            requireXlsxRoom(path, {}, 100);
            QFAIL("no error");
        } catch (const Error &error) {
            QCOMPARE(error.code(), ErrorCode::OutOfMemory);
            QCOMPARE(error.subject(), path);
            QVERIFY(error.detail().find("(4 rows, 5 columns), and 1e-07 GB are free") !=
                    std::string::npos);
        }
        ReadOptions options;
        options.only = {"height"};
        requireXlsxRoom(path, options, 100);
        requireXlsxRoom(path, {}, 200);
        requireXlsxRoom(path, {}, 1'000'000);
        options.sheet = "third";
        QVERIFY_EXCEPTION_THROWN(requireXlsxRoom(path, options, 1'000'000), Error);
    }

    void refusesOtherArchives()
    {
        QVERIFY(readingError(golden("no_workbook.zip")).contains("no .xlsx workbook"));
        QFile file(QString::fromStdString(golden("measures.xlsx")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        Folder folder;
        const QByteArray said = readingError(folder.file(file.readAll().left(1500)));
        QVERIFY2(said.startsWith("BadFormat "), said.constData());
    }

    void knowsDateFormats_data()
    {
        QTest::addColumn<QByteArray>("format");
        QTest::addColumn<bool>("date");
        QTest::newRow("iso") << QByteArray("yyyy\\-mm\\-dd") << true;
        QTest::newRow("time") << QByteArray("[h]:mm:ss") << true;
        QTest::newRow("locale") << QByteArray("[$-407]d. mmmm yyyy") << true;
        QTest::newRow("number") << QByteArray("#,##0.00") << false;
        QTest::newRow("general") << QByteArray("General") << false;
        QTest::newRow("quoted letters") << QByteArray("0.00\" days\"") << false;
        QTest::newRow("colour") << QByteArray("[Red]0.0") << false;
        QTest::newRow("escaped") << QByteArray("0\\d") << false;
    }
    void knowsDateFormats()
    {
        QFETCH(QByteArray, format);
        QFETCH(bool, date);
        QCOMPARE(isDateFormat(format.toStdString()), date);
    }
};

QTEST_GUILESS_MAIN(TestXlsxReader)
#include "tst_xlsx_reader.moc"
