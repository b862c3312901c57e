// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/reading.h"

#include "core/data/sqlite_reader.h"

#include <QFile>
#include <QTest>

using namespace leptune;

/// The databases come from tests/golden/make_readers.py.
class TestSqliteReader : public QObject {
    Q_OBJECT

    static std::string golden(const char *name)
    {
        return std::string(LEPTUNE_GOLDEN "/readers/") + name;
    }

private Q_SLOTS:
    void readsTheOnlyTable()
    {
        const ReadResult result = readTable(golden("one_table.sqlite"));
        QCOMPARE(
            described(result.table),
            QByteArray(
                "id numeric 1|9007199254740992|3; width numeric 0.1||0.30000000000000004; "
                "kind categorical rose|tulip|; day date 2024-03-01|2024-03-02|; photo numeric ||"));
        QCOMPARE(notesOf(result.report),
                 QByteArray("repaired: 1 cells of binary data are read as missing\n"));
        QCOMPARE(result.report.format, std::string("SQLite"));
    }

    void readsTheTableOrQueryAskedFor()
    {
        ReadOptions options;
        options.table = "b \"c";
        QCOMPARE(described(readTable(golden("two_tables.sqlite"), options).table),
                 QByteArray("y categorical p|q; z numeric 1|2"));
        options.table.clear();
        options.query = "SELECT z * 2 AS twice, z, z FROM \"b \"\"c\" ORDER BY z DESC;";
        QCOMPARE(described(readTable(golden("two_tables.sqlite"), options).table),
                 QByteArray("twice numeric 4|2; z numeric 2|1; z_2 numeric 2|1"));
    }

    void refusesRowsThatCanNotFit()
    {
        const std::string path = golden("one_table.sqlite");
        ReadOptions options;
        options.query = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT "
                        "100000) SELECT i, i FROM n; ";
        try {
            requireSqliteRoom(path, options, 1000);
            QFAIL("no error");
        } catch (const Error &error) {
            QCOMPARE(error.code(), ErrorCode::OutOfMemory);
            QCOMPARE(error.subject(), path);
            QVERIFY(error.detail().starts_with("takes about 0.0016 GB of memory (100000 rows, 2 "
                                               "columns), and 1e-06 GB are free"));
        }
        options.query.clear();
        requireSqliteRoom(path, options, 1000);
        QVERIFY_EXCEPTION_THROWN(requireSqliteRoom(path, options, 100), Error); // 3 rows of 5
        options.only = {"id"};
        requireSqliteRoom(path, options, 100);
    }

    void countsNoRowsWhereTheFileIsSmall()
    {
        ReadOptions options;
        options.query = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i "
                        "FROM n"; // without end
        requireSqliteRoom(golden("one_table.sqlite"), options, 1'000'000);
    }

    void readsWhatCanNotBeCounted()
    {
        ReadOptions options;
        options.query = "PRAGMA table_info(flowers)";
        requireSqliteRoom(golden("one_table.sqlite"), options, 1);
        QCOMPARE(readTable(golden("one_table.sqlite"), options).table.rows(), std::size_t{5});
    }

    void listsItsTables()
    {
        QCOMPARE(tablesIn(golden("two_tables.sqlite")), (std::vector<std::string>{"a", "b \"c"}));
    }

    void refusesWhatItCanNotRead_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("part");
        const auto row = [](const char *name, const char *file, const char *table,
                            const char *query, const char *code, const char *part) {
            QTest::newRow(name) << QByteArray(file) << QByteArray(table) << QByteArray(query)
                                << QByteArray(code) << QByteArray(part);
        };
        row("several tables", "two_tables.sqlite", "", "", "BadOption", "a, b \"c");
        row("wrong table", "two_tables.sqlite", "d", "", "NotFound", "a, b \"c");
        row("no table", "no_table.sqlite", "", "", "TooLittleData", "no table");
        row("no rows", "no_rows.sqlite", "", "", "TooLittleData", "no rows");
        row("wrong query", "one_table.sqlite", "", "SELECT nothing FROM flowers", "BadOption",
            "nothing");
        row("writing", "one_table.sqlite", "", "DELETE FROM flowers", "BadOption", "SELECT");
        row("two statements", "one_table.sqlite", "", "SELECT 1; SELECT 2", "BadOption", "SELECT");
        row("attach", "one_table.sqlite", "", "ATTACH 'x.db' AS y", "BadOption", "SELECT");
        row("empty query", "one_table.sqlite", "", ";", "BadOption", "SELECT");
    }
    void refusesWhatItCanNotRead()
    {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, table);
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, part);
        ReadOptions options;
        options.table = table.toStdString();
        options.query = query.toStdString();
        const QByteArray said = readingError(golden(file.constData()), options);
        QVERIFY2(said.startsWith(code + " ") && said.contains(part), said.constData());
    }

    void saysThatADatabaseIsDamaged()
    {
        QFile file(QString::fromStdString(golden("one_table.sqlite")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        Folder folder;
        QByteArray bytes = file.readAll();
        bytes.replace(512, 64, QByteArray(64, '\xFF'));
        const QByteArray said = readingError(folder.file(bytes));
        QVERIFY2(said.startsWith("BadFormat "), said.constData());
    }

    void stopsALongQuery()
    {
        std::stop_source source;
        source.request_stop();
        ReadOptions options;
        options.stop = source.get_token();
        options.query =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
        QVERIFY(readingError(golden("one_table.sqlite"), options).startsWith("Stopped "));
    }
};

QTEST_GUILESS_MAIN(TestSqliteReader)
#include "tst_sqlite_reader.moc"
