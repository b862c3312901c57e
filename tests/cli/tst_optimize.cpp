// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_process.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <csignal>
#include <functional>

namespace {

const QByteArray kMixedSpace = R"({"direction": "minimize", "parameters": [
    {"name": "depth", "type": "int", "low": 1, "high": 8, "when": {"model": ["tree"]}},
    {"name": "model", "type": "categorical", "choices": ["tree", "line"]},
    {"name": "rate", "type": "float", "low": 1e-4, "high": 1, "log": true},
    {"name": "width", "type": "categorical", "choices": [16, 32.5, true]}]})";

using Objective = std::function<QJsonObject(const QJsonObject &parameters)>;

QJsonObject value(double number)
{
    return {{QStringLiteral("value"), number}};
}

/// Speaks the protocol: answers every proposal; the proposals in order.
struct Talk {
    QList<QJsonObject> parameters;
    int status = -1;
    QByteArray error;
};

Talk talk(const QStringList &arguments, const Objective &objective)
{
    Talk result;
    QProcess process;
    process.start(QStringLiteral(LEPTUNE_CLI), QStringList{QStringLiteral("optimize")} + arguments);
    while (process.waitForReadyRead(20000)) {
        while (process.canReadLine()) {
            const QJsonObject asked = QJsonDocument::fromJson(process.readLine()).object();
            const QJsonObject parameters = asked[QStringLiteral("parameters")].toObject();
            result.parameters.append(parameters);
            QJsonObject answer = objective(parameters);
            answer[QStringLiteral("trial")] = asked[QStringLiteral("trial")];
            process.write(QJsonDocument(answer).toJson(QJsonDocument::Compact) + '\n');
        }
    }
    process.waitForFinished(20000);
    result.status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    result.error = process.readAllStandardError();
    return result;
}

} // namespace

class TestOptimize : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    QString spaceFile(const QByteArray &text)
    {
        const QString path = m_folder.filePath(QStringLiteral("space.json"));
        return writeFile(path, text) ? path : QString();
    }
    QStringList arguments(const QByteArray &space, int trials)
    {
        return {QStringLiteral("--space"), spaceFile(space), QStringLiteral("--trials"),
                QString::number(trials)};
    }

