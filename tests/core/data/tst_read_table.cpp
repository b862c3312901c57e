// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/reading.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace leptune;

class TestReadTable : public QObject {
    Q_OBJECT

    /// gzip of "a,b\n1,x\n2,y\n" (Python: gzip.compress(text, mtime=0)).
    static QByteArray packed()
    {
        return QByteArray::fromHex(
            "1f8b08000000000002034bd449e232d4a9e032d2a9e40200c2967e9d0c000000");
    }

private Q_SLOTS:
    void unpacksGzip()
    {
        Folder folder;
        const QByteArray table = "a numeric 1|2; b categorical x|y";
        QCOMPARE(described(readTable(folder.file(packed())).table), table);
        const QByteArray twoMembers = packed() + packed();
        ReadOptions options;
        options.hasHeader = true;
        QCOMPARE(readTable(folder.file(twoMembers), options).table.rows(), std::size_t{5});
        QCOMPARE(described(readTable(folder.file(packed() + QByteArray(100, '\0'))).table), table);
    }

    void saysThatGzipIsCutOffOrDamaged()
    {
        Folder folder;
        QVERIFY(readingError(folder.file(packed().left(20))).contains("ends too early"));
        QVERIFY(readingError(folder.file(packed().left(28))).contains("ends too early"));
        QByteArray damaged = packed();
        damaged[25] = static_cast<char>(damaged[25] ^ 0x55);
        QVERIFY(readingError(folder.file(damaged)).contains("damaged"));
    }

    void saysWhyAFileCanNotBeOpened()
    {
        Folder folder;
        const std::string path = folder.file("a,b\n1,2\n");
        QVERIFY(readingError(path + ".none").startsWith("NotFound "));
        const QTemporaryDir empty;
        const QByteArray said = readingError(empty.path().toStdString());
        QVERIFY2(said.contains("holds no PNG, JPEG or BMP pictures"), said);
        if (geteuid() == 0)
            QSKIP("root may read every file");
        QFile::setPermissions(QString::fromStdString(path), QFile::Permissions());
        QVERIFY(readingError(path).startsWith("Unreadable "));
    }

    void refusesChoicesThatTheFormatDoesNotHave()
    {
        Folder folder;
        const std::string path = folder.file("a,b\n1,2\n");
        ReadOptions options;
        options.sheet = std::string("first");
        QVERIFY(readingError(path, options).startsWith("BadOption "));
        options.sheet.clear();
        options.table = std::string("first");
        QVERIFY(readingError(path, options).startsWith("BadOption "));
        QVERIFY(tablesIn(path).empty());
    }

    void goesByContentNotByName()
    {
        Folder folder;
        const std::string path =
            folder.file("@relation r\n@attribute x numeric\n@data\n1\n", QStringLiteral("a.csv"));
        QCOMPARE(readTable(path).report.format, std::string("ARFF"));
        QCOMPARE(readTable(folder.file("x,y\n1,2\n", QStringLiteral("a.xlsx"))).report.format,
                 std::string("CSV"));
    }

    void readsPastedText()
    {
        const ReadResult result = readPastedText("a\tb\n1\tx\n2\ty");
        QCOMPARE(described(result.table), QByteArray("a numeric 1|2; b categorical x|y"));
        QVERIFY_EXCEPTION_THROWN(readPastedText(""), Error);
    }

    /// Big enough to be mapped instead of read.
    void mapsLargeFiles()
    {
        QByteArray text = "number,word\n";
        while (text.size() < (9 << 20))
            text += QByteArray::number(text.size()) + ",w" + QByteArray::number(text.size() % 97) +
                    "\n";
        Folder folder;
        const ReadResult mapped = readTable(folder.file(text));
        const ReadResult pasted = readPastedText(text.toStdString());
        QCOMPARE(mapped.table.rows(), pasted.table.rows());
        QVERIFY(described(mapped.table) == described(pasted.table));
        QCOMPARE(mapped.table.column("number").numbers().back(),
                 static_cast<double>(text.lastIndexOf('\n', -2) + 1));
    }

    void readsTheSharedDataSets()
    {
        const std::string path = LEPTUNE_SHARED_DATA "/spambase/spambase.csv";
        if (!QFile::exists(QString::fromStdString(path)))
            QSKIP("the shared data is not here");
        const ReadResult result = readTable(path);
        QCOMPARE(result.table.rows(), std::size_t{4601});
        QCOMPARE(result.table.columns(), std::size_t{58});
        QCOMPARE(result.report.badCellCount, std::uint64_t{0});
    }
};

QTEST_GUILESS_MAIN(TestReadTable)
#include "tst_read_table.moc"
