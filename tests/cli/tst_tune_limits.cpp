// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_folder.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTest>

using namespace leptune;

class TestTuneLimits : public QObject {
    Q_OBJECT
private:
    CliFolder m_folder;

    /// The line of the leaderboard that a role names.
    QJsonObject lineOf(const char *project, const QString &name) const
    {
        const CliResult board =
            m_folder.run(QStringLiteral("leaderboard @%1 --json").arg(QLatin1String(project)));
        for (const QJsonValue &line : QJsonDocument::fromJson(board.out).array())
            if (line[QStringLiteral("name")].toString() == name)
                return line.toObject();
        return {};
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(writeFile(m_folder.at("data.csv"), classData("no", "yes"))); }
    void endsWithTheBestCompressedToTheLimitsWithinTheBudget()
    {
        QElapsedTimer timer;
        timer.start();
        const CliResult result = m_folder.run(QStringLiteral(
            "tune @data.csv --target label --budget 15s --max-size 6kB --max-drop 20% --families "
            "boosting,forest,symmetric --project @a.leptune --json --quiet --no-experience"));
        QVERIFY2(result.status == 0, qPrintable(result.text()));
        QVERIFY2(timer.elapsed() < 16'000, qPrintable(QString::number(timer.elapsed())));
        const QJsonObject made = result.object()[QStringLiteral("compression")].toObject();
        QVERIFY2(made[QStringLiteral("kept_limits")].toBool(), qPrintable(result.text()));
        const QJsonObject chosen = made[QStringLiteral("chosen")].toObject();
        QVERIFY(chosen[QStringLiteral("size_bytes")].toDouble() <= 6000.0);
        QVERIFY(!made[QStringLiteral("note")].toString().isEmpty());
        const CliResult exported = m_folder.run(QStringLiteral(
            "export @a.leptune --format native --output @m.leptune-model --model smallest"));
        QVERIFY2(exported.status == 0, qPrintable(exported.text()));
        QVERIFY(QFile(m_folder.at("m.leptune-model")).size() <= 6000);
        QVERIFY(!lineOf("a.leptune", chosen[QStringLiteral("name")].toString()).isEmpty());
    }
    void saysByHowMuchALimitIsMissed()
    {
        const CliResult result = m_folder.run(
            QStringLiteral("tune @data.csv --target label --trials 4 --max-size 0.1kB --families "
                           "boosting,forest --no-refit --quiet"));
        QVERIFY2(result.status == 0, qPrintable(result.text()));
        QVERIFY2(result.out.contains("times the size"), qPrintable(result.text()));
    }
    void countedTrialsGiveTheSameCompressedModels()
    {
        const QString line = QStringLiteral(
            "tune @data.csv --target label --trials 4 --max-drop 5% --families boosting,forest "
            "--json --quiet --threads ");
        QByteArray first;
        for (const char *threads : {"1", "2"}) {
            const CliResult result = m_folder.run(line + QLatin1String(threads));
            QVERIFY2(result.status == 0, qPrintable(result.text()));
            QByteArray names;
            const QJsonObject made = result.object()[QStringLiteral("compression")].toObject();
            for (const QJsonValue &candidate : made[QStringLiteral("candidates")].toArray())
                names += QStringLiteral("%1 %2 %3\n")
                             .arg(candidate[QStringLiteral("name")].toString())
                             .arg(candidate[QStringLiteral("validation")].toDouble())
                             .arg(candidate[QStringLiteral("size_bytes")].toDouble())
                             .toUtf8();
            QVERIFY(names.count('\n') > 2);
            if (first.isEmpty())
                first = names;
            QCOMPARE(names, first);
        }
    }
    void withoutLimitsNothingIsCompressed()
    {
        const CliResult result = m_folder.run(QStringLiteral(
            "tune @data.csv --target label --trials 2 --families linear --json --quiet"));
        QVERIFY2(result.status == 0, qPrintable(result.text()));
        QVERIFY(!result.object().contains(QStringLiteral("compression")));
    }
    void aWrongDropIsWrongUsage()
    {
        const CliResult result = m_folder.run(
            QStringLiteral("tune @data.csv --target label --trials 2 --max-drop 120%"));
        QCOMPARE(result.status, 2);
        QVERIFY(result.isOneSentence());
    }
};

QTEST_GUILESS_MAIN(TestTuneLimits)
#include "tst_tune_limits.moc"
