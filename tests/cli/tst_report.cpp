// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_folder.h"

#include <QFileInfo>
#include <QTest>

/// The command draws with the window's program; everything else is as with other commands.
class TestReport : public QObject {
    Q_OBJECT
private:
    CliFolder m_folder;

    QByteArray content(const char *name) const
    {
        QFile file(m_folder.at(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(writeFile(m_folder.at("classes.csv"), classData("01", "02")));
        const CliResult result =
            m_folder.run(QStringLiteral("tune @classes.csv --target label --trials 2 --families "
                                        "linear --project @p.leptune --quiet"));
        QVERIFY2(result.status == 0, qPrintable(result.text()));
    }

    void writesAWebPageAndAPdf()
    {
        const CliResult page = m_folder.run(QStringLiteral("report @p.leptune --output @r.html"));
        QVERIFY2(page.status == 0, qPrintable(page.text()));
        QVERIFY(page.out.isEmpty());
        QVERIFY(content("r.html").contains("<svg") &&
                content("r.html").contains("leptune-cli tune"));
        const CliResult print = m_folder.run(QStringLiteral("report @p.leptune --output @r.pdf"));
        QVERIFY2(print.status == 0, qPrintable(print.text()));
        QVERIFY(content("r.pdf").startsWith("%PDF-"));
    }

    void saysWhatIsWrongInASentence_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("status");
        QTest::newRow("no project") << QStringLiteral("report @none.leptune --output @x.html") << 1;
        QTest::newRow("a table") << QStringLiteral("report @classes.csv --output @x.html") << 1;
        QTest::newRow("no folder") << QStringLiteral("report @p.leptune --output @no/x.html") << 1;
        QTest::newRow("another kind") << QStringLiteral("report @p.leptune --output @x.doc") << 2;
        QTest::newRow("no output") << QStringLiteral("report @p.leptune") << 2;
        QTest::newRow("damaged") << QStringLiteral("report @damaged.leptune --output @x.html") << 1;
    }
    void saysWhatIsWrongInASentence()
    {
        QFETCH(QString, line);
        QFETCH(int, status);
        QByteArray damaged = content("p.leptune");
        damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 1);
        QVERIFY(writeFile(m_folder.at("damaged.leptune"), damaged));
        const CliResult result = m_folder.run(line);
        QCOMPARE(result.status, status);
        QVERIFY2(result.isOneSentence(), qPrintable(result.text()));
        QVERIFY(!QFileInfo::exists(m_folder.at("x.html")));
        QVERIFY(!QFileInfo::exists(m_folder.at("x.doc")));
    }

    void theOldFileStaysWhereTheNewOneCanNotBeWritten()
    {
        QVERIFY(writeFile(m_folder.at("kept.html"), "old"));
        QProcess process; // a limit on the size of files stands for the end of the disk
        process.start(QStringLiteral("bash"),
                      {QStringLiteral("-c"),
                       QStringLiteral("ulimit -f 2; exec \"$0\" report \"$1\" --output \"$2\""),
                       QStringLiteral(LEPTUNE_CLI), m_folder.at("p.leptune"),
                       m_folder.at("kept.html")});
        QVERIFY(process.waitForFinished(30'000));
        QCOMPARE(process.exitCode(), 1);
        QCOMPARE(content("kept.html"), QByteArray("old"));
    }
};

QTEST_GUILESS_MAIN(TestReport)
#include "tst_report.moc"
