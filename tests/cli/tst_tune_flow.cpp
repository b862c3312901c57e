// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_process.h"

#include "core/base/random.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <csignal>

using namespace leptune;

namespace {

/// 400 rows whose class follows a and colour; classes are spelled so that a number would lose them,
/// or CSV has to quote them.
QByteArray classData(const QByteArray &no, const QByteArray &yes)
{
    RandomStream random(1);
    QByteArray text = "a,b,colour,idle,label\n";
    for (int i = 0; i < 400; ++i) {
        const double a = random.normal();
        const char *colour = random.below(3) == 0 ? "red" : "blue";
        const bool isYes = a + (colour[0] == 'r' ? 1.0 : -0.3) + 0.4 * random.normal() > 0;
        text += QByteArray::number(a) + ',' +
                (i % 17 == 0 ? QByteArray() : QByteArray::number(random.normal())) + ',' + colour +
                ",1," + (isYes ? yes : no) + '\n';
    }
    return text;
}

QByteArray regressionData()
{
    RandomStream random(2);
    QByteArray text = "x,day,y\n";
    for (int i = 0; i < 350; ++i) {
        const double x = random.uniform(-2, 2);
        text += QByteArray::number(x) + ",2024-01-" +
                QByteArray::number(1 + i % 28).rightJustified(2, '0') + ',' +
                QByteArray::number(3 * x + 0.2 * random.normal()) + '\n';
    }
    return text;
}

QList<QByteArray> linesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<QByteArray> lines = file.readAll().split('\n');
    lines.removeLast();
    return lines;
}

/// Names, parameters and scores; not times.
QByteArray comparable(const QJsonObject &result)
{
    QJsonArray models;
    for (const QJsonValue &value : result[QStringLiteral("models")].toArray()) {
        QJsonObject model = value.toObject();
        model.remove(QStringLiteral("seconds"));
        model.remove(QStringLiteral("latency_us"));
        models.append(model);
    }
    return QJsonDocument(models).toJson();
}

} // namespace

