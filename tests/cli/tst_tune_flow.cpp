// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_folder.h"

#include "core/base/random.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <QTest>

#include <cmath>

using namespace leptune;

namespace {

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
    CliFolder m_folder;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(writeFile(m_folder.at("classes.csv"), classData("01", "02")));
        QVERIFY(
            writeFile(m_folder.at("words.csv"), classData("\"no, never\"", "\"say \"\"yes\"\"\"")));
        QVERIFY(writeFile(m_folder.at("numbers.csv"), regressionData()));
        const CliResult result =
            m_folder.run(QStringLiteral("tune @classes.csv --target label --trials 4 --families "
                                        "linear,baseline --project @p.leptune --json"));
        QVERIFY2(result.status == 0, qPrintable(result.text()));
    }

    void printsWhatTheContractSays()
    {
        const CliResult result =
            m_folder.run(QStringLiteral("tune @classes.csv --target label --metric auc --trials 4 "
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
        const CliResult result = m_folder.run(
            QStringLiteral("tune @classes.csv --target label --budget 4s --project @b.leptune"));
        const double seconds = static_cast<double>(timer.elapsed()) / 1000.0;
        QVERIFY2(result.status == 0, qPrintable(result.text()));
        QVERIFY2(seconds < 5.0, qPrintable(QString::number(seconds)));
        QVERIFY2(seconds > 3.0, qPrintable(QString::number(seconds)));
        QVERIFY(result.error.contains(" left, "));
        QVERIFY(result.out.contains("best  "));
        QVERIFY(QFileInfo::exists(m_folder.at("b.leptune")));
    }

    void givesTheSameForTheSameTrialsAtAnyThreadCount()
    {
        const auto tuned = [&](const char *threads) {
            return m_folder.run(
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
        const CliResult result = m_folder.run(QStringLiteral("leaderboard @p.leptune --json"));
        QCOMPARE(result.status, 0);
        const QJsonArray models = QJsonDocument::fromJson(result.out).array();
        QVERIFY(models.size() >= 4);
        QVERIFY(m_folder.run(QStringLiteral("leaderboard @p.leptune")).out.contains("linear"));
    }

    void countsTheStoppedTrialsThatItDoesNotList()
    {
        QCOMPARE(m_folder
                     .run(QStringLiteral(
                         "tune @classes.csv --target label --budget 3s --threads 2 --families "
                         "linear,knn --quiet --project @stops.leptune"))
                     .status,
                 0);
        const QString command = QStringLiteral("leaderboard @stops.leptune");
        int stopped = 0;
        const QJsonArray models =
            QJsonDocument::fromJson(m_folder.run(command + QStringLiteral(" --json")).out).array();
        for (const QJsonValue &model : models)
            stopped += model[QStringLiteral("state")].toString() == QStringLiteral("stopped");
        QVERIFY(stopped > 1);
        const CliResult all = m_folder.run(command + QStringLiteral(" --all"));
        QCOMPARE(all.out.count('\n'), models.size() + 1);
        QCOMPARE(all.out.count("stopped: "), stopped);
        const CliResult finished = m_folder.run(command);
        QCOMPARE(finished.out.count('\n'), models.size() - stopped + 2);
        QVERIFY2(finished.out.contains(QByteArray::number(stopped) + " trials were stopped early"),
                 finished.out.constData());
    }

    void tellsWhichHyperparametersMattered()
    {
        QCOMPARE(m_folder
                     .run(QStringLiteral(
                         "tune @numbers.csv --target y --trials 16 --families knn --seed 3 "
                         "--quiet --project @mattered.leptune"))
                     .status,
                 0);
        const QString command = QStringLiteral("leaderboard @mattered.leptune --importance ");
        const CliResult json = m_folder.run(command + QStringLiteral("knn --json"));
        QVERIFY2(json.status == 0, qPrintable(json.text()));
        const QJsonArray shares = json.object()[QStringLiteral("parameters")].toArray();
        QVERIFY2(!shares.isEmpty(), qPrintable(json.text()));
        for (qsizetype i = 1; i < shares.size(); ++i)
            QVERIFY(shares[i - 1][QStringLiteral("share")].toDouble() >=
                    shares[i][QStringLiteral("share")].toDouble());
        QVERIFY(m_folder.run(command + QStringLiteral("knn")).out.contains("what mattered in "));
        const CliResult unknown = m_folder.run(command + QStringLiteral("gardening"));
        QCOMPARE(unknown.status, 1);
        QVERIFY(unknown.error.contains("gardening") && unknown.error.contains("knn"));
    }

    void predictsInTheSpellingsOfTheFile()
    {
        QCOMPARE(m_folder.run(QStringLiteral("predict @p.leptune @classes.csv --output @out.csv"))
                     .status,
                 0);
        const QList<QByteArray> lines = linesOf(m_folder.at("out.csv"));
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
        QCOMPARE(
            m_folder
                .run(QStringLiteral("tune @words.csv --target label --trials 2 --families linear "
                                    "--quiet --project @w.leptune"))
                .status,
            0);
        QCOMPARE(
            m_folder.run(QStringLiteral("predict @w.leptune @words.csv --output @w.csv")).status,
            0);
        const QList<QByteArray> lines = linesOf(m_folder.at("w.csv"));
        QCOMPARE(lines.size(), 401);
        QVERIFY2(lines[0].contains("\"probability_say \"\"yes\"\"\"") &&
                     lines[0].contains("\"probability_no, never\""),
                 lines[0].constData());
    }

    void mapsMovedExtraAndMissingColumnsByName()
    {
        QVERIFY(
            writeFile(m_folder.at("moved.csv"), "extra,colour,a,b\nx,red,2.5,0\ny,blue,-2.5,\n"));
        const CliResult result =
            m_folder.run(QStringLiteral("predict @p.leptune @moved.csv --output @moved_out.csv"));
        QVERIFY2(result.status == 0, qPrintable(result.text())); // the constant column is not used
        const QList<QByteArray> lines = linesOf(m_folder.at("moved_out.csv"));
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[1].startsWith("02,") && lines[2].startsWith("01,"));
        QVERIFY(writeFile(m_folder.at("short.csv"), "colour,b\nred,1\nblue,2\n"));
        const CliResult refused =
            m_folder.run(QStringLiteral("predict @p.leptune @short.csv --output @no.csv"));
        QVERIFY2(refused.status == 1 && refused.error.contains("a"), qPrintable(refused.text()));
        QVERIFY(!QFileInfo::exists(m_folder.at("no.csv")));
    }

    void evaluatesOnRowsWithAnswers()
    {
        const CliResult result =
            m_folder.run(QStringLiteral("evaluate @p.leptune @classes.csv --json"));
        QVERIFY2(result.status == 0, qPrintable(result.text()));
        const QJsonObject object = result.object();
        QCOMPARE(object[QStringLiteral("rows")].toInt(), 400);
        QVERIFY(object[QStringLiteral("scores")].toObject()[QStringLiteral("accuracy")].toDouble() >
                0.8);
        QCOMPARE(object[QStringLiteral("classes")].toArray().size(), 2);
        QCOMPARE(object[QStringLiteral("confusion")].toArray().size(), 2);
        QVERIFY(m_folder.run(QStringLiteral("evaluate @p.leptune @classes.csv"))
                    .out.contains("accuracy"));
        const CliResult refused = m_folder.run(QStringLiteral("evaluate @p.leptune @moved.csv"));
        QVERIFY2(refused.status == 1 && refused.error.contains("label"),
                 qPrintable(refused.text()));
    }

    void exportsEveryFormat_data()
    {
        QTest::addColumn<QByteArray>("format");
        QTest::newRow("onnx") << QByteArray("onnx");
        QTest::newRow("native") << QByteArray("native");
        QTest::newRow("onnx-int8") << QByteArray("onnx-int8");
    }
    void exportsEveryFormat()
    {
        QFETCH(QByteArray, format);
        const CliResult result =
            m_folder.run(QStringLiteral("export @p.leptune --output @model.bin --format ") +
                         QString::fromLatin1(format));
        QVERIFY2(result.status == 0, qPrintable(result.text()));
        QVERIFY(QFileInfo(m_folder.at("model.bin")).size() > 100);
    }

    void exportsCOfWholeNumbers()
    {
        const CliResult result =
            m_folder.run(QStringLiteral("export @p.leptune --output @whole --format c --integer"));
        QVERIFY2(result.status == 0, qPrintable(result.text()));
        QFile source(m_folder.at("whole.c"));
        QVERIFY(source.open(QIODevice::ReadOnly));
        const QByteArray text = source.readAll();
        QVERIFY(!text.contains("float"));
        QVERIFY(text.contains("whole_predict"));
        QVERIFY(result.error.contains("layers were rounded to eight bits"));
        QVERIFY(!result.error.contains("made-up rows"));
        const CliResult refused =
            m_folder.run(QStringLiteral("export @p.leptune --output @x --format onnx --integer"));
        QVERIFY2(refused.status == 2 && refused.error.contains("--integer"),
                 qPrintable(refused.text()));
    }

    void exportsCAsAPairOfFiles()
    {
        const CliResult result =
            m_folder.run(QStringLiteral("export @p.leptune --output @in_c --format c"));
        QVERIFY2(result.status == 0, qPrintable(result.text()));
        QVERIFY(QFileInfo(m_folder.at("in_c.c")).size() > 500);
        QVERIFY(QFileInfo(m_folder.at("in_c.h")).size() > 500);
        QVERIFY(!QFileInfo::exists(m_folder.at("in_c")));
        const CliResult refused =
            m_folder.run(QStringLiteral("export @p.leptune --output @no/in_c --format c"));
        QVERIFY2(refused.status == 1 && refused.error.contains("in_c.c"),
                 qPrintable(refused.text()));
    }

    void exportsTheHeaderThatReadsTheModelUnlessNobodyWantsIt()
    {
        const QString header = m_folder.at("leptune_reader.h");
        QFile::remove(header);
        const QString line = QStringLiteral("export @p.leptune --no-header --output @m --format ");
        QCOMPARE(m_folder.run(line + QStringLiteral("native")).status, 0);
        QVERIFY(!QFileInfo::exists(header));
        const QString usual = QStringLiteral("export @p.leptune --output @m --format native");
        QVERIFY(m_folder.run(usual).error.isEmpty());
        QVERIFY(QFileInfo(header).size() > 100'000);
        QVERIFY(writeFile(header, "mine\n"));
        const CliResult other = m_folder.run(usual);
        QVERIFY2(other.status == 0 && other.error.contains("leptune_reader.h stands there already"),
                 qPrintable(other.text()));
        QCOMPARE(QFileInfo(header).size(), qint64{5});
        const CliResult refused = m_folder.run(line + QStringLiteral("c"));
        QVERIFY2(refused.status == 2 && refused.error.contains("--no-header"),
                 qPrintable(refused.text()));
    }

    void namesTheModelsThereAre()
    {
        const CliResult result = m_folder.run(
            QStringLiteral("export @p.leptune --output @x --format native --model dragon"));
        QVERIFY2(result.status == 1 && result.error.contains("dragon") &&
                     result.error.contains("single"),
                 qPrintable(result.text()));
        QVERIFY(!QFileInfo::exists(m_folder.at("x")));
    }

    void warnsOfRowsThatAreUnlikeTheData()
    {
        QByteArray text = "a,b,colour,idle\n";
        for (int i = 0; i < 100; ++i)
            text += "0.5,0.1,green,1\n";
        QVERIFY(writeFile(m_folder.at("unlike.csv"), text));
        const QString line = QStringLiteral("predict @p.leptune @unlike.csv --output @u.csv");
        const CliResult said = m_folder.run(line);
        QVERIFY2(said.status == 0, qPrintable(said.text()));
        QVERIFY2(said.error.startsWith("drift: ") && said.error.count('\n') == 1 &&
                     said.error.contains("colour (100 % in categories never seen, such as 'green'"),
                 qPrintable(said.text()));
        QVERIFY(m_folder.run(line + QStringLiteral(" --quiet")).error.isEmpty());
        const CliResult same =
            m_folder.run(QStringLiteral("predict @p.leptune @classes.csv --output @u.csv"));
        QVERIFY2(!same.error.contains("drift: "), qPrintable(same.text()));
    }

    void predictsNumbers()
    {
        const CliResult tuned = m_folder.run(
            QStringLiteral("tune @numbers.csv --target y --trials 2 --families linear --quiet "
                           "--json --project @r.leptune"));
        QVERIFY2(tuned.status == 0, qPrintable(tuned.text()));
        QCOMPARE(tuned.object()[QStringLiteral("metric")].toString(), QStringLiteral("rmse"));
        QCOMPARE(
            m_folder.run(QStringLiteral("predict @r.leptune @numbers.csv --output @r.csv")).status,
            0);
        const QList<QByteArray> truth = linesOf(m_folder.at("numbers.csv"));
        const QList<QByteArray> lines = linesOf(m_folder.at("r.csv"));
        QCOMPARE(lines.size(), truth.size());
        QCOMPARE(lines[0], QByteArray("prediction"));
        double error = 0.0;
        for (int i = 1; i < lines.size(); ++i)
            error += std::abs(lines[i].toDouble() - truth[i].split(',')[2].toDouble()) / 350;
        QVERIFY2(error < 0.3, qPrintable(QString::number(error)));
    }

    void scoresOnATestFile()
    {
        const CliResult result = m_folder.run(
            QStringLiteral("tune @classes.csv --target label --test @classes.csv --trials 2 "
                           "--families linear --quiet --json"));
        QVERIFY2(result.status == 0, qPrintable(result.text()));
        QVERIFY(
            result.object()[QStringLiteral("score")].toObject()[QStringLiteral("test")].isDouble());
        const CliResult none =
            m_folder.run(QStringLiteral("tune @classes.csv --target label --test none "
                                        "--trials 2 --families linear --quiet --json"));
        QVERIFY(none.object()[QStringLiteral("score")].toObject()[QStringLiteral("test")].isNull());
    }

    void aStudyThatFailsSaysSoWithoutRepeatingItself()
    {
        QVERIFY(
            writeFile(m_folder.at("one.csv"), "a,label\n" + QByteArray("1,x\n2,x\n").repeated(30)));
        const CliResult result = m_folder.run(QStringLiteral("tune @one.csv --target label"));
        QVERIFY2(result.status == 1, qPrintable(result.text()));
        const QList<QByteArray> lines = result.error.trimmed().split('\n');
        QVERIFY2(lines.last().startsWith("leptune-cli: label: "), qPrintable(result.text()));
        QVERIFY2(result.error.count("preparing") <= 1, qPrintable(result.text()));
    }

    void goesOnFromAProject()
    {
        QVERIFY(QFile::copy(m_folder.at("p.leptune"), m_folder.at("q.leptune")));
        const CliResult result =
            m_folder.run(QStringLiteral("resume @q.leptune --trials 3 --json --quiet"));
        QVERIFY2(result.status == 0, qPrintable(result.text()));
        QCOMPARE(result.object()[QStringLiteral("trials")].toInt(), 7);
        QVERIFY(m_folder.run(QStringLiteral("leaderboard @q.leptune --json")).status == 0);
    }
};

QTEST_GUILESS_MAIN(TestTuneFlow)
#include "tst_tune_flow.moc"
