// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/reading.h"

#include <QTest>

using namespace leptune;

/// Text files in the encodings that programs write, with and without a mark.
class TestCsvEncodings : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void knowsEncodings_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QByteArray>("encoding");
        const auto wide = [](const QByteArray &ascii, bool big) {
            QByteArray bytes;
            for (const char c : ascii)
                bytes += big ? QByteArray("\0", 1) + c : c + QByteArray("\0", 1);
            return bytes;
        };
        const QByteArray plain = "a,b\n1,x\n2,y\n";
        const QByteArray table = "a numeric 1|2; b categorical x|y";
        QTest::newRow("utf-16le") << "\xFF\xFE" + wide(plain, false) << table
                                  << QByteArray("UTF-16LE");
        QTest::newRow("utf-16be") << "\xFE\xFF" + wide(plain, true) << table
                                  << QByteArray("UTF-16BE");
        QTest::newRow("utf-16le unmarked") << wide(plain, false) << table << QByteArray("UTF-16LE");
        QTest::newRow("utf-16be unmarked") << wide(plain, true) << table << QByteArray("UTF-16BE");
        QTest::newRow("utf-8") << QByteArray("a,b\n1,\xC3\xA9\n2,y\n")
                               << QByteArray("a numeric 1|2; b categorical \xC3\xA9|y")
                               << QByteArray("UTF-8");
        QTest::newRow("latin-1")
            << QByteArray("a,b\n1,caf\xE9 noir\n2,na\xEFve\n")
            << QByteArray("a numeric 1|2; b categorical caf\xC3\xA9 noir|na\xC3\xAFve")
            << QByteArray("ISO-8859-1");
        QTest::newRow("windows-1252") << QByteArray("a,b\n1,\x80 5\n2,y\n")
                                      << QByteArray("a numeric 1|2; b categorical \xE2\x82\xAC 5|y")
                                      << QByteArray("windows-1252");
        QTest::newRow("gb18030")
            << QByteArray("a,b\n1,\xB1\xB1\xBE\xA9\n2,\xC9\xCF\xBA\xA3\n")
            << QByteArray(
                   "a numeric 1|2; b categorical \xE5\x8C\x97\xE4\xBA\xAC|\xE4\xB8\x8A\xE6\xB5\xB7")
            << QByteArray("GB18030");
    }
    void knowsEncodings()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, table);
        QFETCH(QByteArray, encoding);
        Folder folder;
        const ReadResult result = readTable(folder.file(bytes));
        QCOMPARE(described(result.table), table);
        QCOMPARE(QByteArray::fromStdString(result.report.encoding), encoding);
    }

    void readsForcedEncodings()
    {
        Folder folder;
        ReadOptions options;
        options.encoding = "windows-1251";
        const ReadResult result =
            readTable(folder.file("a\n\xEC\xE8\xF0\n\xE4\xEE\xEC\n"), options);
        QCOMPARE(described(result.table),
                 QByteArray("a categorical \xD0\xBC\xD0\xB8\xD1\x80|\xD0\xB4\xD0\xBE\xD0\xBC"));
    }
};

QTEST_GUILESS_MAIN(TestCsvEncodings)
#include "tst_csv_encodings.moc"
