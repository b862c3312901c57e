// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_process.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

namespace {

/// One ill input: a file, the command that gets it, and what has to come of it.
struct IllCase {
    QString what;     ///< for people, and the name of the data row
    QByteArray bytes; ///< contents of the file
    QString command;  ///< "@" stands for the file, "@@" for its folder
    int status = 0;   ///< 0: it is read
    QByteArray said;  ///< part of what is said
};

const QString kProfile = QStringLiteral("profile @");

QString tune(const char *more = "")
{
    return QStringLiteral("tune @ --target y --trials 2 --families linear --threads 1 ") +
           QLatin1String(more);
}

/// Header and rows of a, b and the class y.
QByteArray table(int rows, const QByteArray &header = "a,b,y\n")
{
    QByteArray text = header;
    for (int i = 0; i < rows; ++i)
        text += QByteArray::number(i * 7 % 31) + ',' + QByteArray::number(i % 5) + ".5," +
                (i * 7 % 31 > 15 ? "yes" : "no") + '\n';
    return text;
}

QByteArray with(QByteArray text, const QByteArray &lines)
{
    return text + lines;
}

QByteArray gzip(const QByteArray &plain)
{
    QProcess process;
    process.start(QStringLiteral("gzip"), {QStringLiteral("-cn")});
    process.write(plain);
    process.closeWriteChannel();
    process.waitForFinished();
    return process.readAllStandardOutput();
}

QByteArray flipped(QByteArray bytes, qsizetype at)
{
    bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
    return bytes;
}

QByteArray utf16(const QByteArray &ascii, bool bigEndian)
{
    QByteArray wide = bigEndian ? QByteArray("\xFE\xFF") : QByteArray("\xFF\xFE");
    for (const char c : ascii)
        wide += bigEndian ? QByteArray(1, '\0') + c : c + QByteArray(1, '\0');
    return wide;
}

QByteArray tenThousandColumns()
{
    QByteArray header;
    QByteArray row;
    for (int i = 0; i < 10000; ++i) {
        header += (i > 0 ? ",c" : "c") + QByteArray::number(i);
        row += (i > 0 ? "," : "") + QByteArray::number(i % 7);
    }
    return header + '\n' + (row + '\n').repeated(20);
}

QList<IllCase> unreadableCases()
{
    return {
        {"empty file", "", kProfile, 1, "is empty"},
        {"header without rows", "a,b,y\n", kProfile, 1, "no rows below it"},
        {"blank lines only", "\n\n\n", kProfile, 1, "is empty"},
        {"no such file", "", "profile @@/absent.csv", 1, "there is no such file"},
        {"directory", "", "profile @@", 1, "holds no PNG, JPEG or BMP pictures"},
        {"file that can't be read", "", "profile /proc/self/mem", 1, "/proc/self/mem"},
        {"picture", QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) + QByteArray(200, '\x07'),
         kProfile, 1, "PNG"},
        {"random bytes", QByteArray::fromHex("00ff13fe9c00a7").repeated(60), kProfile, 1, "@"},
        {"gzip cut short", gzip(table(400)).left(300), kProfile, 1, "gzip"},
        {"gzip with a wrong checksum", flipped(gzip(table(400)), gzip(table(400)).size() - 6),
         kProfile, 1, "gzip"},
        {"zip that is no workbook", "PK\x03\x04" + QByteArray(100, 'x'), kProfile, 1, "@"},
        {"SQLite cut short", QByteArray("SQLite format 3\0", 16) + QByteArray(40, '\x01'), kProfile,
         1, "@"},
        {"ARFF with a broken header", "@relation r\n@attribute a\n@data\n1\n", kProfile, 1, "@"},
        {"quote that never ends", table(40) + "1,2,\"yes\n3,4,no\n", kProfile, 1,
         "is never closed"},
        {"unknown encoding", table(30), "profile @ --encoding EBCDIC-9", 2, "EBCDIC-9"},
    };
}

