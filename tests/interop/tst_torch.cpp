// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/exporting/export_model.h"
#include "core/exporting/parity.h"
#include "core/exporting/torch_check.h"
#include "core/neural/engine.h"
#include "tests/support/interop_cells.h"
#include "tests/support/model_samples.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace leptune;
using interop::Json;

namespace {

constexpr std::size_t kRows = 1000;
const QString kPython = QStringLiteral("/usr/bin/python3"); // Debian's, with python3-torch

bool isWritten(const samples::Sample &sample)
{
    return whyNotAs(ExportFormat::TorchScript, *sample.model).empty();
}

QByteArray output(const QStringList &arguments, int &status)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(kPython, arguments);
    status = process.waitForFinished(250'000) ? process.exitCode() : -1;
    return process.readAll();
}

} // namespace

/// Exported archives answer in PyTorch what Model::predict answers.
class TestTorch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void answersLikeTheModel_data();
    void answersLikeTheModel();
    void tellsWhatItsMetadataSays();
    void refusesTreesInASentence();
    void theExportComparesWhatLibTorchAnswers();

private:
    QString folderOf(const std::string &name) const
    {
        return m_folder.filePath(QString::fromStdString(name).replace(u' ', u'_'));
    }
    QTemporaryDir m_folder;
};

void TestTorch::initTestCase()
{
    int status = 0;
    output({QStringLiteral("-c"), QStringLiteral("import torch")}, status);
    if (status != 0) {
        if (qEnvironmentVariable("CI") == u"true")
            QFAIL("python3-torch is missing; packaging/test.sh installs it");
        QSKIP("python3-torch is not installed");
    }
    QStringList arguments{QStringLiteral(LEPTUNE_SOURCE "/tests/interop/run_torch.py")};
    for (const samples::Sample &sample : samples::all()) {
        if (!isWritten(sample))
            continue;
        const QString folder = folderOf(sample.name);
        QVERIFY(QDir().mkpath(folder));
        exportModel(*sample.model, ExportFormat::TorchScript,
                    (folder + QStringLiteral("/model.pt")).toStdString());
        interop::writeCells(*sample.model, interop::sampleCells(*sample.model, kRows),
                            folder + QStringLiteral("/cells.json"));
        arguments.append(folder);
    }
    const QByteArray said = output(arguments, status);
    QVERIFY2(status == 0, said);
}

void TestTorch::answersLikeTheModel_data()
{
    QTest::addColumn<QString>("name");
    for (const samples::Sample &sample : samples::all())
        if (isWritten(sample))
            QTest::newRow(sample.name.c_str()) << QString::fromStdString(sample.name);
}

void TestTorch::answersLikeTheModel()
{
    QFETCH(const QString, name);
    const auto model = samples::named(name.toStdString());
    const Json file =
        interop::readJson(folderOf(name.toStdString()) + QStringLiteral("/answers.json"));
    QVERIFY2(!file.contains("fault"), file.value("fault", std::string()).c_str());
    const std::string problem =
        parityProblem(*model, model->predict(interop::sampleCells(*model, kRows)),
                      interop::predictionOf(*model, file.at("answers")));
    QVERIFY2(problem.empty(), problem.c_str());
}

void TestTorch::tellsWhatItsMetadataSays()
{
    const Json file = interop::readJson(folderOf("network relu") + QStringLiteral("/answers.json"));
    const Json facts = file.at("metadata");
    QCOMPARE(facts.at("date_columns").get<std::string>(), std::string("[\"when\"]"));
    QVERIFY(facts.at("producer").get<std::string>().starts_with("Leptune"));
}

void TestTorch::refusesTreesInASentence()
{
    try {
        torchScriptBytes(*samples::named("boosted trees"));
        QFAIL("trees were written as TorchScript");
    } catch (const Error &error) {
        QCOMPARE(error.code(), ErrorCode::Unsupported);
        QVERIFY2(error.detail().find("trees") != std::string::npos, error.what());
    }
}

void TestTorch::theExportComparesWhatLibTorchAnswers()
{
    if (!neural::moduleIsThere())
        QSKIP("the module for LibTorch is not built");
    for (const samples::Sample &sample : samples::all())
        if (isWritten(sample))
            QCOMPARE(checkWithTorch(*sample.model, torchScriptBytes(*sample.model)), std::string());
    const auto model = samples::named("network relu");
    const auto codeOf = [&](const std::vector<std::uint8_t> &archive) {
        try {
            checkWithTorch(*model, archive);
        } catch (const Error &error) {
            return error.code();
        }
        return ErrorCode::Stopped;
    };
    QCOMPARE(codeOf(torchScriptBytes(*samples::named("network elu"))), ErrorCode::Internal);
    QCOMPARE(codeOf(std::vector<std::uint8_t>(1000, 7)), ErrorCode::Internal);
}

QTEST_GUILESS_MAIN(TestTorch)
#include "tst_torch.moc"
