// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/exporting/export_model.h"
#include "core/exporting/valid_names.h"
#include "core/model/model_reader.h"
#include "tests/support/hostile_names.h"
#include "tests/support/interop_cells.h"
#include "tests/support/interop_python.h"
#include "tests/support/reader_cells.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace leptune;
using interop::Json;

namespace {

constexpr std::size_t kNames = 500;

} // namespace

/// Files whose columns and classes have hostile names load in the real consumers, which answer by
/// those names. C files: tst_c.
class TestHostileNames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onnxruntimeAnswersByThem();
    void onnxruntimeAnswersByThemInWholeNumbers();
    void pytorchAnswersByThem();
    void theReaderAnswersByThem();
    void theHeaderThatShipsAnswersByThem();

private:
    /// Exports, runs the script on the folder and compares the labels with the classes.
    void check(const Model &model, ExportFormat format, const char *file, const QString &python,
               const char *script);
};

void TestHostileNames::check(const Model &model, ExportFormat format, const char *file,
                             const QString &python, const char *script)
{
    const QTemporaryDir folder;
    const auto seen = withValidNames(model); // as files of other programs have to spell them
    QVERIFY(seen);
    exportModel(model, format, folder.filePath(QString::fromLatin1(file)).toStdString(),
                rowsOfClasses(kNames));
    interop::writeCells(*seen, rowsOfClasses(kNames),
                        folder.filePath(QStringLiteral("cells.json")));
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(python,
                  {QStringLiteral(LEPTUNE_SOURCE "/tests/interop/") + QString::fromLatin1(script),
                   folder.path()});
    QVERIFY(process.waitForFinished(120'000));
    QVERIFY2(process.exitCode() == 0, process.readAll());
    const Json answers = interop::readJson(folder.filePath(QStringLiteral("answers.json")));
    QVERIFY2(!answers.contains("fault"), answers.value("fault", std::string()).c_str());
    const auto labels = answers.at("answers").at(0).at("texts").get<std::vector<std::string>>();
    QVERIFY(labels == seen->schema().classes);
}

void TestHostileNames::onnxruntimeAnswersByThem()
{
    const QString python = interopPython();
    if (python.isEmpty())
        QSKIP("there is no Python with onnxruntime");
    check(*hostileModel(hostileNames(kNames)), ExportFormat::Onnx, "model.onnx", python,
          "run_onnx.py");
}

void TestHostileNames::onnxruntimeAnswersByThemInWholeNumbers()
{
    const QString python = interopPython();
    if (python.isEmpty())
        QSKIP("there is no Python with onnxruntime");
    check(*hostileNetwork(hostileNames(kNames)), ExportFormat::OnnxInt8, "model.onnx", python,
          "run_onnx.py");
}

void TestHostileNames::pytorchAnswersByThem()
{
    const QString python = QStringLiteral("/usr/bin/python3");
    if (QProcess::execute(python, {QStringLiteral("-c"), QStringLiteral("import torch")}) != 0)
        QSKIP("python3-torch is not installed");
    check(*hostileModel(hostileNames(kNames)), ExportFormat::TorchScript, "model.pt", python,
          "run_torch.py");
}

void TestHostileNames::theReaderAnswersByThem()
{
    const std::vector<std::string> names = hostileNames(kNames);
    const ModelReader reader(pack(*hostileModel(names)), "hostile");
    QVERIFY(reader.columns() == names);
    QVERIFY(reader.classes() == names);
    ModelReader::Row row;
    for (const std::string &name : names)
        row[name] = "0";
    for (const std::string &name : names) {
        row[name] = "3";
        QVERIFY2(reader.predict(row).label == name, name.c_str());
        row[name] = "0";
    }
}

void TestHostileNames::theHeaderThatShipsAnswersByThem()
{
    const QTemporaryDir folder;
    const auto model = hostileModel(hostileNames(kNames));
    const QString file = folder.filePath(QStringLiteral("m.leptune-model"));
    const QString cells = folder.filePath(QStringLiteral("cells"));
    const RawBatch rows = rowsOfClasses(kNames);
    exportModel(*model, ExportFormat::Native, file.toStdString());
    writeFileAtomically(cells.toStdString(), std::string_view(interop::readerCells(*model, rows)));
    QProcess process;
    process.start(QStringLiteral(LEPTUNE_READER_CONSUMER), {file, cells});
    QVERIFY(process.waitForFinished(120'000));
    const Prediction want = model->predict(rows);
    QCOMPARE(want.labels.back(), static_cast<int>(kNames) - 1);
    QVERIFY(process.readAllStandardOutput() == interop::readerLines(*model, want));
}

QTEST_GUILESS_MAIN(TestHostileNames)
#include "tst_hostile_names.moc"
