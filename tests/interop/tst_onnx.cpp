// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/exporting/export_model.h"
#include "core/exporting/parity.h"
#include "tests/support/model_samples.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <bit>

using namespace leptune;
using Json = nlohmann::json;

/// Exported files answer in onnxruntime what Model::predict answers.
class TestOnnx : public QObject {
    Q_OBJECT
private:
    static constexpr std::size_t kRows = 1000;
    QTemporaryDir m_folder;

    static QString python()
    {
        const QString own = QStringLiteral(LEPTUNE_PYTHON);
        return QFileInfo::exists(own) ? own : qEnvironmentVariable("LEPTUNE_PYTHON");
    }
    QString folderOf(const std::string &name) const
    {
        return m_folder.filePath(QString::fromStdString(name).replace(u' ', u'_'));
    }

    static void same(const Json &have, const Json &want)
    {
        QCOMPARE(QString::fromStdString(have.dump()), QString::fromStdString(want.dump()));
    }
    static Json bitsOf(const std::vector<float> &values)
    {
        Json result = Json::array();
        for (const float value : values)
            result.push_back(std::bit_cast<std::uint32_t>(value));
        return result;
    }
    static Json bytesOf(const RawCells &cells)
    {
        Json result = Json::array();
        for (const std::int32_t code : cells.codes)
            for (const std::uint8_t byte : cells.pictures->picture(static_cast<std::size_t>(code)))
                result.push_back(byte);
        return result;
    }
    static Json inputOf(const RawColumn &column, const RawCells &cells)
    {
        if (column.asNumber)
            return {{"name", column.name}, {"bits", bitsOf(cells.numbers)}};
        if (cells.pictures)
            return {{"name", column.name},
                    {"shape",
                     {cells.codes.size(), column.picture.height, column.picture.width,
                      column.picture.channels}},
                    {"bytes", bytesOf(cells)}};
        Json texts = Json::array();
        for (const std::int32_t code : cells.codes)
            texts.push_back(code < 0 ? std::string()
                                     : (*cells.dictionary)[static_cast<std::size_t>(code)]);
        return {{"name", column.name}, {"texts", texts}};
    }
    static RawBatch cellsFor(const Model &model)
    {
        return bindTable(model.schema(), samples::tableFor(model, kRows, 1234));
    }
    void write(const samples::Sample &sample) const
    {
        const QString folder = folderOf(sample.name);
        QVERIFY(QDir().mkpath(folder));
        exportModel(*sample.model, ExportFormat::Onnx,
                    (folder + QStringLiteral("/model.onnx")).toStdString());
        const RawBatch batch = cellsFor(*sample.model);
        const auto &columns = sample.model->schema().columns;
        Json inputs = Json::array();
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (columns[i].used)
                inputs.push_back(inputOf(columns[i], batch.columns[i]));
        if (inputs.empty())
            inputs.push_back(inputOf(columns[0], {std::vector<float>(kRows), {}, {}, {}}));
        writeFileAtomically((folder + QStringLiteral("/cells.json")).toStdString(),
                            Json{{"inputs", inputs}}.dump());
    }

    static std::vector<float> floatsOf(const Json &cells)
    {
        std::vector<float> result;
        for (const Json &bits : cells.at("bits"))
            result.push_back(std::bit_cast<float>(bits.get<std::uint32_t>()));
        return result;
    }
    /// What the file answered, its labels as numbers of classes.
    static Prediction predictionOf(const Model &model, const Json &answers)
    {
        Prediction result;
        if (model.schema().task == TaskKind::Regression) {
            result.numbers = floatsOf(answers.at(0));
            return result;
        }
        const std::vector<std::string> &classes = model.schema().classes;
        for (const Json &text : answers.at(0).at("texts"))
            result.labels.push_back(static_cast<int>(
                std::ranges::find(classes, text.get<std::string>()) - classes.begin()));
        result.probabilities.rows = result.labels.size();
        result.probabilities.columns = classes.size();
        result.probabilities.values = floatsOf(answers.at(1));
        return result;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (python().isEmpty() || !QFileInfo::exists(python())) {
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
        process.start(python(), arguments);
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
        const auto bytes = readWholeFile(
            (folderOf(model->name()) + QStringLiteral("/answers.json")).toStdString());
        const Json file = Json::parse(bytes.begin(), bytes.end());
        QVERIFY2(!file.contains("fault"), file.value("fault", std::string()).c_str());
        const Json rows = Json::array({kRows});
        if (model->schema().task == TaskKind::Regression)
            same(file.at("shapes"), Json::array({Json::array({kRows, 1})}));
        else
            same(file.at("shapes"),
                 Json::array({rows, Json::array({kRows, model->schema().classes.size()})}));
        const std::string problem = parityProblem(*model, model->predict(cellsFor(*model)),
                                                  predictionOf(*model, file.at("answers")));
        QVERIFY2(problem.empty(), problem.c_str());
    }

    void declaresTheContract()
    {
        const auto bytes = readWholeFile(
            (folderOf("boosted trees") + QStringLiteral("/answers.json")).toStdString());
        const Json file = Json::parse(bytes.begin(), bytes.end());
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
        const auto bytes = readWholeFile(
            (folderOf("integer picture network") + QStringLiteral("/answers.json")).toStdString());
        const Json file = Json::parse(bytes.begin(), bytes.end());
        same(file.at("inputs"), Json::array({Json({{"name", "photo"},
                                                   {"type", "tensor(uint8)"},
                                                   {"shape", {"rows", "9", "10", "3"}}})}));
        const Json schema = Json::parse(file.at("metadata").at("schema").get<std::string>()).at(0);
        same(schema.at("type"), Json("picture"));
        same(schema.at("input"), Json("uint8 [rows, height, width, channels]"));
    }

    void keepsInputNamesThatClashWithOutputs()
    {
        const auto bytes = readWholeFile(
            (folderOf("clashing names") + QStringLiteral("/answers.json")).toStdString());
        const Json file = Json::parse(bytes.begin(), bytes.end());
        same(file.at("inputs")[0].at("name"), Json("label"));
        same(file.at("outputs")[0].at("name"), Json("label_"));
    }
};

QTEST_GUILESS_MAIN(TestOnnx)
#include "tst_onnx.moc"
