// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/reading.h"

#include "core/base/random.h"

#include <QTest>

using namespace leptune;

class TestCsvReader : public QObject {
    Q_OBJECT

    static void row(const char *name, const QByteArray &text, const QByteArray &table,
                    const QByteArray &notes = {})
    {
        QTest::newRow(name) << text << table << notes;
    }
    static void columns()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QByteArray>("notes");
    }
    void compare()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, table);
        QFETCH(QByteArray, notes);
        Folder folder;
        const ReadResult result = readTable(folder.file(text));
        QCOMPARE(described(result.table), table);
        QCOMPARE(notesOf(result.report), notes);
        QCOMPARE(result.report.rows, result.table.rows());
        QCOMPARE(result.report.columns, result.table.columns());
    }
    static std::string manyRows(int rows, const std::string &bad, int badCount)
    {
        std::string text = "x,y\n";
        for (int i = 0; i < rows; ++i)
            text += (i >= 50 && i < 50 + badCount ? bad : std::to_string(i)) + ",a\n";
        return text;
    }

private Q_SLOTS:
    void readsWhateverTheLayout_data()
    {
        columns();
        const QByteArray plain = "a numeric 1|3; b categorical x|y";
        row("plain", "a,b\n1,x\n3,y\n", plain);
        row("no last line end", "a,b\n1,x\n3,y", plain);
        row("crlf", "a,b\r\n1,x\r\n3,y\r\n", plain);
        row("cr", "a,b\r1,x\r3,y\r", plain);
        row("mixed line ends", "a,b\r\n1,x\r3,y\n", plain);
        row("blank lines", "\n\na,b\n\n1,x\n  \n3,y\n \t \n\n", plain);
        row("blanks around", " a , b\n 1 ,  x \n3,y\t\n", plain);
        row("semicolon", "a;b\n1;x\n3;y\n", plain, "assumed: separator: semicolon\n");
        row("tab", "a\tb\n1\tx\n3\ty\n", plain, "assumed: separator: tab\n");
        row("bar", "a|b\n1|x\n3|y\n", plain, "assumed: separator: bar\n");
        row("single quotes", "a,b\n'1','x'\n'3','y'\n", plain, "assumed: quote: '\n");
        row("quoted header", "\"a\",\"b\"\n1,x\n3,y\n", plain);
        row("quoted all", "\"a\",\"b\"\n\"1\",\"x\"\n\"3\",\"y\"\n", plain);
        row("quote after blank", "a, \"b\"\n1, \"x\"\n3, \"y\"\n", plain);
        row("utf-8 mark",
            "\xEF\xBB\xBF"
            "a,b\n1,x\n3,y\n",
            plain);
        row("one column", "a\n1\n2\n", "a numeric 1|2");
        row("separator at line ends", "a,b,\n1,x,\n3,y,\n", plain,
            "repaired: the empty column after the last separator was left out\n");
        row("separator at the ends of rows", "a,b\n1,x,\n3,y,\n", plain);
        row("comma decimal", "a;b\n1,5;x\n-0,25;y\n", "a numeric 1.5|-0.25; b categorical x|y",
            "assumed: separator: semicolon\nassumed: decimal comma\n");
        row("semicolons hold commas", "a;b\nx, y;1\nz, w;2\n",
            "a categorical x, y|z, w; b numeric 1|2", "assumed: separator: semicolon\n");
        row("no header", "1,x\n3,y\n", "column_1 numeric 1|3; column_2 categorical x|y",
            "assumed: no header: the first line looks like data\n");
        row("numbers as names", "0,1,2\n5,6,7\n8,9,10\n",
            "0 numeric 5|8; 1 numeric 6|9; 2 numeric 7|10");
        row("one row of values", "1.5,2\n", "column_1 numeric 1.5; column_2 numeric 2",
            "assumed: no header: the first line looks like data\n");
    }
    void readsWhateverTheLayout() { compare(); }

    void readsQuotesAsRfc4180_data()
    {
        columns();
        row("separator", "a,b\n\"1,5 m\",x\n\"2\",y\n", "a categorical 1,5 m|2; b categorical x|y");
        row("line break", "a,b\n\"l\n2\",x\nk,y\n", "a categorical l\n2|k; b categorical x|y");
        row("crlf inside", "a,b\r\n\"l\r\n\r\n2\",x\r\nk,y\r\n",
            "a categorical l\r\n\r\n2|k; b categorical x|y");
        row("doubled", "a,b\n\"say \"\"hi\"\"\",1\n\"\"\"\",2\n",
            "a categorical say \"hi\"|\"; b numeric 1|2");
        row("inside a word", "a,b\n5\" pipe,1\n6\" pipe,2\n",
            "a categorical 5\" pipe|6\" pipe; b numeric 1|2");
        row("text after quote", "a,b\n\"x\"yz,1\n\"p\"\"q\"r,2\n",
            "a categorical xyz|p\"qr; b numeric 1|2");
        row("blanks kept", "a,b\n\" x \",1\ny,2\n", "a categorical  x |y; b numeric 1|2");
        row("empty", "a,b\n\"\",1\ny,2\n", "a categorical |y; b numeric 1|2");
        row("header over lines", "\"a\nb\",c\n1,2\n", "a\nb numeric 1; c numeric 2");
        row("last cell, no line end", "a,b\n1,\"x\"\n2,\"y\"", "a numeric 1|2; b categorical x|y");
    }
    void readsQuotesAsRfc4180() { compare(); }

    void infersTypesFromAllRows_data()
    {
        columns();
        row("integers", "a\n1\n-2\n+3\n", "a numeric 1|-2|3");
        row("floats", "a\n1.5\n.5\n5.\n-1e-3\n2E+2\n", "a numeric 1.5|0.5|5|-0.001|200");
        row("missing words", "a,b\n1,x\nNA,NA\nn/a,null\n?,?\n-,-\nNaN,\nnone,y\n",
            "a numeric 1||||||; b categorical x||||||y");
        row("all missing", "a,b\n1,\n2,NA\n", "a numeric 1|2; b numeric |");
        row("plus and minus are classes", "a,b\n1,+\n2,-\n", "a numeric 1|2; b categorical +|-");
        row("yes and no", "a,b\n1,Yes\n2,no\n3,YES\n", "a numeric 1|2|3; b boolean Yes|no|Yes");
        row("true and false", "a,b\n1,True\n2,False\n", "a numeric 1|2; b boolean True|False");
        row("t and f", "a,b\n1,t\n2,f\n3,\n", "a numeric 1|2|3; b boolean t|f|");
        row("y and n", "a,b\n1,y\n2,n\n", "a numeric 1|2; b boolean y|n");
        row("0 and 1 are numbers", "a,b\n1,0\n2,1\n", "a numeric 1|2; b numeric 0|1");
        row("yes alone is a word", "a,b\n1,yes\n2,yes\n", "a numeric 1|2; b categorical yes|yes");
        row("iso dates", "d,b\n2024-03-01,1\n1999-12-31,2\n,3\n",
            "d date 2024-03-01|1999-12-31|; b numeric 1|2|3");
        row("iso with time", "d,b\n2024-03-01 13:45:10,1\n2024-03-01T00:00:00,2\n",
            "d date 2024-03-01 13:45:10|2024-03-01; b numeric 1|2");
        row("zone", "d,b\n2024-03-01T13:45:00Z,1\n2024-03-01T00:30:00+02:00,2\n",
            "d date 2024-03-01 13:45:00|2024-02-29 22:30:00; b numeric 1|2");
        row("day first", "d,b\n01/02/2024,1\n13/02/2024,2\n",
            "d date 2024-02-01|2024-02-13; b numeric 1|2",
            "assumed: column d: dates are read as day/month/year\n");
        row("month first", "d,b\n01/02/2024,1\n02/13/2024,2\n",
            "d date 2024-01-02|2024-02-13; b numeric 1|2",
            "assumed: column d: dates are read as month/day/year\n");
        row("open order", "d,b\n01/02/2024,1\n03/04/2024,2\n",
            "d date 2024-01-02|2024-03-04; b numeric 1|2",
            "assumed: column d: dates are read as month/day/year, though every one could also be "
            "read the other "
            "way\n");
        row("points are day first", "d,b\n1.2.2024,1\n3.4.2024,2\n",
            "d date 2024-02-01|2024-04-03; b numeric 1|2",
            "assumed: column d: dates are read as day/month/year, though every one could also be "
            "read the other "
            "way\n");
        row("no such day", "d,b\n2024-02-30,1\n2024-02-29,2\n",
            "d categorical 2024-02-30|2024-02-29; b numeric 1|2");
        row("leading zeros", "z,b\n00123,1\n98765,2\n01000,3\n",
            "z categorical 00123|98765|01000; b numeric 1|2|3",
            "assumed: column z: digits with leading zeros and one length are kept as categories\n");
        row("zeros of no length", "z,b\n007,1\n12,2\n", "z numeric 7|12; b numeric 1|2");
        row("long identifiers", "z,b\n12345678901234567890,1\n12345678901234567891,2\n",
            "z categorical 12345678901234567890|12345678901234567891; b numeric 1|2",
            "assumed: column z: integers longer than a number can hold exactly are kept as "
            "categories\n");
        row("thousands", "a,b\n\"1,234\",1\n\"1,234,567.5\",2\n12,3\n",
            "a numeric 1234|1234567.5|12; b numeric 1|2|3",
            "assumed: column a: thousands are separated by commas\n");
        row("decimal comma in one column", "a,b\n\"3,14\",1\n\"2,5\",2\n",
            "a numeric 3.14|2.5; b numeric 1|2", "assumed: column a: decimal comma\n");
        row("comma of two meanings", "a,b\n\"1,234\",1\n\"2,345\",2\n",
            "a categorical 1,234|2,345; b numeric 1|2",
            "assumed: column a: cells such as 1,234 could be thousands or decimals and are kept as "
            "categories; give "
            "the decimal mark to read numbers\n");
        row("points for thousands", "a;b\n1.234,5;0,5\n12;1,25\n",
            "a numeric 1234.5|12; b numeric 0.5|1.25",
            "assumed: separator: semicolon\nassumed: decimal comma\nassumed: column a: thousands "
            "are separated by "
            "points\n");
        row("infinite", "a,b\n1,inf\n2,3\n4,-Infinity\n5,1e999\n6,-1e39\n",
            "a numeric 1|2|4|5|6; b numeric |3|||",
            "repaired: column b: infinite values (beyond 3.4e38) are read as missing in 4 cells\n");
        row("one word among few numbers", "a,b\n1,x\n2,3\n4,5\n",
            "a numeric 1|2|4; b categorical x|3|5");
        row("text", "a,b\n1,this is quite a long sentence\n2,and here follows another long one\n",
            "a numeric 1|2; b text this is quite a long sentence|and here follows another long "
            "one");
        const QByteArray sentence =
            QStringLiteral(u"\u8FD9\u662F\u4E00\u4E2A\u5F88\u957F\u7684\u53E5\u5B50").toUtf8();
        row("chinese text", "a,b\n1," + sentence + "\n2,x" + sentence + "\n",
            "a numeric 1|2; b text " + sentence + "|x" + sentence);
    }
    void infersTypesFromAllRows() { compare(); }

    void repairsAndSaysSo_data()
    {
        columns();
        row("short rows", "a,b,c\n1,2,3\n4\n5,6\n",
            "a numeric 1|4|5; b numeric 2||6; c numeric 3||",
            "repaired: 2 rows have too few cells (first on line 3); the rest is missing\n");
        row("long rows", "a,b\n1,2\n3,4,5\n6,7,8,9\n1,1\n1,1\n",
            "a numeric 1|3|6|1|1; b numeric 2|4|7|1|1",
            "repaired: 2 rows have too many cells (first on line 3); the extra ones were "
            "dropped\n");
        row("ragged after a quoted line break", "a,b\n\"x\ny\",2\nz\n",
            "a categorical x\ny|z; b numeric 2|",
            "repaired: 1 row has too few cells (first on line 4); the rest is missing\n");
        row("same names", "x,x,x,x_2\n1,2,3,4\n",
            "x numeric 1; x_3 numeric 2; x_4 numeric 3; x_2 numeric 4",
            "repaired: column names that came twice are now x_3, x_4\n");
        row("no name", "a,,c\n1,2,3\n", "a numeric 1; column_2 numeric 2; c numeric 3",
            "repaired: columns without a name are called column_2\n");
        row("row names of R", "a,b\n1,0.5,x\n2,1.5,y\n",
            "column_1 numeric 1|2; a numeric 0.5|1.5; b categorical x|y",
            "assumed: the header has one name less than the rows have cells: the first column has "
            "none\n"
            "repaired: columns without a name are called column_1\n");
        row("nul", QByteArray("a,b\n1,x\0y\n2,z\n3,w\n4,longer text here\n", 37),
            "a numeric 1|2|3|4; b categorical xy|z|w|longer text here",
            "repaired: 1 NUL character was removed\n");
        row("bad cells", QByteArray::fromStdString(manyRows(6, "", 0)),
            "x numeric 0|1|2|3|4|5; y categorical a|a|a|a|a|a");
    }
    void repairsAndSaysSo() { compare(); }

    void doesWhatItIsTold()
    {
        Folder folder;
        const std::string path = folder.file("a;b;c\n1,5;0;x\n2,5;1;y\n");
        ReadOptions options;
        options.separator = ';';
        options.decimal = ',';
        options.hasHeader = false;
        QCOMPARE(described(readTable(path, options).table),
                 QByteArray("column_1 categorical a|1,5|2,5; column_2 categorical b|0|1; column_3 "
                            "categorical c|x|y"));
        options.hasHeader = true;
        options.types = {
            {"b", ColumnType::Boolean}, {"a", ColumnType::Categorical}, {"c", ColumnType::Text}};
        QCOMPARE(described(readTable(path, options).table),
                 QByteArray("a categorical 1,5|2,5; b boolean 0|1; c text x|y"));
        options.types.clear();
        options.only = {"c", "a"};
        QCOMPARE(described(readTable(path, options).table),
                 QByteArray("a numeric 1.5|2.5; c categorical x|y"));
        options.only = {"d"};
        QCOMPARE(readingError(path, options).left(12), QByteArray("BadColumn d:"));
        options.only.clear();
        options.encoding = "utf-99";
        QCOMPARE(readingError(path, options).left(17), QByteArray("BadOption utf-99:"));
    }

    void listsCellsThatDoNotFitAForcedType()
    {
        Folder folder;
        ReadOptions options;
        options.types = {
            {"n", ColumnType::Numeric}, {"d", ColumnType::DateTime}, {"f", ColumnType::Boolean}};
        const std::string path =
            folder.file("n,d,f\n1,20240301,yes\n\"o\nne\",2024,2\n3,soon,NO\n");
        const ReadResult result = readTable(path, options);
        QCOMPARE(described(result.table),
                 QByteArray("n numeric 1||3; d date 2024-03-01|2024-01-01|; f boolean yes||NO"));
        QCOMPARE(result.report.badCellCount, std::uint64_t{3});
        QVERIFY(notesOf(result.report)
                    .endsWith("bad: row 2 line 3 n 'o\nne'\nbad: row 2 line 3 f '2'\n"
                              "bad: row 3 line 5 d 'soon'\n"));
    }

    void keepsANumericColumnWithFewBadCells_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("bad");
        QTest::addColumn<bool>("numeric");
        QTest::newRow("one in a hundred is too many") << 100 << 1 << false;
        QTest::newRow("one in 101") << 101 << 1 << true;
        QTest::newRow("one in 99") << 99 << 1 << false;
        QTest::newRow("nine in a thousand") << 1000 << 9 << true;
        QTest::newRow("ten in a thousand") << 1000 << 10 << false;
    }
    void keepsANumericColumnWithFewBadCells()
    {
        QFETCH(int, rows);
        QFETCH(int, bad);
        QFETCH(bool, numeric);
        const ReadResult result = readPastedText(manyRows(rows, "oops", bad));
        QCOMPARE(result.table.column("x").type() == ColumnType::Numeric, numeric);
        QCOMPARE(result.report.badCellCount, static_cast<std::uint64_t>(numeric ? bad : 0));
        if (numeric) {
            const BadCell &first = result.report.badCells.front();
            QCOMPARE(first.row, std::uint64_t{51});
            QCOMPARE(first.line, std::uint64_t{52});
            QCOMPARE(first.text, std::string("oops"));
        }
    }

    void keepsAThousandBadCells()
    {
        const ReadResult result = readPastedText(manyRows(300000, "oops", 2500));
        QCOMPARE(result.report.badCellCount, std::uint64_t{2500});
        QCOMPARE(result.report.badCells.size(), std::size_t{1000});
        QCOMPARE(result.report.badCells.back().row, std::uint64_t{1050});
    }

    void refusesWhatIsNoTable_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("error");
        QTest::newRow("empty") << QByteArray() << QByteArray("TooLittleData");
        QTest::newRow("blank") << QByteArray("\n \n\r\n") << QByteArray("TooLittleData");
        QTest::newRow("only a mark") << QByteArray("\xEF\xBB\xBF") << QByteArray("TooLittleData");
        QTest::newRow("header only") << QByteArray("a,b\n") << QByteArray("TooLittleData");
        QTest::newRow("open quote")
            << QByteArray("a,b\n1,x\n2,\"y\n3,z\n") << QByteArray("BadFormat");
        QTest::newRow("open quote in the header")
            << QByteArray("a,\"b\n1,x\n") << QByteArray("BadFormat");
        QTest::newRow("binary") << QByteArray("\x01\x02\x03\x00\x05,\x07\n\x0E\x1F,\x01", 12)
                                << QByteArray("BadFormat");
        QTest::newRow("picture") << QByteArray("\x89PNG\r\n\x1A\n") << QByteArray("BadFormat");
        QTest::newRow("pdf") << QByteArray("%PDF-1.7\n1 0 obj\n") << QByteArray("BadFormat");
        QTest::newRow("parquet") << QByteArray("PAR1abcd\n") << QByteArray("BadFormat");
        QTest::newRow("bzip2") << QByteArray("BZh91AY") << QByteArray("BadFormat");
    }
    void refusesWhatIsNoTable()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, error);
        Folder folder;
        const QByteArray said = readingError(folder.file(bytes));
        QVERIFY2(said.startsWith(error + " "), said.constData());
    }

    void namesTheLineOfAnOpenQuote()
    {
        Folder folder;
        const QByteArray said = readingError(folder.file("a,b\n\"1\n2\",x\n2,\"y\n3,z\n"));
        QVERIFY2(said.contains("line 4"), said.constData());
    }

    void readsTenThousandColumns()
    {
        std::string text;
        for (const char *cell : {"c", "", ""})
            for (int i = 0; i < 10000; ++i)
                text += cell + std::to_string(i) + (i == 9999 ? "\n" : ",");
        const ReadResult result = readPastedText(text);
        QCOMPARE(result.table.columns(), std::size_t{10000});
        QCOMPARE(result.table.rows(), std::size_t{2});
        QCOMPARE(result.table.column("c9999").numbers()[1], 9999.0);
    }

    void stopsWhenAsked()
    {
        std::stop_source source;
        source.request_stop();
        Folder folder;
        ReadOptions options;
        options.stop = source.get_token();
        QVERIFY(readingError(folder.file("a,b\n1,2\n"), options).startsWith("Stopped "));
    }

    /// Several megabytes, so many chunks: late surprises, quoted line breaks across chunk borders.
    void isTheSameForAnyNumberOfThreads()
    {
        RandomStream random(11);
        std::string text = "number,late,day,word,story\n";
        for (int i = 0; i < 60000; ++i) {
            text += std::to_string(random.uniform()) + "," +
                    (i == 40000 ? "007x" : std::to_string(i)) + ",";
            text += std::to_string(1 + random.below(i > 50000 ? 28 : 12)) + "/" +
                    std::to_string(1 + random.below(12)) + "/2020,w" +
                    std::to_string(random.below(5000)) + ",\"";
            for (std::uint64_t k = random.below(12); k > 0; --k)
                text += k % 3 == 0 ? "line\n" : k % 3 == 1 ? "\"\"q\"\" " : "some words, ";
            text += "\"\n";
        }
        ReadOptions one;
        one.threads = 1;
        const ReadResult reference = readPastedText(text, one);
        QCOMPARE(reference.table.rows(), std::size_t{60000});
        QCOMPARE(reference.table.column("late").type(), ColumnType::Numeric);
        QCOMPARE(reference.table.column("day").type(), ColumnType::DateTime);
        const QByteArray expected = described(reference.table);
        for (const int threads : {2, 3, 7}) {
            ReadOptions options;
            options.threads = threads;
            const ReadResult result = readPastedText(text, options);
            QCOMPARE(described(result.table), expected);
            QCOMPARE(result.table.column("word").dictionary(),
                     reference.table.column("word").dictionary());
            QCOMPARE(notesOf(result.report), notesOf(reference.report));
        }
    }
};

QTEST_GUILESS_MAIN(TestCsvReader)
#include "tst_csv_reader.moc"