QList<IllCase> unusableCases()
{
    return {
        {"19 usable rows", table(19), tune(), 1, "only 19 rows can be used"},
        {"one column", "y\n" + QByteArray("yes\nno\n").repeated(20), tune(), 1, "no other column"},
        {"one class", table(30).replace("yes", "no"), tune(), 1, "every row is of the one class"},
        {"target that does not exist", table(30), "tune @ --target z", 2,
         "there is no column 'z'; the data have a, b, y"},
        {"target without values", table(30).replace("yes", "").replace("no", ""), tune(), 1, "y: "},
        {"words to regress on", table(30), tune("--task regression"), 1, "y: the cell"},
        {"positive class that does not exist", table(30), tune("--positive maybe"), 1, "maybe"},
        {"metric of another task", table(30), tune("--metric rmse"), 2, "rmse"},
        {"every column ignored", table(30), tune("--ignore a,b"), 1, "no other column"},
        {"ignored column that does not exist", table(30), tune("--ignore q"), 2,
         "--ignore: there is no column 'q'"},
        {"weights of words", table(30, "a,b,y\n").replace("5,", "five,"), tune("--weight b"), 1,
         "b"},
        {"group that does not exist", table(30), tune("--group shop"), 2,
         "--group: there is no column 'shop'"},
        {"type of a column that does not exist", table(30), tune("--type q=text"), 2,
         "--type: there is no column 'q'"},
        {"direction of a column that does not exist", table(30), tune("--monotone q=increasing"), 2,
         "--monotone: there is no column 'q'"},
        {"direction of no known kind", table(30), tune("--monotone a=up"), 2, "a=up"},
        {"test file without the target", table(30), tune("--test @@/short.csv"), 1, "y"},
        {"test file that does not exist", table(30), tune("--test @@/absent.csv"), 1,
         "there is no such file"},
        {"project in a folder that does not exist", table(30), tune("--project @@/no/p"), 2,
         "no/p: "},
        {"project in a read-only folder", table(30), tune("--project /proc/p.leptune"), 2,
         "/proc/p.leptune: "},
        {"project that exists", table(30), tune("--project @"), 2, "--overwrite"},
        {"project that is a folder", table(30), tune("--overwrite --project @@"), 2, "@@"},
        {"data for a project", table(30), "leaderboard @", 1, "@"},
    };
}

QList<IllCase> repairedCases()
{
    const QByteArray good = table(40);
    return {
        {"rows with too few and too many cells", with(good, "1\n1,2,yes,4,5\n"), kProfile, 0,
         "too few cells"},
        {"rows without a target", with(good, "1,2,\n3,4,\n"), tune(), 0, "2 rows"},
        {"header with the same name twice", table(30, "a,a,y\n"), kProfile, 0, "came twice"},
        {"header with an empty name", table(30, "a,,y\n"), kProfile, 0, "without a name"},
        {"no header", table(30, ""), kProfile, 0, "no header"},
        {"infinite values", with(good, "inf,1,no\n-inf,2,yes\n1e999,3,no\n"), kProfile, 0,
         "infinite"},
        {"infinite values in training", with(good, "inf,1,no\n-inf,2,yes\n1e999,3,no\n"), tune(), 0,
         "infinite"},
        {"numbers beyond 32-bit floats", with(good, "1e39,1,no\n-1e300,2,yes\n"), tune(), 0,
         "column a: infinite values (beyond 3.4e38) are read as missing in 2 cells"},
        {"GB18030", QByteArray("\xC3\xFB,b,y\n") + table(30, ""), kProfile, 0, "GB18030"},
        {"Latin-1", QByteArray("na\xEFve,b,y\n") + table(30, "").replace("yes", "\xE9t\xE9"),
         kProfile, 0, "encoding"},
        {"UTF-16 little-endian", utf16(good, false), kProfile, 0, "40 rows"},
        {"UTF-16 big-endian", utf16(good, true), kProfile, 0, "40 rows"},
        {"byte order mark", "\xEF\xBB\xBF" + good, tune(), 0, ""},
        {"10,000 columns", tenThousandColumns(), kProfile, 0, "c9999"},
        {"NULs in a few cells", with(good, QByteArray("1\0,2,yes\n3,4\0,no\n", 17)), kProfile, 0,
         "NUL"},
        {"old line ends", QByteArray(good).replace('\n', '\r'), kProfile, 0, "40 rows"},
        {"line ends of two kinds", with(good, "1,2,yes\r\n3,4,no\n"), kProfile, 0, "42 rows"},
        {"no line end at the end", with(good, "1,2,yes"), kProfile, 0, "41 rows"},
        {"blank lines between rows", with(good, "\n\n1,2,yes\n\n"), kProfile, 0, "41 rows"},
        {"line break inside quotes", with(good, "1,2,\"yes\nor no\"\n"), kProfile, 0, "41 rows"},
        {"semicolons and decimal commas", QByteArray(good).replace(',', ';').replace('.', ','),
         kProfile, 0, "semicolon"},
        {"separator at the end of every row", QByteArray(good).replace("\n", ",\n"), kProfile, 0,
         "after the last separator was left out"},
        {"a word among numbers", with(table(400), "x?,2,yes\n"), kProfile, 0, "x?"},
        {"spellings of missing", with(good, "NA,null,yes\n?,N/A,no\n"), kProfile, 0, "42 rows"},
        {"a cell of a megabyte", with(good, "1,2," + QByteArray(1 << 20, 'x') + '\n'), kProfile, 0,
         "41 rows"},
        {"numbers beyond 2^53", with(good, "9007199254740993,1,no\n"), kProfile, 0, "41 rows"},
        {"column without values", QByteArray(good).replace("\n", ",\n").replace("y,\n", "y,z\n"),
         tune(), 0, ""},
        {"every row twice", good + table(40, ""), tune(), 0, ""},
        {"names with quotes and emoji", table(40, "\"a \"\"x\"\"\",\xF0\x9F\x98\x80,y\n"), tune(),
         0, ""},
        {"gzip under another name", gzip(good), kProfile, 0, "40 rows"},
    };
}

