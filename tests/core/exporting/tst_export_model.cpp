// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/exporting/export_model.h"
#include "core/exporting/torch_check.h"
#include "tests/support/model_samples.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <span>

using namespace leptune;

/// Files that are written; what runtimes make of them is in tests/interop.
class TestExportModel : public QObject {
    Q_OBJECT
private:
    static ErrorCode codeOf(const auto &action)
    {
        try {
            action();
        } catch (const Error &error) {
            return error.code();
        }
        return ErrorCode::Stopped;
    }
    template <typename T>
    static std::span<const std::uint8_t> bytesOf(const std::vector<T> &values)
    {
        return {reinterpret_cast<const std::uint8_t *>(values.data()), values.size() * sizeof(T)};
    }
    QTemporaryDir m_folder;
    std::string path(const char *name) const
    {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }

private Q_SLOTS:
    void saysWhichModelsAFormatCanNotHold()
    {
        const auto why = [](ExportFormat format, const char *name) {
            return whyNotAs(format, *samples::named(name));
        };
        QVERIFY(!why(ExportFormat::TorchScript, "boosted trees").empty());
        QVERIFY(!why(ExportFormat::TorchScript, "neighbours").empty());
        QVERIFY(why(ExportFormat::TorchScript, "network relu").empty());
        QVERIFY(why(ExportFormat::TorchScript, "kernel machine").empty());
        QVERIFY(why(ExportFormat::Onnx, "boosted trees").empty());
    }

    void knowsFormatsByName()
    {
        QCOMPARE(exportFormatFromName("onnx"), ExportFormat::Onnx);
        QCOMPARE(exportFormatFromName("onnx-int8"), ExportFormat::OnnxInt8);
        QCOMPARE(exportFormatFromName("native"), ExportFormat::Native);
        QCOMPARE(codeOf([] { exportFormatFromName("pickle"); }), ErrorCode::BadOption);
    }

    void everySampleSatisfiesTheOnnxChecker()
    {
        for (const samples::Sample &sample : samples::all())
            QVERIFY2(!onnxBytes(*sample.model).empty(), sample.name.c_str());
    }

    void writesTheSameBytesEachTime()
    {
        const auto model = samples::named("ensemble");
        QCOMPARE(onnxBytes(*model), onnxBytes(*model));
        exportModel(*model, ExportFormat::Onnx, path("a.onnx"));
        QCOMPARE(readWholeFile(path("a.onnx")), onnxBytes(*model));
    }

