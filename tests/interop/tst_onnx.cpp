// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/exporting/export_model.h"
#include "core/exporting/parity.h"
#include "tests/support/interop_cells.h"
#include "tests/support/interop_python.h"
#include "tests/support/model_samples.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace leptune;
using interop::Json;

/// Exported files answer in onnxruntime what Model::predict answers.
class TestOnnx : public QObject {
    Q_OBJECT
private:
    static constexpr std::size_t kRows = 1000;
    QTemporaryDir m_folder;

    QString folderOf(const std::string &name) const
    {
        return m_folder.filePath(QString::fromStdString(name).replace(u' ', u'_'));
    }

    static void same(const Json &have, const Json &want)
    {
        QCOMPARE(QString::fromStdString(have.dump()), QString::fromStdString(want.dump()));
    }
    void write(const samples::Sample &sample) const
    {
        const QString folder = folderOf(sample.name);
        QVERIFY(QDir().mkpath(folder));
        exportModel(*sample.model, ExportFormat::Onnx,
                    (folder + QStringLiteral("/model.onnx")).toStdString());
        interop::writeCells(*sample.model, interop::sampleCells(*sample.model, kRows),
                            folder + QStringLiteral("/cells.json"));
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (interopPython().isEmpty()) {
            if (qEnvironmentVariable("CI") == u"true")
                QFAIL("there is no Python with onnxruntime; packaging/test.sh makes it");
            QSKIP("there is no Python with onnxruntime (set LEPTUNE_PYTHON or run "
                  "packaging/test.sh)");
        }
        QStringList arguments{QStringLiteral(LEPTUNE_SOURCE "/tests/interop/run_onnx.py")};
        for (const samples::Sample &sample : samples::all()) {
            write(sample);
            arguments.append(folderOf(sample.name));
        }
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(interopPython(), arguments);
        QVERIFY(process.waitForFinished(120000));
        QVERIFY2(process.exitCode() == 0, process.readAll().constData());
    }

    void answersLikeTheModel_data()
    {
        QTest::addColumn<QString>("name");
        for (const samples::Sample &sample : samples::all())
            QTest::newRow(sample.name.c_str()) << QString::fromStdString(sample.name);
    }
    void answersLikeTheModel()
    {
        QFETCH(QString, name);
        const auto model = samples::named(name.toStdString());
        const Json file =
            interop::readJson(folderOf(model->name()) + QStringLiteral("/answers.json"));
        QVERIFY2(!file.contains("fault"), file.value("fault", std::string()).c_str());
        const Json rows = Json::array({kRows});
        if (model->schema().task == TaskKind::Regression)
            same(file.at("shapes"), Json::array({Json::array({kRows, 1})}));
        else
            same(file.at("shapes"),
                 Json::array({rows, Json::array({kRows, model->schema().classes.size()})}));
        const std::string problem =
            parityProblem(*model, model->predict(interop::sampleCells(*model, kRows)),
                          interop::predictionOf(*model, file.at("answers")));
        QVERIFY2(problem.empty(), problem.c_str());
    }

    void declaresTheContract()
    {
        const Json file =
            interop::readJson(folderOf("boosted trees") + QStringLiteral("/answers.json"));
        const Json inputs = file.at("inputs");
        QCOMPARE(inputs.size(), std::size_t{6});
        same(inputs[0], Json({{"name", "width \"quoted\", n0"},
                              {"type", "tensor(float)"},
                              {"shape", {"rows", "1"}}}));
        same(inputs[2],
             Json({{"name", "color"}, {"type", "tensor(string)"}, {"shape", {"rows", "1"}}}));
        same(file.at("outputs")[0],
             Json({{"name", "label"}, {"type", "tensor(string)"}, {"shape", {"rows"}}}));
        same(file.at("outputs")[1],
             Json({{"name", "probability"}, {"type", "tensor(float)"}, {"shape", {"rows", "2"}}}));
        const Json facts = file.at("metadata");
        same(facts.at("metric"), Json("auc"));
        same(facts.at("classes"), Json("[\"class 0\",\"class 1\"]"));
        same(facts.at("date_columns"), Json("[\"when\"]"));
        QCOMPARE(Json::parse(facts.at("schema").get<std::string>()).size(), std::size_t{6});
        same(file.at("producer"), Json("Leptune"));
    }

    void takesPicturesAsBytesWithTheChannelsLast()
    {
        const Json file = interop::readJson(folderOf("integer picture network") +
                                            QStringLiteral("/answers.json"));
        same(file.at("inputs"), Json::array({Json({{"name", "photo"},
                                                   {"type", "tensor(uint8)"},
                                                   {"shape", {"rows", "9", "10", "3"}}})}));
        const Json schema = Json::parse(file.at("metadata").at("schema").get<std::string>()).at(0);
        same(schema.at("type"), Json("picture"));
        same(schema.at("input"), Json("uint8 [rows, height, width, channels]"));
    }

    void keepsInputNamesThatClashWithOutputs()
    {
        const Json file =
            interop::readJson(folderOf("clashing names") + QStringLiteral("/answers.json"));
        same(file.at("inputs")[0].at("name"), Json("label"));
        same(file.at("outputs")[0].at("name"), Json("label_"));
    }
};

QTEST_GUILESS_MAIN(TestOnnx)
#include "tst_onnx.moc"
