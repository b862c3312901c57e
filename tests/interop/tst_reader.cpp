// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/child_process.h"
#include "core/exporting/export_model.h"
#include "core/model/model_reader.h"
#include "tests/support/interop_cells.h"
#include "tests/support/model_samples.h"
#include "tests/support/reader_cells.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace leptune;

namespace {

constexpr std::size_t kRows = 1000;

bool readsPictures(const Model &model)
{
    return std::ranges::any_of(model.schema().columns, [](const RawColumn &column) {
        return column.used && column.type == ColumnType::Picture;
    });
}

struct Run {
    int status = -1;
    QByteArray output;
};

Run consume(const QString &program, const QString &model, const QString &cells)
{
    QProcess process;
    process.start(program, {model, cells});
    if (!process.waitForFinished(120'000))
        return {};
    return {process.exitCode(), process.readAllStandardOutput()};
}

} // namespace

/// The header that ships (packaging/reader), in a program that knows nothing else of Leptune.
class TestReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersWithTheBitsOfTheProgram_data();
    void answersWithTheBitsOfTheProgram();
    void refusesADamagedFileInASentence();
    void namesTheColumnThatARowLacks();
    void buildsWithClangWithoutWarnings();

private:
    QTemporaryDir m_folder;
    QString path(const char *name) const { return m_folder.filePath(QString::fromUtf8(name)); }
};

void TestReader::answersWithTheBitsOfTheProgram_data()
{
    QTest::addColumn<QString>("name");
    for (const samples::Sample &sample : samples::all())
        if (!readsPictures(*sample.model) || pictureOnly(sample.model->schema()).bytes() > 0)
            QTest::newRow(sample.name.c_str()) << QString::fromStdString(sample.name);
}

void TestReader::answersWithTheBitsOfTheProgram()
{
    QFETCH(const QString, name);
    const auto model = samples::named(name.toStdString());
    const RawBatch rows = interop::sampleCells(*model, kRows);
    exportModel(*model, ExportFormat::Native, path("m.leptune-model").toStdString());
    writeFileAtomically(path("cells").toStdString(),
                        std::string_view(interop::readerCells(*model, rows)));
    const Run run =
        consume(QStringLiteral(LEPTUNE_READER_CONSUMER), path("m.leptune-model"), path("cells"));
    QVERIFY2(run.status == 0, run.output);
    QCOMPARE(interop::lineProblem(run.output, interop::readerLines(*model, model->predict(rows))),
             QByteArray());
}

void TestReader::refusesADamagedFileInASentence()
{
    std::vector<std::uint8_t> bytes = pack(*samples::all().front().model);
    bytes[bytes.size() / 2] ^= 1U;
    writeFileAtomically(path("broken").toStdString(), bytes);
    writeFileAtomically(path("cells").toStdString(), std::string_view());
    const Run run = consume(QStringLiteral(LEPTUNE_READER_CONSUMER), path("broken"), path("cells"));
    QCOMPARE(run.status, 1);
    QVERIFY2(run.output.contains("checksum"), run.output);
    QVERIFY2(run.output.contains("broken"), run.output);
}

void TestReader::namesTheColumnThatARowLacks()
{
    const ModelReader model(pack(*samples::all().front().model), "sample");
    QVERIFY(!model.columns().empty());
    try {
        model.predict(ModelReader::Row{});
        QFAIL("a row without cells was answered");
    } catch (const Error &error) {
        QCOMPARE(error.subject(), model.columns().front());
    }
}

void TestReader::buildsWithClangWithoutWarnings()
{
    const auto clang = findProgram("clang++");
    if (!clang)
        QSKIP("clang++ is not installed");
    const ChildResult result =
        runChild({*clang, "-std=c++20", "-march=x86-64-v3", "-Wall", "-Wextra", "-Werror", "-I",
                  LEPTUNE_READER_FOLDER, LEPTUNE_SOURCE "/tests/interop/reader/reader.cpp",
                  LEPTUNE_SOURCE "/tests/interop/reader/consumer.cpp", "-o", "consumer"},
                 m_folder.path().toStdString(), 280);
    QVERIFY2(result.succeeded(), result.output.c_str());
    const auto model = samples::all().front().model;
    const RawBatch rows = interop::sampleCells(*model, 50);
    exportModel(*model, ExportFormat::Native, path("m.leptune-model").toStdString());
    writeFileAtomically(path("cells").toStdString(),
                        std::string_view(interop::readerCells(*model, rows)));
    const Run run = consume(path("consumer"), path("m.leptune-model"), path("cells"));
    QVERIFY2(run.status == 0, run.output);
    QCOMPARE(run.output.count('\n'), 50);
}

QTEST_GUILESS_MAIN(TestReader)
#include "tst_reader.moc"