    /// Members share their hidden layers.
    void equalConstantsStandOnceInOnnx_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("floats") << "members";
        QTest::newRow("whole numbers") << "integer members";
    }
    void equalConstantsStandOnceInOnnx()
    {
        QFETCH(QString, name);
        const auto model = samples::named(name.toStdString());
        const std::vector<std::uint8_t> file = onnxBytes(*model);
        std::size_t layers = 0;
        for (const Node &node : model->graph().nodes) {
            std::span<const std::uint8_t> weights;
            std::vector<std::uint8_t> codes; // whole numbers stand there without a sign
            if (const auto *dense = std::get_if<Dense>(&node.op))
                weights = bytesOf(dense->weights);
            if (const auto *dense = std::get_if<IntegerDense>(&node.op)) {
                for (const std::int8_t weight : dense->weights)
                    codes.push_back(static_cast<std::uint8_t>(weight + 128));
                weights = codes;
            }
            if (weights.empty())
                continue;
            ++layers;
            const auto first = std::ranges::search(file, weights);
            QVERIFY(!first.empty());
            QVERIFY(std::ranges::search(std::ranges::subrange(first.end(), file.end()), weights)
                        .empty());
        }
        QCOMPARE(layers, std::size_t{7});
    }

    void nativeFilesReadBack()
    {
        const auto model = samples::named("ensemble");
        exportModel(*model, ExportFormat::Native, path("a.leptmdl"));
        const auto again = unpack(readWholeFile(path("a.leptmdl")), "a.leptmdl");
        const Table table = samples::table(50);
        QCOMPARE(samples::bits(again->predict(table)), samples::bits(model->predict(table)));
        QCOMPARE(readWholeFile(path("a.leptmdl")).size(),
                 static_cast<std::size_t>(model->sizeBytes()));
    }

    /// Weights of a byte instead of four.
    void int8OnnxIsSmallerAndSaysWhatRoundingChanged()
    {
        const auto model = samples::named("shrunk network");
        const RawBatch rows = bindTable(model->schema(), samples::table(300, 3));
        const auto notes =
            exportModel(*model, ExportFormat::OnnxInt8, path("int8.onnx"), rows).notes;
        QCOMPARE(notes.size(), std::size_t{1});
        QVERIFY2(notes[0].starts_with("layers were rounded to eight bits: "), notes[0].c_str());
        QVERIFY2(notes[0].find(" of 300 rows keep their class") != std::string::npos,
                 notes[0].c_str());
        QVERIFY(readWholeFile(path("int8.onnx")).size() < onnxBytes(*model).size());
    }

    void int8OnnxOfTreesIsThePlainOne()
    {
        const auto model = samples::named("boosted trees");
        const auto notes = exportModel(*model, ExportFormat::OnnxInt8, path("trees.onnx")).notes;
        QCOMPARE(notes.size(), std::size_t{1});
        QCOMPARE(readWholeFile(path("trees.onnx")), onnxBytes(*model));
    }

    void withoutRowsRangesComeFromMadeUpOnesAndTheExportSaysSo()
    {
        const auto notes =
            exportModel(*samples::named("network relu"), ExportFormat::OnnxInt8, path("drawn.onnx"))
                .notes;
        QCOMPARE(notes.size(), std::size_t{2});
        QVERIFY2(notes[0].find("made-up rows") != std::string::npos, notes[0].c_str());
    }

    void measuresFilesWithoutWritingThem_data()
    {
        QTest::addColumn<ExportFormat>("format");
        QTest::newRow("onnx") << ExportFormat::Onnx;
        QTest::newRow("onnx-int8") << ExportFormat::OnnxInt8;
        QTest::newRow("c") << ExportFormat::C;
        QTest::newRow("whole numbers") << ExportFormat::IntegerC;
        QTest::newRow("torchscript") << ExportFormat::TorchScript;
        QTest::newRow("native") << ExportFormat::Native;
    }
    void measuresFilesWithoutWritingThem()
    {
        QFETCH(ExportFormat, format);
        const auto model = samples::named("shrunk network");
        if (!whyNotAs(format, *model).empty())
            QSKIP("this network can't be that");
        const std::string name = path("model"); // C files hold their name
        exportModel(*model, format, name);
        std::uint64_t written = 0;
        for (const std::string &file : exportedFiles(format, name)) {
            written += readWholeFile(file).size();
            QVERIFY(QFile::remove(QString::fromStdString(file)));
        }
        QCOMPARE(exportedBytes(*model, format), written);
    }

    void tellsOnHowManyRowsTheFileWasCompared()
    {
        const auto model = samples::named("boosted trees");
        QCOMPARE(exportModel(*model, ExportFormat::Native, path("c.leptmdl")).comparedRows,
                 std::size_t{1000});
        QCOMPARE(exportModel(*model, ExportFormat::Onnx, path("c.onnx")).comparedRows,
                 std::size_t{0}); // nothing here runs trees of ONNX
        const auto network = samples::named("network mish");
        const bool isInstalled = checkWithTorch(*network, torchScriptBytes(*network)).empty();
        QCOMPARE(exportModel(*network, ExportFormat::Onnx, path("n.onnx")).comparedRows,
                 std::size_t(isInstalled ? 1000 : 0));
    }

    void refusesWhatCanNotBeWritten()
    {
        const auto model = samples::named("constant");
        const std::string nowhere = path("missing/a.onnx");
        QCOMPARE(codeOf([&] { exportModel(*model, ExportFormat::Onnx, nowhere); }),
                 ErrorCode::Unwritable);
        QCOMPARE(codeOf([&] {
                     exportModel(*model, ExportFormat::Native, m_folder.path().toStdString());
                 }),
                 ErrorCode::Unwritable);
    }

    void refusesANamelessInputAndWritesNothing()
    {
        const auto model = samples::named("clipped network");
        Schema schema = model->schema();
        schema.columns[0].name.clear();
        const Model nameless("nameless", schema, model->graph());
        QCOMPARE(codeOf([&] { exportModel(nameless, ExportFormat::Onnx, path("b.onnx")); }),
                 ErrorCode::Unsupported);
        QVERIFY(!QFile::exists(QString::fromStdString(path("b.onnx"))));
    }

    void aStopWritesNothing_data()
    {
        QTest::addColumn<int>("format");
        QTest::newRow("onnx") << static_cast<int>(ExportFormat::Onnx);
        QTest::newRow("c") << static_cast<int>(ExportFormat::C);
        QTest::newRow("native") << static_cast<int>(ExportFormat::Native);
    }
    void aStopWritesNothing()
    {
        QFETCH(int, format);
        std::stop_source stop;
        stop.request_stop();
        const QStringList before = QDir(m_folder.path()).entryList(QDir::Files);
        QVERIFY_THROWS_EXCEPTION(Error,
                                 exportModel(*samples::named("boosted trees"),
                                             static_cast<ExportFormat>(format), path("stopped"),
                                             std::nullopt, ReaderHeader::Beside, stop.get_token()));
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files), before);
    }
};

QTEST_GUILESS_MAIN(TestExportModel)
#include "tst_export_model.moc"
