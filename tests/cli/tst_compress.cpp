// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_folder.h"

#include "core/base/random.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTest>

#include <csignal>

using namespace leptune;

class TestCompress : public QObject {
    Q_OBJECT
private:
    CliFolder m_folder;

    bool copy(const char *to) const
    {
        return QFile::copy(m_folder.at("p.leptune"), m_folder.at(to));
    }

private Q_SLOTS:
    void initTestCase()
    {
        RandomStream random(1);
        QByteArray text = "a,b,colour,label\n";
        for (int i = 0; i < 500; ++i) {
            const double a = random.normal(), b = random.normal();
            const char *colour = random.below(3) == 0 ? "red" : "blue";
            const bool isYes = a * b + (colour[0] == 'r' ? 0.7 : -0.3) + 0.3 * random.normal() > 0;
            text += QByteArray::number(a) + ',' + QByteArray::number(b) + ',' + colour + ',' +
                    (isYes ? "yes" : "no") + '\n';
        }
        QVERIFY(writeFile(m_folder.at("data.csv"), text));
        const CliResult result =
            m_folder.run(QStringLiteral("tune @data.csv --target label --trials 6 --families "
                                        "boosting,forest,knn --project @p.leptune --quiet"));
        QVERIFY2(result.status == 0, qPrintable(result.text()));
    }
    void theChosenModelPredictsAndIsExported()
    {
        QVERIFY(copy("a.leptune"));
        QElapsedTimer timer;
        timer.start();
        const CliResult result =
            m_folder.run(QStringLiteral("compress @a.leptune --max-drop 5% --json --quiet"));
        QVERIFY2(result.status == 0, qPrintable(result.text()));
        QVERIFY2(timer.elapsed() < 45'000, "compressing took too long"); // 20 s when alone
        QVERIFY(result.error.isEmpty());
        const QJsonObject chosen = result.object()[QStringLiteral("chosen")].toObject();
        const QJsonObject original = result.object()[QStringLiteral("original")].toObject();
        QVERIFY(chosen[QStringLiteral("drop")].toDouble() <= 0.05);
        QVERIFY(chosen[QStringLiteral("size_bytes")].toDouble() <
                original[QStringLiteral("size_bytes")].toDouble());
        QVERIFY(chosen[QStringLiteral("test")].isDouble());
        const QString name = chosen[QStringLiteral("name")].toString();
        const CliResult predicted = m_folder.run(
            QStringLiteral("predict @a.leptune @data.csv --output @out.csv --model ") + name);
        QVERIFY2(predicted.status == 0, qPrintable(predicted.text()));
        const CliResult exported = m_folder.run(
            QStringLiteral("export @a.leptune --format native --output @m.leptune-model --model ") +
            name);
        QVERIFY2(exported.status == 0, qPrintable(exported.text()));
        QCOMPARE(QFile(m_folder.at("m.leptune-model")).size(),
                 static_cast<qint64>(chosen[QStringLiteral("size_bytes")].toDouble()));
        bool isListed = false;
        const CliResult board = m_folder.run(QStringLiteral("leaderboard @a.leptune --json"));
        for (const QJsonValue &line : QJsonDocument::fromJson(board.out).array())
            isListed = isListed ||
                       (line[QStringLiteral("name")].toString() == name &&
                        line[QStringLiteral("kind")].toString() == QStringLiteral("compressed"));
        QVERIFY(isListed);
    }
    void wrongLimitsAreWrongUsage_data()
    {
        QTest::addColumn<QString>("option");
        QTest::newRow("drop") << QStringLiteral("--max-drop much");
        QTest::newRow("share") << QStringLiteral("--max-drop 120%");
        QTest::newRow("size") << QStringLiteral("--max-size 12");
        QTest::newRow("time") << QStringLiteral("--max-latency 5");
    }
    void wrongLimitsAreWrongUsage()
    {
        QFETCH(QString, option);
        const CliResult result = m_folder.run(QStringLiteral("compress @p.leptune ") + option);
        QCOMPARE(result.status, 2);
        QVERIFY2(result.isOneSentence(), qPrintable(result.text()));
    }
    void anUnknownModelIsNamed()
    {
        const CliResult result = m_folder.run(QStringLiteral("compress @p.leptune --model nobody"));
        QCOMPARE(result.status, 1);
        QVERIFY2(result.isOneSentence() && result.error.contains("nobody"),
                 qPrintable(result.text()));
    }
    void ctrlCKeepsTheProjectUsable()
    {
        QVERIFY(copy("b.leptune"));
        QProcess process;
        process.start(QStringLiteral(LEPTUNE_CLI),
                      {QStringLiteral("compress"), m_folder.at("b.leptune")});
        process.setReadChannel(QProcess::StandardError);
        QVERIFY(process.waitForReadyRead(30'000)); // the first candidate
        QVERIFY(process.processId() > 0);
        kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(process.exitCode(), 130);
        const CliResult board = m_folder.run(QStringLiteral("leaderboard @b.leptune --json"));
        QCOMPARE(board.status, 0);
    }
};

QTEST_GUILESS_MAIN(TestCompress)
#include "tst_compress.moc"
