// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/reading.h"

#include "core/data/arff_dates.h"

#include <QTest>

using namespace leptune;

class TestArffReader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAttributesAsDeclared_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("table");
        const auto row = [](const char *name, const char *text, const char *table) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(table);
        };
        row("plain",
            "% iris\n\n@relation iris\n@attribute w numeric\n@attribute kind "
            "{a,b}\n@data\n1.5,a\n?,b\n% end\n2,?\n",
            "w numeric 1.5||2; kind categorical a|b|");
        row("case and blanks",
            "@RELATION r\r\n@Attribute w\tREAL\r\n@ATTRIBUTE i integer\r\n@DATA\r\n 1 , 2 \r\n",
            "w numeric 1; i numeric 2");
        row("quotes",
            "@relation 'a b'\n@attribute 'two words' {'x y',\"z\"}\n@attribute s string\n@data\n'x "
            "y','it\\'s, ok'\nz,''\n",
            "two words categorical x y|z; s categorical it's, ok|");
        row("nominal digits stay words",
            "@relation r\n@attribute c {0,1}\n@attribute x real\n@data\n0,1\n1,2\n",
            "c categorical 0|1; x numeric 1|2");
        row("words of truth", "@relation r\n@attribute c {yes,no}\n@data\nyes\nno\n",
            "c boolean yes|no");
        row("NA is a value", "@relation r\n@attribute c {NA,none}\n@data\nNA\nnone\n?\n",
            "c categorical NA|none|");
        row("default dates", "@relation r\n@attribute d date\n@data\n2024-03-01T10:00:00\n?\n",
            "d date 2024-03-01 10:00:00|");
        row("dates by pattern",
            "@relation r\n@attribute d date 'dd/MM/yyyy HH:mm'\n@attribute e DATE "
            "\"yyMMdd\"\n@data\n'01/02/2024 13:45',240203\n",
            "d date 2024-02-01 13:45:00; e date 2024-02-03");
        row("sparse",
            "@relation r\n@attribute x numeric\n@attribute c {u,v}\n@attribute y real\n@data\n{0 "
            "2.5}\n{1 v, 2 3}\n{ }\n{2 ?}\n",
            "x numeric 2.5|0|0|0; c categorical u|v|u|u; y numeric 0|3|0|");
        row("weights",
            "@relation r\n@attribute x numeric\n@attribute y numeric\n@data\n1,2,{5}\n3,4\n",
            "x numeric 1|3; y numeric 2|4");
        row("blanks for commas",
            "@relation r\n@attribute x numeric\n@attribute y numeric\n@data\n1 2\n3\t4\n",
            "x numeric 1|3; y numeric 2|4");
        row("latin-1", "@relation r\n@attribute c {caf\xE9,x}\n@data\ncaf\xE9\n",
            "c categorical caf\xC3\xA9");
    }
    void readsAttributesAsDeclared()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, table);
        Folder folder;
        const ReadResult result = readTable(folder.file(text));
        QCOMPARE(described(result.table), table);
        QCOMPARE(result.report.format, std::string("ARFF"));
    }

    void listsBadNumbers()
    {
        Folder folder;
        const ReadResult result =
            readTable(folder.file("@relation r\n@attribute x numeric\n@data\n\n1\nabc\n"));
        QCOMPARE(notesOf(result.report),
                 QByteArray("repaired: column x: 1 cell is no number and is read as missing\n"
                            "bad: row 2 line 6 x 'abc'\n"));
    }

    void namesTheLineOfAMistake_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("part");
        const auto row = [](const char *name, const char *text, const char *part) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(part);
        };
        row("no data", "@relation r\n@attribute x numeric\n", "no @data");
        row("no attribute", "@relation r\n@data\n1\n", "line 2");
        row("unknown type", "@relation r\n@attribute x complex\n@data\n1\n", "line 2");
        row("relational", "@relation r\n@attribute b relational\n@data\n1\n", "line 2");
        row("garbage", "@relation r\nhello\n@data\n1\n", "line 2");
        row("open quote", "@relation r\n@attribute x string\n@data\n'abc\n", "line 4");
        row("sparse index", "@relation r\n@attribute x numeric\n@data\n{1 2}\n", "line 4");
        row("sparse end", "@relation r\n@attribute x numeric\n@data\n{0 2\n", "line 4");
        row("no rows", "@relation r\n@attribute x numeric\n@data\n", "no rows");
    }
    void namesTheLineOfAMistake()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, part);
        Folder folder;
        const QByteArray said = readingError(folder.file(text));
        QVERIFY2(said.contains(part), said.constData());
    }

    void refusesWhatCanNotFitBeforeItIsRead()
    {
        constexpr int kColumns = 100'000, kRows = 3'000'000; // 2.4 TB as a table
        QByteArray text = "@relation r\n";
        for (int column = 0; column < kColumns; ++column)
            text += "@attribute a" + QByteArray::number(column) + " real\n";
        text += "@data\n" + QByteArray("{}\n").repeated(kRows);
        Folder folder;
        const std::string path = folder.file(text);
        const QByteArray said = readingError(path);
        QVERIFY2(said.startsWith("OutOfMemory " + QByteArray::fromStdString(path)),
                 said.constData());
        QVERIFY2(said.contains("2.4e+03 GB of memory (3000000 rows, 100000 columns)"),
                 said.constData());
    }

    void translatesPatterns_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("iso");
        QTest::newRow("named month") << QByteArray("3 Feb 2021") << QByteArray("d MMM yyyy")
                                     << QByteArray("2021-02-03T00:00:00.000");
        QTest::newRow("afternoon")
            << QByteArray("2021-02-03 01:05 PM") << QByteArray("yyyy-MM-dd hh:mm a")
            << QByteArray("2021-02-03T13:05:00.000");
        QTest::newRow("literal") << QByteArray("2021T02'03") << QByteArray("yyyy'T'MM''dd")
                                 << QByteArray("2021-02-03T00:00:00.000");
        QTest::newRow("does not fit")
            << QByteArray("soon") << QByteArray("yyyy-MM-dd") << QByteArray("soon");
    }
    void translatesPatterns()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, iso);
        QCOMPARE(
            QByteArray::fromStdString(isoFromPattern(text.toStdString(), pattern.toStdString())),
            iso);
    }
};

QTEST_GUILESS_MAIN(TestArffReader)
#include "tst_arff_reader.moc"