private Q_SLOTS:
    void findsTheLeastValueOfAMixedSpace()
    {
        double best = HUGE_VAL;
        const Talk result = talk(arguments(kMixedSpace, 40), [&](const QJsonObject &p) {
            double loss = std::pow(std::log10(p[QStringLiteral("rate")].toDouble()) + 2, 2);
            loss += p[QStringLiteral("model")] == QStringLiteral("tree")
                        ? 0.1 * std::abs(p[QStringLiteral("depth")].toInt() - 5)
                        : 1.0;
            loss += p[QStringLiteral("width")].isBool() ? 0.0 : 0.5;
            best = std::min(best, loss);
            return value(loss);
        });
        QCOMPARE(result.status, 0);
        QCOMPARE(result.parameters.size(), 40);
        QVERIFY2(best < 0.02, qPrintable(QString::number(best)));
    }

    void maximisesWhereAsked()
    {
        const QByteArray space =
            R"({"direction": "maximize", "parameters": [{"name": "x", "type": "float", "low": 0, "high": 10}]})";
        double best = -HUGE_VAL;
        talk(arguments(space, 25), [&](const QJsonObject &p) {
            const double x = p[QStringLiteral("x")].toDouble();
            best = std::max(best, -(x - 7) * (x - 7));
            return value(-(x - 7) * (x - 7));
        });
        QVERIFY2(best > -0.001, qPrintable(QString::number(best)));
    }

    void proposesActiveParametersAsSpelledInTheFile()
    {
        const Talk result =
            talk(arguments(kMixedSpace, 12), [](const QJsonObject &) { return value(1); });
        QCOMPARE(result.parameters.size(), 12);
        for (const QJsonObject &p : result.parameters) {
            const bool isTree = p[QStringLiteral("model")] == QStringLiteral("tree");
            QCOMPARE(p.contains(QStringLiteral("depth")), isTree);
            const QJsonValue width = p[QStringLiteral("width")];
            QVERIFY(width == 16 || width == 32.5 || width == true);
        }
    }

    void repeatsItselfForTheSameSeed()
    {
        const auto objective = [](const QJsonObject &p) {
            return value(p[QStringLiteral("rate")].toDouble());
        };
        const QStringList first = arguments(kMixedSpace, 20);
        const Talk a =
            talk(first + QStringList{QStringLiteral("--seed"), QStringLiteral("5")}, objective);
        const Talk b =
            talk(first + QStringList{QStringLiteral("--seed"), QStringLiteral("5")}, objective);
        const Talk c =
            talk(first + QStringList{QStringLiteral("--seed"), QStringLiteral("6")}, objective);
        QCOMPARE(a.parameters.size(), 20);
        QVERIFY(a.parameters == b.parameters);
        QVERIFY(a.parameters != c.parameters);
    }

    void usesAFiniteSpaceUpBeforeItRepeats()
    {
        const QByteArray space =
            R"({"parameters": [{"name": "n", "type": "int", "low": 1, "high": 12},
            {"name": "c", "type": "categorical", "choices": ["a", "b"]}]})";
        const Talk result = talk(arguments(space, 24), [](const QJsonObject &p) {
            return value(p[QStringLiteral("n")].toDouble());
        });
        QSet<QByteArray> different;
        for (const QJsonObject &p : result.parameters)
            different.insert(QJsonDocument(p).toJson(QJsonDocument::Compact));
        QCOMPARE(different.size(), 24);
    }

    void goesOnWhereTrialsFail()
    {
        int told = 0;
        const Talk result = talk(arguments(kMixedSpace, 25), [&](const QJsonObject &) {
            return ++told % 2 == 0 ? value(told) : QJsonObject{{QStringLiteral("failed"), true}};
        });
        QCOMPARE(result.status, 0);
        QCOMPARE(result.parameters.size(), 25);
    }

    void keepsSeveralTrialsRunning()
    {
        QProcess process;
        process.start(QStringLiteral(LEPTUNE_CLI),
                      QStringList{QStringLiteral("optimize")} + arguments(kMixedSpace, 5) +
                          QStringList{QStringLiteral("--parallel"), QStringLiteral("3")});
        QByteArray lines;
        while (lines.count('\n') < 3 && process.waitForReadyRead(10000))
            lines += process.readAllStandardOutput();
        QCOMPARE(lines.count('\n'), 3);
        QVERIFY(!process.waitForReadyRead(200));
        process.write("{\"trial\": 2, \"value\": 1}\n{\"trial\": 0, \"value\": 2}\n");
        while (lines.count('\n') < 5 && process.waitForReadyRead(10000))
            lines += process.readAllStandardOutput();
        QVERIFY(lines.contains("\"trial\":4"));
        process.write("{\"trial\": 4, \"value\": 1}\n\n{\"trial\": 3, \"value\": 2}\n{\"trial\": "
                      "1, \"value\": 2}\n");
        QVERIFY(process.waitForFinished(10000));
        QCOMPARE(process.exitCode(), 0);
    }

    void refusesAnswersItDoesNotUnderstand_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("why");
        QTest::newRow("no JSON") << QByteArray("fine\n")
                                 << QByteArray("line 1 is not a JSON object");
        const QByteArray noNumber =
            "line 1 holds NaN or Infinity, which are not JSON; tell a failed "
            "trial as {\"trial\": 0, \"failed\": true}";
        QTest::newRow("NaN") << QByteArray("{\"trial\": 0, \"value\": NaN}\n") << noNumber;
        QTest::newRow("infinity") << QByteArray("{\"trial\":0,\"value\":-Infinity}\n") << noNumber;
        QTest::newRow("NaN in quotes")
            << QByteArray("{\"trial\": 0, \"NaN\"}\n") << QByteArray("not a JSON object");
        QTest::newRow("list") << QByteArray("[0, 1]\n") << QByteArray("not a JSON object");
        QTest::newRow("no trial") << QByteArray("{\"value\": 1}\n")
                                  << QByteArray("no trial number");
        QTest::newRow("negative trial")
            << QByteArray("{\"trial\": -1, \"value\": 1}\n") << QByteArray("no trial number");
        QTest::newRow("unknown trial") << QByteArray("\n{\"trial\": 7, \"value\": 1}\n")
                                       << QByteArray("line 2 tells trial 7, which is not running");
        QTest::newRow("told twice")
            << QByteArray("{\"trial\": 0, \"value\": 1}\n{\"trial\": 0, \"value\": 1}\n")
            << QByteArray("line 2 tells trial 0, which is not running");
        QTest::newRow("no value") << QByteArray("{\"trial\": 0}\n")
                                  << QByteArray("\"failed\": true");
        QTest::newRow("null") << QByteArray("{\"trial\": 0, \"value\": null}\n")
                              << QByteArray("\"failed\": true");
        QTest::newRow("word for a value")
            << QByteArray("{\"trial\": 0, \"value\": \"1\"}\n") << QByteArray("value");
        QTest::newRow("failed is a word") << QByteArray("{\"trial\": 0, \"failed\": \"yes\"}\n")
                                          << QByteArray("neither true nor false");
        QTest::newRow("end of input") << QByteArray("{\"trial\": 0, \"value\": 1}\n")
                                      << QByteArray("ended after 1 of 3 trials");
        QTest::newRow("no input") << QByteArray() << QByteArray("ended after 0 of 3 trials");
    }
    void refusesAnswersItDoesNotUnderstand()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, why);
        const CliResult result =
            runCli(QStringList{QStringLiteral("optimize")} + arguments(kMixedSpace, 3), answer);
        QVERIFY2(result.status == 1 && result.error.contains(why), qPrintable(result.text()));
        QVERIFY(result.error.startsWith("leptune-cli: standard input: "));
        QCOMPARE(result.error.count('\n'), 1);
    }

    void refusesBrokenSpaces_data()
    {
        QTest::addColumn<QByteArray>("space");
        QTest::addColumn<QByteArray>("why");
        const auto parameter = [](const char *text) {
            return QByteArray("{\"parameters\": [") + text + "]}";
        };
        QTest::newRow("no JSON") << QByteArray("{") << QByteArray("is not JSON");
        QTest::newRow("list") << QByteArray("[]") << QByteArray("has to hold an object");
        QTest::newRow("no parameters")
            << QByteArray("{\"parameters\": []}") << QByteArray("'parameters'");
        QTest::newRow("direction") << QByteArray("{\"direction\": \"up\", \"parameters\": []}")
                                   << QByteArray("minimize or maximize");
        QTest::newRow("unknown key") << QByteArray("{\"params\": []}") << QByteArray("'params'");
        QTest::newRow("no name") << parameter("{\"type\": \"float\"}") << QByteArray("'name'");
        QTest::newRow("type") << parameter("{\"name\": \"x\", \"type\": \"real\"}")
                              << QByteArray("parameter x: 'type'");
        QTest::newRow("misspelled")
            << parameter("{\"name\": \"x\", \"type\": \"float\", \"min\": 0}")
            << QByteArray("parameter x: there is no key 'min'");
        QTest::newRow("no range") << parameter("{\"name\": \"x\", \"type\": \"float\", \"low\": 0}")
                                  << QByteArray("parameter x: give 'high'");
        QTest::newRow("turned range")
            << parameter("{\"name\": \"x\", \"type\": \"float\", \"low\": 2, \"high\": 1}")
            << QByteArray("parameter x: low 2 is above high 1");
        QTest::newRow("log of zero")
            << parameter(
                   "{\"name\": \"x\", \"type\": \"float\", \"low\": 0, \"high\": 1, \"log\": true}")
            << QByteArray("parameter x: a log range");
        QTest::newRow("log is a word") << parameter("{\"name\": \"x\", \"type\": \"float\", "
                                                    "\"low\": 1, \"high\": 2, \"log\": \"yes\"}")
                                       << QByteArray("parameter x: 'log'");
        QTest::newRow("no choices") << parameter("{\"name\": \"x\", \"type\": \"categorical\"}")
                                    << QByteArray("parameter x: give 'choices'");
        QTest::newRow("list as choice")
            << parameter("{\"name\": \"x\", \"type\": \"categorical\", \"choices\": [[1]]}")
            << QByteArray("parameter x: a value");
        QTest::newRow("equal choices")
            << parameter("{\"name\": \"x\", \"type\": \"categorical\", \"choices\": [1, \"1\"]}")
            << QByteArray("parameter x: a choice comes twice");
        QTest::newRow("unknown parent")
            << parameter("{\"name\": \"x\", \"type\": \"float\", \"low\": 0, \"high\": 1, "
                         "\"when\": {\"y\": [1]}}")
            << QByteArray("parameter x: it depends on 'y'");
        QTest::newRow("unknown choice of the parent")
            << parameter(
                   "{\"name\": \"p\", \"type\": \"categorical\", \"choices\": [\"a\"]}, {\"name\": "
                   "\"x\", "
                   "\"type\": \"float\", \"low\": 0, \"high\": 1, \"when\": {\"p\": [\"b\"]}}")
            << QByteArray("parameter x: it depends on 'b'");
        QTest::newRow("impossible number of the parent")
            << parameter(
                   "{\"name\": \"n\", \"type\": \"int\", \"low\": 1, \"high\": 3}, {\"name\": "
                   "\"x\", \"type\": \"float\", \"low\": 0, \"high\": 1, \"when\": {\"n\": [7]}}")
            << QByteArray("parameter x: it depends on '7'");
    }
    void refusesBrokenSpaces()
    {
        QFETCH(QByteArray, space);
        QFETCH(QByteArray, why);
        const CliResult result =
            runCli(QStringList{QStringLiteral("optimize")} + arguments(space, 3));
        QVERIFY2(result.status == 2 && result.error.contains(why), qPrintable(result.text()));
        QVERIFY(result.isOneSentence());
    }

    void endsWith130WhenInterrupted()
    {
        QProcess process;
        process.start(QStringLiteral(LEPTUNE_CLI),
                      QStringList{QStringLiteral("optimize")} + arguments(kMixedSpace, 3));
        QVERIFY(process.waitForReadyRead(10000));
        kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(5000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);
    }

    void saysSoWhenNobodyListens()
    {
        QProcess process;
        process.setStandardOutputFile(QStringLiteral("/dev/full"));
        process.start(QStringLiteral(LEPTUNE_CLI),
                      QStringList{QStringLiteral("optimize")} + arguments(kMixedSpace, 3));
        QVERIFY(process.waitForFinished(10000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(process.readAllStandardError().contains("standard output"));
    }
};

QTEST_GUILESS_MAIN(TestOptimize)
#include "tst_optimize.moc"