QList<IllCase> allCases()
{
    return unreadableCases() + unusableCases() + repairedCases();
}

QByteArray cell(QByteArray text)
{
    return text.replace("|", "\\|");
}

QByteArray document()
{
    QByteArray text = "# Ill inputs, and what becomes of them\n\n"
                      "Written and checked by `tst_ill_inputs.cpp` (`LEPTUNE_WRITE_TABLES=1` "
                      "renews it). `@` is the "
                      "file, `@@` its folder.\nStatus 0: it is read, and the import report says "
                      "what was assumed or "
                      "repaired. Status 1 and 2: one sentence\nsays what, where and what to do.\n\n"
                      "| input | command | status | what is said contains |\n|---|---|---|---|\n";
    for (const IllCase &c : allCases())
        text += "| " + cell(c.what.toUtf8()) + " | `" + cell(c.command.trimmed().toUtf8()) +
                "` | " + QByteArray::number(c.status) + " | " +
                (c.said.isEmpty() ? QByteArray() : '`' + cell(c.said) + '`') + " |\n";
    return text;
}

} // namespace

class TestIllInputs : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    QString filled(QString text) const
    {
        return text.replace(QStringLiteral("@@"), m_folder.path())
            .replace(QStringLiteral("@"), m_folder.filePath(QStringLiteral("ill.csv")));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(writeFile(m_folder.filePath(QStringLiteral("short.csv")), "a,b\n1,2\n3,4\n"));
    }

    void isReadOrRefusedWithASentence_data()
    {
        QTest::addColumn<int>("index");
        const QList<IllCase> cases = allCases();
        for (int i = 0; i < cases.size(); ++i)
            QTest::newRow(qPrintable(cases[i].what)) << i;
        QVERIFY(cases.size() >= 40);
    }
    void isReadOrRefusedWithASentence()
    {
        QFETCH(int, index);
        const IllCase given = allCases()[index];
        QVERIFY(writeFile(m_folder.filePath(QStringLiteral("ill.csv")), given.bytes));
        const CliResult result = runCli(filled(given.command).split(u' ', Qt::SkipEmptyParts));
        QVERIFY2(result.status == given.status, qPrintable(result.text().left(2000)));
        const QByteArray said = result.error + (given.status == 0 ? result.out : QByteArray());
        QVERIFY2(said.contains(filled(QString::fromUtf8(given.said)).toUtf8()),
                 qPrintable(result.text().left(2000)));
        // Remarks of the reader may stand before the sentence.
        const QList<QByteArray> lines = result.error.trimmed().split('\n');
        if (given.status != 0) {
            QVERIFY2(lines.last().startsWith("leptune-cli: "), qPrintable(result.text()));
            QVERIFY2(lines.last().size() > 40 && lines.last().size() < 400,
                     lines.last().constData());
            QVERIFY(result.out.isEmpty());
        }
    }

    void theTableIsCurrent()
    {
        const QString path = QStringLiteral(LEPTUNE_SOURCE "/tests/cli/ill_inputs.md");
        if (qEnvironmentVariableIsSet("LEPTUNE_WRITE_TABLES"))
            QVERIFY(writeFile(path, document()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), document());
    }
};

QTEST_GUILESS_MAIN(TestIllInputs)
#include "tst_ill_inputs.moc"
