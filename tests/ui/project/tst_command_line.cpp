// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/command_line.h"

#include "core/base/child_process.h"
#include "tests/support/ui_sandbox.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace leptune;

namespace {

/// A set-up with a value in every field that a command line can say, and names that shells and
/// compilers trip over.
TuneOrder richOrder(const QString &data)
{
    TuneOrder order{data, {}, {}};
    TuneOptions &options = order.options;
    options.target = "it's \"so\"";
    options.task = TaskChoice::Classification;
    options.metric = "accuracy";
    options.trials = 2;
    options.threads = 1;
    options.seed = 18446744073709551615ULL;
    options.folds = 3;
    options.families = {"boosting", "symmetric"}; // keep to directions
    options.ignore = {"a,b", "-x $HOME"};
    options.positive = "-yes";
    options.monotone = {{"size", 1}};
    options.test.share = 0.3;
    options.refit = false;
    options.stopEarly = true;
    options.experience = false;
    options.memoryBytes = 5e8;
    options.maxModelBytes = 1e6;
    options.costs = {5.0, 1.0};
    options.spaces = {{"symmetric", {{"depth", {2.0, 4.0, false, {}}}}}};
    options.device = "cpu";
    order.reading.separator = ';';
    order.reading.decimal = '.';
    order.reading.encoding = "UTF-8";
    order.reading.types = {{"größe ?? %1", ColumnType::Categorical}};
    return order;
}

QByteArray richTable()
{
    QByteArray text = "\"it's \"\"so\"\"\";size;a,b;-x $HOME;größe ?? %1\n";
    unsigned state = 7;
    const auto draw = [&state] { return (state = state * 1664525U + 1013904223U) >> 8; };
    for (int row = 0; row < 400; ++row) {
        const unsigned size = draw() % 1000;
        text += QByteArray(size > 500 ? "-yes" : "no") + ';' + QByteArray::number(size) + ';' +
                QByteArray::number(draw() % 10) + ";k;" + QByteArray::number(draw() % 3) + '\n';
    }
    return text;
}

/// Answers with both streams where the shell command fails.
QByteArray problemOf(const QString &command, QByteArray &output)
{
    QProcess shell;
    shell.start(QStringLiteral("sh"), {QStringLiteral("-c"), command});
    if (!shell.waitForFinished(120'000))
        return "did not end in time";
    output = shell.readAllStandardOutput();
    return shell.exitCode() == 0 ? QByteArray() : output + shell.readAllStandardError();
}

} // namespace

class TestCommandLine : public QObject {
    Q_OBJECT
private:
    UiSandbox m_sandbox;

    TuneOrder richFile() const
    {
        return richOrder(m_sandbox.write(QStringLiteral("it's a file.csv"), richTable()));
    }

private Q_SLOTS:
    void wordsAreQuotedForTheShell_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << QStringLiteral("a/b.csv");
        QTest::newRow("blank") << QStringLiteral("two words");
        QTest::newRow("quotes") << QStringLiteral("it's \"so\"");
        QTest::newRow("dollar") << QStringLiteral("$HOME `date` \\ !x ~ *");
        QTest::newRow("line") << QStringLiteral("a\nb");
        QTest::newRow("empty") << QString();
        QTest::newRow("letters") << QStringLiteral("größe 大小");
    }
    void wordsAreQuotedForTheShell()
    {
        QFETCH(QString, text);
        QByteArray output;
        const QByteArray problem =
            problemOf(QStringLiteral("printf %s ") + shellWord(text), output);
        QVERIFY2(problem.isEmpty(), problem);
        QCOMPARE(QString::fromUtf8(output), text);
    }

    void defaultsAreNotSaid()
    {
        TuneOrder order{QStringLiteral("/d/churn.csv"), {}, {}};
        order.options.target = "churn";
        order.options.experience = true;
        QCOMPARE(commandLine(order),
                 QStringLiteral("leptune-cli tune /d/churn.csv --target churn --budget 60s"));
    }

    void aPastedTableHasAPlaceForItsName()
    {
        TuneOrder order;
        order.options.target = "y";
        QVERIFY(commandLine(order).contains(QStringLiteral("TABLE.csv")));
        QVERIFY(cppProgram(order).contains(QStringLiteral("TABLE.csv")));
    }

    void costsAndRangesAreSaid()
    {
        TuneOrder order{QStringLiteral("/d/churn.csv"), {}, {}};
        order.options.target = "churn";
        order.options.experience = true;
        order.options.maxDrop = 0.02;
        order.options.costs = {5.0, 0.5};
        order.options.spaces = {
            {"forest", {{"trees", {50.0, 100.0, true, {}}}}},
            {"knn", {{"weighting", {0.0, 0.0, false, {"uniform", "distance"}}}}}};
        const QString command = commandLine(order);
        for (const char *part :
             {"--max-drop 2%", "--costs 5:0.5", "--range forest.trees=50:100:log",
              "--range 'knn.weighting=uniform|distance'"})
            QVERIFY2(command.contains(QLatin1String(part)), qPrintable(command));
    }

    void costsOfClassesAreSaid()
    {
        TuneOrder order{QStringLiteral("/d/kinds.csv"), {}, {}};
        order.options.target = "kind";
        order.options.costs.ofClass = {{"fatal, or so", 5.0}, {"minor", 0.5}};
        QVERIFY2(commandLine(order).contains(
                     QStringLiteral("--costs 'fatal\\, or so=5,minor=0.5'")),
                 qPrintable(commandLine(order)));
        const QString program = cppProgram(order);
        for (const char *line : {".costs.ofClass[\"fatal, or so\"] = 5.0;",
                                 ".costs.ofClass[\"minor\"] = 0.5;"})
            QVERIFY2(program.contains(QLatin1String(line)), qPrintable(program));
    }

    void theCommandTunesAsItIsSetUp()
    {
        QString command = commandLine(richFile());
        QVERIFY2(command.startsWith(QStringLiteral("leptune-cli tune ")), qPrintable(command));
        command.replace(0, 11, shellWord(QStringLiteral(LEPTUNE_CLI)));
        QByteArray output;
        const QByteArray problem = problemOf(command + QStringLiteral(" --json --quiet"), output);
        QVERIFY2(problem.isEmpty(), qPrintable(command + u'\n' + QString::fromUtf8(problem)));
        const QJsonObject result = QJsonDocument::fromJson(output).object();
        QCOMPARE(result[QStringLiteral("metric")].toString(), QStringLiteral("accuracy"));
        QCOMPARE(result[QStringLiteral("task")].toString(), QStringLiteral("binary"));
        QCOMPARE(result[QStringLiteral("trials")].toInt(), 2);
        QCOMPARE(result[QStringLiteral("rows")].toInt(), 400);
    }

    void theProgramCompilesAndTunes()
    {
        const auto compiler = findProgram("g++");
        if (!compiler)
            QSKIP("g++ is not installed");
        m_sandbox.write(QStringLiteral("tune.cpp"), cppProgram(richFile()).toUtf8());
        const std::string folder = m_sandbox.path(QString()).toStdString();
        const std::string modules = qEnvironmentVariable("LEPTUNE_MODULES").toStdString();
        QVERIFY2(!modules.empty(), "LEPTUNE_MODULES names the folder of the built libraries");
        const ChildResult built = runChild({*compiler, "-std=c++20", "-Wall", "-Wextra", "-Werror",
                                            "-I", LEPTUNE_SOURCE, "tune.cpp", "-o", "tune", "-L",
                                            modules, "-lleptune_core", "-Wl,-rpath," + modules},
                                           folder, 280);
        QVERIFY2(built.succeeded(), built.output.c_str());
        const ChildResult ran = runChild({folder + "/tune"}, folder, 120);
        QVERIFY2(ran.succeeded(), ran.output.c_str());
        QVERIFY2(ran.output.find("validation 0.") != std::string::npos ||
                     ran.output.find("validation 1") != std::string::npos,
                 ran.output.c_str());
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
