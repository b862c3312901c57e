// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/project/prediction_file.h"
#include "tests/support/record_samples.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace leptune;
using namespace leptune::testing;

class TestPredictionFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesOneLineARowWithAProbabilityForEveryClass()
    {
        const auto model = sampleModel(TaskKind::MultiClass, "m");
        const Table table = sampleTable(TaskKind::MultiClass, 50);
        const Prediction prediction = model->predict(table);

        const QString csv = QString::fromStdString(predictionCsv(model->schema(), prediction));

        const QStringList lines = csv.split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 52); // head, 50 rows, the end
        QCOMPARE(lines[0],
                 QStringLiteral(
                     "prediction,probability_north,probability_east,\"probability_south, far\""));
        const QString label = QString::fromStdString(
            model->schema().classes[static_cast<std::size_t>(prediction.labels[0])]);
        QVERIFY(lines[1].startsWith(label.contains(QLatin1Char(',')) ? QLatin1Char('"') + label
                                                                     : label));
        QCOMPARE(lines[1].section(QLatin1Char(','), -1).toFloat(),
                 prediction.probabilities.at(0, 2));
    }

    void writesNumbersThatReadBackTheSame()
    {
        const auto model = sampleModel(TaskKind::Regression, "m");
        const Prediction prediction = model->predict(sampleTable(TaskKind::Regression, 20));

        const QString csv = QString::fromStdString(predictionCsv(model->schema(), prediction));

        const QStringList lines = csv.split(QLatin1Char('\n'));
        QCOMPARE(lines[0], QStringLiteral("prediction"));
        for (int row = 0; row < 20; ++row)
            QCOMPARE(lines[row + 1].toFloat(), prediction.numbers[static_cast<std::size_t>(row)]);
    }

    void intervalsStandBesideTheNumber()
    {
        const auto model = sampleModel(TaskKind::Regression, "m");
        const Prediction prediction = model->predict(sampleTable(TaskKind::Regression, 20));
        const QString csv =
            QString::fromStdString(predictionCsv(model->schema(), prediction, nullptr, 1.5));
        const QStringList lines = csv.split(QLatin1Char('\n'));
        QCOMPARE(lines[0], QStringLiteral("prediction,low,high"));
        const QStringList cells = lines[1].split(QLatin1Char(','));
        QCOMPARE(cells[1].toFloat(), static_cast<float>(prediction.numbers[0] - 1.5));
        QCOMPARE(cells[2].toFloat(), static_cast<float>(prediction.numbers[0] + 1.5));
        QVERIFY_EXCEPTION_THROWN(requireInterval(*model), Error); // it knows none
        QVERIFY_EXCEPTION_THROWN(requireInterval(*sampleModel(TaskKind::Binary, "c")), Error);
    }

    void predictsInBlocksAsInOne()
    {
        const auto model = sampleModel(TaskKind::Binary, "m");
        const Table table = sampleTable(TaskKind::Binary, 45000);

        const Prediction blocks = predictRows(*model, table, 2, {});
        const Prediction whole = model->predict(table);

        QVERIFY(blocks.labels == whole.labels);
        QVERIFY(blocks.probabilities.values == whole.probabilities.values);
        QCOMPARE(blocks.probabilities.rows, table.rows());
    }

    void endsWhenStopped()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto model = sampleModel(TaskKind::Binary, "m");
        const Table table = sampleTable(TaskKind::Binary, 10);
        try {
            predictRows(*model, table, 1, stop.get_token());
            QFAIL("not stopped");
        } catch (const Error &error) {
            QCOMPARE(error.code(), ErrorCode::Stopped);
        }
    }

    void asksForTheTypesOfTraining()
    {
        Schema schema = sampleModel(TaskKind::Binary, "m")->schema();
        schema.columns.push_back({"code", ColumnType::Numeric, false, true});
        schema.columns.push_back({"day", ColumnType::DateTime, true, true});
        ReadOptions base;
        base.separator = ';';

        const ReadOptions options = readOptionsFor(schema, base);

        QCOMPARE(*options.separator, ';');
        QCOMPARE(options.types.at("width"), ColumnType::Numeric);
        QCOMPARE(options.types.at("code"), ColumnType::Categorical);
        QCOMPARE(options.types.at("day"), ColumnType::DateTime);
        QCOMPARE(options.types.at("answer"), ColumnType::Categorical);
    }

    void keepsTheOldFileWhereItCannotWrite()
    {
        QTemporaryDir folder;
        const auto model = sampleModel(TaskKind::Binary, "m");
        const Prediction prediction = model->predict(sampleTable(TaskKind::Binary, 5));
        const std::string path = folder.filePath(QStringLiteral("answers.csv")).toStdString();

        writePredictions(*model, prediction, path);

        QVERIFY(!readWholeFile(path).empty());
        QVERIFY_EXCEPTION_THROWN(
            writePredictions(*model, prediction, "/no/such/folder/answers.csv"), Error);
    }
};

QTEST_GUILESS_MAIN(TestPredictionFile)
#include "tst_prediction_file.moc"
