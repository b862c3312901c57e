// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metalearn/experience.h"
#include "tests/cli/cli_process.h"
#include "tests/support/made_portfolios.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace leptune;

namespace {

CliResult experience(const char *words)
{
    return runCli(QStringList{QStringLiteral("experience")} +
                  QString::fromLatin1(words).split(u' ', Qt::SkipEmptyParts));
}

} // namespace

class TestExperience : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    static void keepRun(const std::string &name)
    {
        Portfolio run = testing::twoWorlds();
        run.tables = {testing::measuredTable(name, 1.0, {0.4, 0.3, 0.5})};
        run.tables.front().date = "2026-03-01";
        ExperienceFile().append(run);
    }

private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_folder.path().toUtf8()); }
    void init() { ExperienceFile().clear(); }

    void saysThatNothingIsKnown()
    {
        const CliResult result = experience("show");
        QCOMPARE(result.status, 0);
        QCOMPARE(result.out, QByteArray("no run has been kept yet\n"));
        QCOMPARE(experience("clear").out, QByteArray("0 runs forgotten\n"));
    }

    void showsRunsAsATable()
    {
        keepRun("churn");
        keepRun("price");
        const CliResult result = experience("show");
        QCOMPARE(result.status, 0);
        const QList<QByteArray> lines = result.out.trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY2(lines[0].startsWith("date"), lines[0].constData());
        QVERIFY2(lines[1].contains("2026-03-01") && lines[1].contains("churn") &&
                     lines[1].contains("linear") && lines[1].contains("0.85"),
                 lines[1].constData());
    }

    void showsRunsAsJson()
    {
        keepRun("churn");
        const CliResult result = experience("show --json");
        QCOMPARE(result.status, 0);
        const QJsonObject run = result.object()[QStringLiteral("runs")].toArray()[0].toObject();
        QCOMPARE(run[QStringLiteral("predicted")].toString(), QStringLiteral("churn"));
        QCOMPARE(run[QStringLiteral("tried")].toArray().size(), 3);
        const QJsonObject tried = run[QStringLiteral("tried")].toArray()[1].toObject();
        QCOMPARE(tried[QStringLiteral("validation")].toDouble(), 0.85);
        QCOMPARE(tried[QStringLiteral("parameters")].toObject()[QStringLiteral("c")].toDouble(),
                 1.0);
    }

    void passesOverDamage()
    {
        keepRun("churn");
        QFile file(QString::fromStdString(ExperienceFile::usualPath()));
        QVERIFY(file.open(QIODevice::Append));
        file.write("half a li");
        file.close();
        const CliResult result = experience("show --json");
        QCOMPARE(result.status, 0);
        QVERIFY(result.error.startsWith("passed over: "));
        QCOMPARE(result.object()[QStringLiteral("runs")].toArray().size(), 1);
        QCOMPARE(result.object()[QStringLiteral("damaged")].toArray().size(), 1);
    }

    void forgets()
    {
        keepRun("churn");
        QCOMPARE(experience("clear").out, QByteArray("1 run forgotten\n"));
        QVERIFY(!QFile::exists(QString::fromStdString(ExperienceFile::usualPath())));
    }

    void wrongUsageIsAnswered_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("nothing") << QByteArray("");
        QTest::newRow("another word") << QByteArray("burn");
        QTest::newRow("option") << QByteArray("clear --json");
    }
    void wrongUsageIsAnswered()
    {
        QFETCH(QByteArray, words);
        const CliResult result = experience(words.constData());
        QCOMPARE(result.status, 2);
        QVERIFY2(result.isOneSentence(), qPrintable(result.text()));
    }
};

QTEST_GUILESS_MAIN(TestExperience)
#include "tst_experience.moc"
