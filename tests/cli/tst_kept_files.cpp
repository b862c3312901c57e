// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_folder.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

#include <csignal>

/// What stands on the disk after something went wrong.
class TestKeptFiles : public QObject {
    Q_OBJECT
private:
    CliFolder m_folder;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(writeFile(m_folder.at("classes.csv"), classData("01", "02")));
        const CliResult result =
            m_folder.run(QStringLiteral("tune @classes.csv --target label --trials 2 --families "
                                        "linear --project @p.leptune --quiet"));
        QVERIFY2(result.status == 0, qPrintable(result.text()));
    }

    void keepsWhatItHasWhenInterrupted()
    {
        QProcess process;
        process.start(QStringLiteral(LEPTUNE_CLI),
                      {QStringLiteral("tune"), m_folder.at("classes.csv"),
                       QStringLiteral("--target"), QStringLiteral("label"),
                       QStringLiteral("--budget"), QStringLiteral("5m"),
                       QStringLiteral("--project"), m_folder.at("i.leptune")});
        QTest::qWait(4000);
        kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(20000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QVERIFY2(process.exitCode() == 130, process.readAllStandardError().constData());
        QCOMPARE(
            m_folder.run(QStringLiteral("predict @i.leptune @classes.csv --output @i.csv")).status,
            0);
        QCOMPARE(linesOf(m_folder.at("i.csv")).size(), 401);
    }

    void keepsTheOldFileWhenTheDiskIsFull()
    {
        QVERIFY(writeFile(m_folder.at("kept.csv"), "old"));
        QProcess process; // a limit on the size of files stands for the end of the disk
        process.start(
            QStringLiteral("bash"),
            {QStringLiteral("-c"),
             QStringLiteral("ulimit -f 2; exec \"$0\" predict \"$1\" \"$2\" --output \"$3\""),
             QStringLiteral(LEPTUNE_CLI), m_folder.at("p.leptune"), m_folder.at("classes.csv"),
             m_folder.at("kept.csv")});
        QVERIFY(process.waitForFinished(20000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(process.readAllStandardError().contains("kept.csv: can't be written"));
        QCOMPARE(linesOf(m_folder.at("kept.csv") + QString()).size(), 0);
        QCOMPARE(QFileInfo(m_folder.at("kept.csv")).size(), 3);
        QCOMPARE(QDir(m_folder.path()).entryList({QStringLiteral("kept.csv.*")}).size(), 0);
    }

    void savesTheProjectThoughNobodyListens()
    {
        QProcess process;
        process.setStandardOutputFile(QStringLiteral("/dev/full"));
        process.start(QStringLiteral(LEPTUNE_CLI),
                      {QStringLiteral("tune"), m_folder.at("classes.csv"),
                       QStringLiteral("--target"), QStringLiteral("label"),
                       QStringLiteral("--trials"), QStringLiteral("2"),
                       QStringLiteral("--families"), QStringLiteral("linear"),
                       QStringLiteral("--project"), m_folder.at("full.leptune")});
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(process.readAllStandardError().contains("standard output"));
        QCOMPARE(m_folder.run(QStringLiteral("leaderboard @full.leptune")).status, 0);
    }

    void refusesDamagedProjects_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("one byte") << 0;
        QTest::newRow("cut short") << 1;
        QTest::newRow("something else") << 2;
        QTest::newRow("empty") << 3;
    }
    void refusesDamagedProjects()
    {
        QFETCH(int, kind);
        QFile file(m_folder.at("p.leptune"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray bytes = file.readAll();
        if (kind == 0)
            bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
        else if (kind == 1)
            bytes.truncate(bytes.size() / 3);
        else
            bytes = kind == 2 ? "a,b\n1,2\n" : "";
        QVERIFY(writeFile(m_folder.at("bad.leptune"), bytes));
        const CliResult result = m_folder.run(QStringLiteral("leaderboard @bad.leptune"));
        QVERIFY2(result.status == 1 && result.isOneSentence(), qPrintable(result.text()));
        QVERIFY(result.error.contains("bad.leptune"));
    }
};

QTEST_GUILESS_MAIN(TestKeptFiles)
#include "tst_kept_files.moc"
