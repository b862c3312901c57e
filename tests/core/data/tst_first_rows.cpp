// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/first_rows.h"

#include "tests/support/reading.h"
#include "tests/support/workbook_file.h"

#include <QTest>

using namespace leptune;
using namespace leptune::testing;

/// What lies behind the beginning is broken in most of these files: it must not be looked at.
class TestFirstRows : public QObject {
    Q_OBJECT

    Folder m_folder;

    static QByteArray numbered(const QByteArray &head, const QByteArray &rest, int rows)
    {
        QByteArray text = head;
        for (int row = 0; row < rows; ++row)
            text += QByteArray::number(row) + rest;
        return text;
    }
    /// Begins as a gzip file does and stops in the middle.
    static QByteArray cutGzip(const QByteArray &text)
    {
        const QByteArray packed = qCompress(text, 1).mid(6);
        return QByteArray("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10) + packed.left(packed.size() / 2);
    }

private Q_SLOTS:
    void ofASmallFileAllRowsAreRead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("CSV") << numbered("n;m\n", ";1,5\n", 5000);
        QTest::newRow("ARFF") << numbered("@relation r\n@attribute n real\n@data\n", "\n", 5000);
        QTest::newRow("sheet") << workbookFile(
            {{"one", sheetRow({"n", "m"}) + sheetRow({"1", "x"}) + sheetRow({"2", "y"})}});
    }
    void ofASmallFileAllRowsAreRead()
    {
        QFETCH(QByteArray, bytes);
        const std::string path = m_folder.file(bytes);
        const ReadResult first = readFirstRows(path);
        QCOMPARE(described(first.table), described(readTable(path).table));
        QCOMPARE(notesOf(first.report), notesOf(readTable(path).report));
    }

    void ofALargeFileOnlyTheBeginningIsRead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("CSV") << numbered("n,m\n", ",7\n", 600'000) + "1,\"never closed\n";
        QTest::newRow("ARFF") << numbered(
                                     "@relation r\n@attribute n real\n@attribute m real\n@data\n",
                                     ",7\n", 600'000) +
                                     "{ not closed";
        QTest::newRow("gzip") << cutGzip(numbered("n,m\n", ",7\n", 3'000'000));
        QTest::newRow("gzip of ARFF") << cutGzip(numbered(
            "@relation r\n@attribute n real\n@attribute m real\n@data\n", ",7\n", 3'000'000));
        QByteArray rows = sheetRow({"n", "m"});
        for (int row = 0; row < 10'000; ++row)
            rows += sheetRow({QByteArray::number(row), "7"});
        QTest::newRow("sheet") << workbookFile({{"one", rows + "<no XML"}});
    }
    void ofALargeFileOnlyTheBeginningIsRead()
    {
        QFETCH(QByteArray, bytes);
        const std::string path = m_folder.file(bytes);
        QVERIFY(readingError(path).startsWith("BadFormat"));
        const ReadResult result = readFirstRows(path);
        const Table &table = result.table;
        QVERIFY2(table.rows() > 900 && table.rows() < 500'000,
                 qPrintable(QString::number(table.rows())));
        QCOMPARE(described(table).left(17), QByteArray("n numeric 0|1|2|3"));
        QCOMPARE(table.column("n").numbers().back(), static_cast<double>(table.rows() - 1));
        QCOMPARE(table.column("m").numbers().back(), 7.0);
        QCOMPARE(notesOf(result.report), QByteArray());
    }

    void aQuotedCellIsNotCutApart()
    {
        QByteArray text = "n,text\n";
        for (int row = 0; row < 60'000; ++row)
            text += QByteArray::number(row) + ",\"" + QByteArray(80, 'a') + "\nlast of " +
                    QByteArray::number(row) + "\"\n";
        const Table table = readFirstRows(m_folder.file(text)).table;
        QVERIFY(table.rows() > 1000);
        for (const std::size_t row : {std::size_t{0}, table.rows() - 1})
            QVERIFY(table.column("text").text(row).ends_with("last of " + std::to_string(row)));
    }

    void wideLettersAreNotCutApart()
    {
        const QString text = QString::fromUtf8(numbered("n,städte\n", ",Köln\n", 400'000));
        const QByteArray bytes(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
        const ReadResult result = readFirstRows(m_folder.file("\xff\xfe" + bytes));
        QVERIFY(result.table.rows() > 1000 && result.table.rows() < 100'000);
        const Column &cities = result.table.column("städte");
        QCOMPARE(cities.text(result.table.rows() - 1), std::string("Köln"));
        QCOMPARE(result.report.encoding, std::string("UTF-16LE"));
    }

    void ofLongRowsThereAreEnough()
    {
        const QByteArray cells = QByteArray(",1").repeated(20'000) + "\n";
        const Table table = readFirstRows(m_folder.file(numbered({}, cells, 150))).table;
        QVERIFY2(table.rows() > 50, qPrintable(QString::number(table.rows())));
    }

    /// Texts are numbered in the order in which they were typed.
    void ofASheetOnlyTheTextsThatAreShownAreRead()
    {
        QByteArray rows, texts;
        for (int row = 0; row < 20'000; ++row) {
            rows += "<row><c t=\"s\"><v>" + QByteArray::number(row ^ 1) + "</v></c></row>";
            texts += "<si><t>word " + QByteArray::number(row) + "</t></si>";
        }
        ReadOptions options;
        options.hasHeader = false;
        const std::string path = m_folder.file(workbookFile({{"one", rows}}, texts + "<no XML"));
        QVERIFY(readingError(path, options).startsWith("BadFormat"));
        const Table table = readFirstRows(path, options).table;
        QCOMPARE(table.rows(), std::size_t{1000});
        QCOMPARE(table.column(0).text(0), std::string("word 1"));
        QCOMPARE(table.column(0).text(999), std::string("word 998"));
    }

    void ofAnEndlessQueryOnlyTheFirstRowsAreRead()
    {
        ReadOptions options;
        options.query =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
        const Table table =
            readFirstRows(LEPTUNE_GOLDEN "/readers/one_table.sqlite", options).table;
        QCOMPARE(table.rows(), std::size_t{1000});
    }

    void theHeaderIsWhatWasChosen_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QByteArray text = "n\n", rows = sheetRow({"n"});
        for (int row = 0; row < 800'000; ++row)
            text += "12345\n";
        for (int row = 0; row < 2'000; ++row)
            rows += sheetRow({"12345"});
        QTest::newRow("CSV") << text;
        QTest::newRow("gzip") << cutGzip(text.repeated(2));
        QTest::newRow("sheet") << workbookFile({{"one", rows}});
    }
    void theHeaderIsWhatWasChosen()
    {
        QFETCH(QByteArray, bytes);
        const std::string path = m_folder.file(bytes);
        QCOMPARE(readFirstRows(path).table.column(0).name(), std::string("n"));
        ReadOptions options;
        options.hasHeader = false;
        const ReadResult result = readFirstRows(path, options);
        QCOMPARE(result.table.column(0).name(), std::string("column_1"));
        QCOMPARE(result.report.badCells.front().text, std::string("n")); // no number
        QVERIFY(!result.report.hasHeader);
    }

    void aStopIsObeyed()
    {
        std::stop_source stop;
        stop.request_stop();
        ReadOptions options;
        options.stop = stop.get_token();
        const std::string path = m_folder.file(workbookFile({{"one", sheetRow({"1"})}}));
        QVERIFY_EXCEPTION_THROWN(readFirstRows(path, options), Error);
    }
};

QTEST_GUILESS_MAIN(TestFirstRows)
#include "tst_first_rows.moc"
