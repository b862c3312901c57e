// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_process.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

namespace {

QStringList words(const QString &line)
{
    return line.split(u' ', Qt::SkipEmptyParts);
}

} // namespace

class TestUsage : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

private Q_SLOTS:
    void initTestCase() { qputenv("CUDA_VISIBLE_DEVICES", ""); } // whatever the machine has

    void saysItsVersionAtOnce()
    {
        qint64 least = 1'000'000;
        for (int i = 0; i < 5; ++i) {
            QElapsedTimer timer;
            timer.start();
            const CliResult result = runCli({QStringLiteral("--version")});
            least = std::min(least, timer.elapsed());
            QCOMPARE(result.status, 0);
            QVERIFY2(result.out.startsWith("leptune-cli 0."), qPrintable(result.text()));
        }
        QVERIFY2(least < 200,
                 qPrintable(QStringLiteral("%1 ms").arg(least))); // 50 ms when nothing else runs
    }

    void helpNamesTheCommandsThatAreBuilt()
    {
        const CliResult result = runCli({QStringLiteral("--help")});
        QCOMPARE(result.status, 0);
        QVERIFY(result.error.isEmpty());
        for (const char *command :
             {"tune", "resume", "leaderboard", "predict", "evaluate", "compress", "export",
              "report", "profile", "optimize", "experience", "learn-portfolio"})
            QVERIFY2(result.out.contains(QByteArray("  ") + command + ' '), command);
    }

    void everyCommandHasHelp_data()
    {
        QTest::addColumn<QByteArray>("option");
        QTest::newRow("tune") << QByteArray("--target");
        QTest::newRow("resume") << QByteArray("--data");
        QTest::newRow("leaderboard") << QByteArray("--json");
        QTest::newRow("predict") << QByteArray("--output");
        QTest::newRow("evaluate") << QByteArray("--model");
        QTest::newRow("compress") << QByteArray("--max-drop");
        QTest::newRow("export") << QByteArray("--format");
        QTest::newRow("report") << QByteArray("--output");
        QTest::newRow("profile") << QByteArray("--separator");
        QTest::newRow("optimize") << QByteArray("--space");
        QTest::newRow("experience") << QByteArray("show");
        QTest::newRow("learn-portfolio") << QByteArray("--output");
    }
    void everyCommandHasHelp()
    {
        QFETCH(QByteArray, option);
        const CliResult result =
            runCli({QString::fromUtf8(QTest::currentDataTag()), QStringLiteral("--help")});
        QCOMPARE(result.status, 0);
        QVERIFY2(result.out.contains(option), qPrintable(result.text()));
        QVERIFY(result.error.isEmpty());
        for (const QByteArray &line : result.out.split('\n'))
            QVERIFY2(line.size() <= 120, line.constData());
    }

    void wrongUsageIsFoundBeforeTheDataAreRead_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QByteArray>("why");
        const auto tune = [](const char *rest) {
            return QStringLiteral("tune absent.csv --target y ") + QLatin1String(rest);
        };
        QTest::newRow("nothing") << "" << QByteArray("name a command");
        QTest::newRow("unknown command") << "tuna x.csv" << QByteArray("no command 'tuna'");
        QTest::newRow("unknown option") << tune("--turbo") << QByteArray("--turbo");
        QTest::newRow("a size without its unit")
            << tune("--max-size 100") << QByteArray("--max-size");
        QTest::newRow("a time without its unit")
            << tune("--max-latency 5") << QByteArray("--max-latency");
        QTest::newRow("a time below 0")
            << tune("--max-latency -5us") << QByteArray("--max-latency");
        QTest::newRow("a drop in words") << tune("--max-drop much") << QByteArray("--max-drop");
        QTest::newRow("one cost") << tune("--costs 5") << QByteArray("--costs");
        QTest::newRow("costs below 0") << tune("--costs -1:2") << QByteArray("--costs");
        QTest::newRow("a range of nothing") << tune("--range forest.trees") << QByteArray("--range");
        QTest::newRow("a range in words") << tune("--range forest.trees=few:many") << QByteArray("--range");
        QTest::newRow("a range backwards") << tune("--range forest.trees=90:50") << QByteArray("trees");
        QTest::newRow("a range of no family") << tune("--range woods.trees=5:9") << QByteArray("woods");
        QTest::newRow("a cost of no class") << tune("--costs =5") << QByteArray("CLASS=COST");
        QTest::newRow("a class without its cost") << tune("--costs a=5,b") << QByteArray("CLASS=COST");
        QTest::newRow("a class below 0") << tune("--costs a=-5") << QByteArray("CLASS=COST");
        QTest::newRow("a class in words") << tune("--costs a=much") << QByteArray("--costs: 'a=much'");
        QTest::newRow("no costs at all") << tune("--costs 0:0") << QByteArray("--costs");
        QTest::newRow("no data") << "tune --target y" << QByteArray("DATA is required");
        QTest::newRow("no target") << "tune absent.csv" << QByteArray("--target is required");
        QTest::newRow("two data") << tune("other.csv") << QByteArray("other.csv");
        QTest::newRow("metric") << tune("--metric speed")
                                << QByteArray("--metric: 'speed' is not a metric; choose one of");
        QTest::newRow("task") << tune("--task sorting") << QByteArray("--task: 'sorting'");
        QTest::newRow("budget of nothing") << tune("--budget 0s") << QByteArray("--budget: '0s'");
        QTest::newRow("budget of words") << tune("--budget long") << QByteArray("--budget: 'long'");
        QTest::newRow("budget below 0") << tune("--budget=-5s") << QByteArray("--budget: '-5s'");
        QTest::newRow("budget of infinity")
            << tune("--budget inf") << QByteArray("--budget: 'inf'");
        QTest::newRow("no trials") << tune("--trials 0") << QByteArray("--trials: '0'");
        QTest::newRow("half a trial") << tune("--trials 1.5") << QByteArray("--trials: '1.5'");
        QTest::newRow("threads") << tune("--threads 0") << QByteArray("--threads: '0'");
        QTest::newRow("seed") << tune("--seed=-1") << QByteArray("--seed: '-1'");
        QTest::newRow("seed too large")
            << tune("--seed 18446744073709551616") << QByteArray("--seed");
        QTest::newRow("one fold") << tune("--folds 1") << QByteArray("--folds: '1'");
        QTest::newRow("family") << tune("--families linear,magic") << QByteArray("magic");
        QTest::newRow("whole test") << tune("--test 1.0") << QByteArray("--test: '1.0'");
        QTest::newRow("device") << tune("--device tpu")
                                << QByteArray("--device: 'tpu' is not auto");
        QTest::newRow("no GPU") << tune("--device cuda") << QByteArray("--device: 'cuda' needs");
        QTest::newRow("type without a column")
            << tune("--type numeric") << QByteArray("--type: 'numeric' is not COLUMN=TYPE");
        QTest::newRow("unknown type") << tune("--type a=colour") << QByteArray("colour");
        QTest::newRow("separator") << tune("--separator ;;") << QByteArray("--separator: ';;'");
        QTest::newRow("decimal") << tune("--decimal x") << QByteArray("--decimal: 'x'");
        QTest::newRow("table and query") << tune("--table t --query q") << QByteArray("--table");
        QTest::newRow("project folder") << tune("--project /no/such/folder/p.leptune")
                                        << QByteArray("/no/such/folder/p.leptune");
        QTest::newRow("project is a folder")
            << tune("--overwrite --project /tmp") << QByteArray("/tmp");
        QTest::newRow("read-only folder")
            << tune("--project /proc/p.leptune") << QByteArray("/proc/p.leptune");
        QTest::newRow("format") << "export absent.leptune --format tflite --output x"
                                << QByteArray("tflite");
        QTest::newRow("no output")
            << "predict absent.leptune absent.csv" << QByteArray("--output is required");
        QTest::newRow("budget and trials")
            << "resume absent.leptune --budget 5s --trials 3" << QByteArray("--trials");
        QTest::newRow("no trials to optimise")
            << "optimize --space absent.json --trials 0" << QByteArray("--trials: '0'");
    }
    void wrongUsageIsFoundBeforeTheDataAreRead()
    {
        QFETCH(QString, line);
        QFETCH(QByteArray, why);
        const CliResult result = runCli(words(line));
        QVERIFY2(result.status == 2 && result.error.contains(why), qPrintable(result.text()));
        QVERIFY2(result.isOneSentence(), qPrintable(result.text()));
    }

    void keepsAnExistingProject()
    {
        const QString path = m_folder.filePath(QStringLiteral("kept.leptune"));
        QVERIFY(writeFile(path, "mine"));
        const CliResult result = runCli(
            words(QStringLiteral("tune absent.csv --target y --project ")) + QStringList{path});
        QVERIFY2(result.status == 2 && result.error.contains("--overwrite"),
                 qPrintable(result.text()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("mine"));
    }

    void namesTheFileThatDoesNotExist_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("tune") << "tune absent.csv --target y";
        QTest::newRow("profile") << "profile absent.csv";
        QTest::newRow("leaderboard") << "leaderboard absent.csv";
        QTest::newRow("resume") << "resume absent.csv";
        QTest::newRow("predict") << "predict absent.csv x.csv --output x.out";
        QTest::newRow("evaluate") << "evaluate absent.csv x.csv";
        QTest::newRow("export") << "export absent.csv --format onnx --output x.out";
        QTest::newRow("optimize") << "optimize --space absent.csv --trials 1";
    }
    void namesTheFileThatDoesNotExist()
    {
        QFETCH(QString, line);
        const CliResult result = runCli(words(line));
        QVERIFY2(result.status == 1 && result.error.contains("absent.csv: "),
                 qPrintable(result.text()));
        QVERIFY(result.isOneSentence());
    }
};

QTEST_GUILESS_MAIN(TestUsage)
#include "tst_usage.moc"