class TestTuneFlow : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    QString at(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    /// Arguments of one line; "@name" is a file of the folder.
    CliResult run(const QString &line, int seconds = 90) const
    {
        QStringList arguments = line.split(u' ', Qt::SkipEmptyParts);
        for (QString &argument : arguments)
            if (argument.startsWith(u'@'))
                argument = m_folder.filePath(argument.mid(1));
        return runCli(arguments, {}, seconds);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(writeFile(at("classes.csv"), classData("01", "02")));
        QVERIFY(writeFile(at("words.csv"), classData("\"no, never\"", "\"say \"\"yes\"\"\"")));
        QVERIFY(writeFile(at("numbers.csv"), regressionData()));
        const CliResult result =
            run(QStringLiteral("tune @classes.csv --target label --trials 4 --families "
                               "linear,baseline --project @p.leptune --json"));
        QVERIFY2(result.status == 0, qPrintable(result.text()));
    }

    void printsWhatTheContractSays()
    {
        const CliResult result =
            run(QStringLiteral("tune @classes.csv --target label --metric auc --trials 4 "
                               "--families linear,baseline --json --quiet"));
        QVERIFY2(result.status == 0, qPrintable(result.text()));
        QVERIFY2(result.error.isEmpty(), result.error.constData());
        const QJsonObject object = result.object();
        for (const char *key : {"task", "metric", "rows", "seconds", "first_model_seconds",
                                "trials", "failed_trials", "baseline", "score", "best", "models"})
            QVERIFY2(object.contains(QLatin1String(key)), key);
        QCOMPARE(object[QStringLiteral("metric")].toString(), QStringLiteral("auc"));
        QCOMPARE(object[QStringLiteral("rows")].toInt(), 400);
        QCOMPARE(object[QStringLiteral("trials")].toInt(), 4);
        const QJsonObject score = object[QStringLiteral("score")].toObject();
        for (const char *key : {"validation", "test", "low", "high"})
            QVERIFY2(score[QLatin1String(key)].isDouble(), key);
        QVERIFY(score[QStringLiteral("test")].toDouble() > 0.8);
        const QJsonObject best = object[QStringLiteral("best")].toObject();
        for (const char *key : {"name", "family", "parameters", "size_bytes", "latency_us"})
            QVERIFY2(best.contains(QLatin1String(key)), key);
        for (const QJsonValue &model : object[QStringLiteral("models")].toArray())
            for (const char *key : {"name", "kind", "family", "parent", "state", "reason",
                                    "validation", "validation_error", "test", "seconds", "rows",
                                    "size_bytes", "latency_us", "parameters"})
                QVERIFY2(model.toObject().contains(QLatin1String(key)), key);
    }

    void keepsTheBudget()
    {
        QElapsedTimer timer;
        timer.start();
        const CliResult result = run(
            QStringLiteral("tune @classes.csv --target label --budget 4s --project @b.leptune"));
        const double seconds = static_cast<double>(timer.elapsed()) / 1000.0;
        QVERIFY2(result.status == 0, qPrintable(result.text()));
        QVERIFY2(seconds < 5.0, qPrintable(QString::number(seconds)));
        QVERIFY2(seconds > 3.0, qPrintable(QString::number(seconds)));
        QVERIFY(result.error.contains(" left, "));
        QVERIFY(result.out.contains("best  "));
        QVERIFY(QFileInfo::exists(at("b.leptune")));
    }

    void givesTheSameForTheSameTrialsAtAnyThreadCount()
    {
        const auto tuned = [&](const char *threads) {
            return run(
                QStringLiteral(
                    "tune @numbers.csv --target y --trials 8 --families linear,knn --seed 3 --json "
                    "--quiet --threads ") +
                QLatin1String(threads));
        };
        const CliResult one = tuned("1");
        const CliResult two = tuned("2");
        QVERIFY2(one.status == 0 && two.status == 0, qPrintable(one.text() + two.text()));
        QCOMPARE(comparable(one.object()), comparable(two.object()));
    }

    void listsTheLeaderboardThatTunePrinted()
    {
        const CliResult result = run(QStringLiteral("leaderboard @p.leptune --json"));
        QCOMPARE(result.status, 0);
        const QJsonArray models = QJsonDocument::fromJson(result.out).array();
        QVERIFY(models.size() >= 4);
        QVERIFY(run(QStringLiteral("leaderboard @p.leptune")).out.contains("linear"));
    }

    void tellsWhichHyperparametersMattered()
    {
        QCOMPARE(
            run(QStringLiteral("tune @numbers.csv --target y --trials 16 --families knn --seed 3 "
                               "--quiet --project @mattered.leptune"))
                .status,
            0);
        const QString command = QStringLiteral("leaderboard @mattered.leptune --importance ");
        const CliResult json = run(command + QStringLiteral("knn --json"));
        QVERIFY2(json.status == 0, qPrintable(json.text()));
        const QJsonArray shares = json.object()[QStringLiteral("parameters")].toArray();
        QVERIFY2(!shares.isEmpty(), qPrintable(json.text()));
        for (qsizetype i = 1; i < shares.size(); ++i)
            QVERIFY(shares[i - 1][QStringLiteral("share")].toDouble() >=
                    shares[i][QStringLiteral("share")].toDouble());
        QVERIFY(run(command + QStringLiteral("knn")).out.contains("what mattered in "));
        const CliResult unknown = run(command + QStringLiteral("gardening"));
        QCOMPARE(unknown.status, 1);
        QVERIFY(unknown.error.contains("gardening") && unknown.error.contains("knn"));
    }

    void predictsInTheSpellingsOfTheFile()
    {
        QCOMPARE(run(QStringLiteral("predict @p.leptune @classes.csv --output @out.csv")).status,
                 0);
        const QList<QByteArray> lines = linesOf(at("out.csv"));
        QCOMPARE(lines.size(), 401);
        QVERIFY2(lines[0] == "prediction,probability_01,probability_02" ||
                     lines[0] == "prediction,probability_02,probability_01",
                 lines[0].constData());
        for (const QByteArray &line : lines.mid(1)) {
            const QList<QByteArray> cells = line.split(',');
            QVERIFY2(cells[0] == "01" || cells[0] == "02", line.constData());
            QVERIFY(std::abs(cells[1].toDouble() + cells[2].toDouble() - 1.0) < 1e-5);
        }
    }

    void quotesClassesThatNeedIt()
    {
        QCOMPARE(run(QStringLiteral("tune @words.csv --target label --trials 2 --families linear "
                                    "--quiet --project @w.leptune"))
                     .status,
                 0);
        QCOMPARE(run(QStringLiteral("predict @w.leptune @words.csv --output @w.csv")).status, 0);
        const QList<QByteArray> lines = linesOf(at("w.csv"));
        QCOMPARE(lines.size(), 401);
        QVERIFY2(lines[0].contains("\"probability_say \"\"yes\"\"\"") &&
                     lines[0].contains("\"probability_no, never\""),
                 lines[0].constData());
    }

    void mapsMovedExtraAndMissingColumnsByName()
    {
        QVERIFY(writeFile(at("moved.csv"), "extra,colour,a,b\nx,red,2.5,0\ny,blue,-2.5,\n"));
        const CliResult result =
            run(QStringLiteral("predict @p.leptune @moved.csv --output @moved_out.csv"));
        QVERIFY2(result.status == 0, qPrintable(result.text())); // the constant column is not used
        const QList<QByteArray> lines = linesOf(at("moved_out.csv"));
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[1].startsWith("02,") && lines[2].startsWith("01,"));
        QVERIFY(writeFile(at("short.csv"), "colour,b\nred,1\nblue,2\n"));
        const CliResult refused =
            run(QStringLiteral("predict @p.leptune @short.csv --output @no.csv"));
        QVERIFY2(refused.status == 1 && refused.error.contains("a"), qPrintable(refused.text()));
        QVERIFY(!QFileInfo::exists(at("no.csv")));
    }

    void evaluatesOnRowsWithAnswers()
    {
        const CliResult result = run(QStringLiteral("evaluate @p.leptune @classes.csv --json"));
        QVERIFY2(result.status == 0, qPrintable(result.text()));
        const QJsonObject object = result.object();
        QCOMPARE(object[QStringLiteral("rows")].toInt(), 400);
        QVERIFY(object[QStringLiteral("scores")].toObject()[QStringLiteral("accuracy")].toDouble() >
                0.8);
        QCOMPARE(object[QStringLiteral("classes")].toArray().size(), 2);
        QCOMPARE(object[QStringLiteral("confusion")].toArray().size(), 2);
        QVERIFY(run(QStringLiteral("evaluate @p.leptune @classes.csv")).out.contains("accuracy"));
        const CliResult refused = run(QStringLiteral("evaluate @p.leptune @moved.csv"));
        QVERIFY2(refused.status == 1 && refused.error.contains("label"),
                 qPrintable(refused.text()));
    }

    void exportsEveryFormat_data()
    {
        QTest::addColumn<QByteArray>("format");
        QTest::newRow("onnx") << QByteArray("onnx");
        QTest::newRow("native") << QByteArray("native");
    }
    void exportsEveryFormat()
    {
        QFETCH(QByteArray, format);
        const CliResult result =
            run(QStringLiteral("export @p.leptune --output @model.bin --format ") +
                QString::fromLatin1(format));
        QVERIFY2(result.status == 0, qPrintable(result.text()));
        QVERIFY(QFileInfo(at("model.bin")).size() > 100);
    }

    void exportsCAsAPairOfFiles()
    {
        const CliResult result = run(QStringLiteral("export @p.leptune --output @in_c --format c"));
        QVERIFY2(result.status == 0, qPrintable(result.text()));
        QVERIFY(QFileInfo(at("in_c.c")).size() > 500);
        QVERIFY(QFileInfo(at("in_c.h")).size() > 500);
        QVERIFY(!QFileInfo::exists(at("in_c")));
        const CliResult refused =
            run(QStringLiteral("export @p.leptune --output @no/in_c --format c"));
        QVERIFY2(refused.status == 1 && refused.error.contains("in_c.c"),
                 qPrintable(refused.text()));
    }

    void namesTheModelsThereAre()
    {
        const CliResult result =
            run(QStringLiteral("export @p.leptune --output @x --format native --model dragon"));
        QVERIFY2(result.status == 1 && result.error.contains("dragon") &&
                     result.error.contains("single"),
                 qPrintable(result.text()));
        QVERIFY(!QFileInfo::exists(at("x")));
    }

    void predictsNumbers()
    {
        const CliResult tuned =
            run(QStringLiteral("tune @numbers.csv --target y --trials 2 --families linear --quiet "
                               "--json --project @r.leptune"));
        QVERIFY2(tuned.status == 0, qPrintable(tuned.text()));
        QCOMPARE(tuned.object()[QStringLiteral("metric")].toString(), QStringLiteral("rmse"));
        QCOMPARE(run(QStringLiteral("predict @r.leptune @numbers.csv --output @r.csv")).status, 0);
        const QList<QByteArray> truth = linesOf(at("numbers.csv"));
        const QList<QByteArray> lines = linesOf(at("r.csv"));
        QCOMPARE(lines.size(), truth.size());
        QCOMPARE(lines[0], QByteArray("prediction"));
        double error = 0.0;
        for (int i = 1; i < lines.size(); ++i)
            error += std::abs(lines[i].toDouble() - truth[i].split(',')[2].toDouble()) / 350;
        QVERIFY2(error < 0.3, qPrintable(QString::number(error)));
    }

    void scoresOnATestFile()
    {
        const CliResult result =
            run(QStringLiteral("tune @classes.csv --target label --test @classes.csv --trials 2 "
                               "--families linear --quiet --json"));
        QVERIFY2(result.status == 0, qPrintable(result.text()));
        QVERIFY(
            result.object()[QStringLiteral("score")].toObject()[QStringLiteral("test")].isDouble());
        const CliResult none = run(QStringLiteral("tune @classes.csv --target label --test none "
                                                  "--trials 2 --families linear --quiet --json"));
        QVERIFY(none.object()[QStringLiteral("score")].toObject()[QStringLiteral("test")].isNull());
    }

    void goesOnFromAProject()
    {
        QVERIFY(QFile::copy(at("p.leptune"), at("q.leptune")));
        const CliResult result = run(QStringLiteral("resume @q.leptune --trials 3 --json --quiet"));
        QVERIFY2(result.status == 0, qPrintable(result.text()));
        QCOMPARE(result.object()[QStringLiteral("trials")].toInt(), 7);
        QVERIFY(run(QStringLiteral("leaderboard @q.leptune --json")).status == 0);
    }

    void keepsWhatItHasWhenInterrupted()
    {
        QProcess process;
        process.start(QStringLiteral(LEPTUNE_CLI),
                      {QStringLiteral("tune"), at("classes.csv"), QStringLiteral("--target"),
                       QStringLiteral("label"), QStringLiteral("--budget"), QStringLiteral("5m"),
                       QStringLiteral("--project"), at("i.leptune")});
        QTest::qWait(4000);
        kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(20000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QVERIFY2(process.exitCode() == 130, process.readAllStandardError().constData());
        QCOMPARE(run(QStringLiteral("predict @i.leptune @classes.csv --output @i.csv")).status, 0);
        QCOMPARE(linesOf(at("i.csv")).size(), 401);
    }

    void keepsTheOldFileWhenTheDiskIsFull()
    {
        QVERIFY(writeFile(at("kept.csv"), "old"));
        QProcess process; // a limit on the size of files stands for the end of the disk
        process.start(
            QStringLiteral("bash"),
            {QStringLiteral("-c"),
             QStringLiteral("ulimit -f 2; exec \"$0\" predict \"$1\" \"$2\" --output \"$3\""),
             QStringLiteral(LEPTUNE_CLI), at("p.leptune"), at("classes.csv"), at("kept.csv")});
        QVERIFY(process.waitForFinished(20000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(process.readAllStandardError().contains("kept.csv: can't be written"));
        QCOMPARE(linesOf(at("kept.csv") + QString()).size(), 0);
        QCOMPARE(QFileInfo(at("kept.csv")).size(), 3);
        QCOMPARE(QDir(m_folder.path()).entryList({QStringLiteral("kept.csv.*")}).size(), 0);
    }

    void savesTheProjectThoughNobodyListens()
    {
        QProcess process;
        process.setStandardOutputFile(QStringLiteral("/dev/full"));
        process.start(QStringLiteral(LEPTUNE_CLI),
                      {QStringLiteral("tune"), at("classes.csv"), QStringLiteral("--target"),
                       QStringLiteral("label"), QStringLiteral("--trials"), QStringLiteral("2"),
                       QStringLiteral("--families"), QStringLiteral("linear"),
                       QStringLiteral("--project"), at("full.leptune")});
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(process.readAllStandardError().contains("standard output"));
        QCOMPARE(run(QStringLiteral("leaderboard @full.leptune")).status, 0);
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
        QFile file(at("p.leptune"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray bytes = file.readAll();
        if (kind == 0)
            bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
        else if (kind == 1)
            bytes.truncate(bytes.size() / 3);
        else
            bytes = kind == 2 ? "a,b\n1,2\n" : "";
        QVERIFY(writeFile(at("bad.leptune"), bytes));
        const CliResult result = run(QStringLiteral("leaderboard @bad.leptune"));
        QVERIFY2(result.status == 1 && result.isOneSentence(), qPrintable(result.text()));
        QVERIFY(result.error.contains("bad.leptune"));
    }
};

QTEST_GUILESS_MAIN(TestTuneFlow)
#include "tst_tune_flow.moc"
