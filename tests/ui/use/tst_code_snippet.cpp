// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/record_samples.h"
#include "tests/ui/use/snippet_programs.h"

#include <QTest>

using namespace leptune;
using namespace leptune::snippets;

Q_DECLARE_METATYPE(leptune::ExportFormat)
Q_DECLARE_METATYPE(leptune::SnippetLanguage)

/// Every program that the Export page shows is built and run as it stands.
class TestCodeSnippet : public QObject {
    Q_OBJECT

    static void addSamples(bool (*isWanted)(const Model &))
    {
        QTest::addColumn<QByteArray>("sample");
        for (const samples::Sample &sample : samples::all())
            if (isWanted(*sample.model))
                QTest::newRow(sample.name.c_str()) << QByteArray::fromStdString(sample.name);
    }
    static bool isTable(const Model &model) { return !readsPictures(model); }

private Q_SLOTS:
    void everyFormatHasAProgram()
    {
        for (const ExportFormat format :
             {ExportFormat::Onnx, ExportFormat::OnnxInt8, ExportFormat::C, ExportFormat::IntegerC,
              ExportFormat::TorchScript, ExportFormat::Native})
            QVERIFY(!languagesFor(format).empty());
    }

    void onnxRunsInPython_data() { addSamples(isTable); }
    void onnxRunsInPython()
    {
        QFETCH(QByteArray, sample);
        static const bool hasRuntime = hasModule(LEPTUNE_PYTHON, "onnxruntime");
        if (!hasRuntime)
            QSKIP("onnxruntime is not installed; packaging/test.sh does");
        const Made files = made(sample.toStdString(), ExportFormat::Onnx, SnippetLanguage::Python);
        QVERIFY(!run(files, {{LEPTUNE_PYTHON, "main.py"}}).isEmpty());
    }

    /// Some that differ in what they read: loading PyTorch takes seconds.
    void torchScriptRunsInPython_data()
    {
        QTest::addColumn<QByteArray>("sample");
        for (const char *sample : {"network relu", "embedded network", "derived features",
                                   "kernel machine", "constant", "clashing names"})
            QTest::newRow(sample) << QByteArray(sample);
    }
    void torchScriptRunsInPython()
    {
        QFETCH(QByteArray, sample);
        static const bool hasTorch = hasModule("/usr/bin/python3", "torch");
        if (!hasTorch)
            QSKIP("python3-torch is not installed; packaging/test.sh does");
        const Made files =
            made(sample.toStdString(), ExportFormat::TorchScript, SnippetLanguage::Python);
        QVERIFY(!run(files, {{"/usr/bin/python3", "main.py"}}).isEmpty());
    }

    void cRunsInAnyOfThree_data()
    {
        QTest::addColumn<QByteArray>("sample");
        QTest::addColumn<ExportFormat>("format");
        for (const char *sample :
             {"boosted trees", "tree regression", "shrunk network", "constant", "pictures"})
            for (const samples::Sample &one : samples::all())
                if (one.name.find(sample) != std::string::npos) {
                    QTest::newRow(one.name.c_str())
                        << QByteArray::fromStdString(one.name) << ExportFormat::C;
                    if (whyNotAs(ExportFormat::IntegerC, *one.model).empty())
                        QTest::newRow((one.name + ", whole numbers").c_str())
                            << QByteArray::fromStdString(one.name) << ExportFormat::IntegerC;
                }
    }
    void cRunsInAnyOfThree()
    {
        QFETCH(QByteArray, sample);
        QFETCH(ExportFormat, format);
        if (!findProgram("cc") || !findProgram("c++"))
            QSKIP("there is no compiler");
        const std::string name = sample.toStdString();
        const Made c = made(name, format, SnippetLanguage::C);
        const QByteArray inC = run(c, {{"cc", "-std=c99", "-O1", "-Wall", "-Wextra", "-Werror",
                                        "main.c", "my model.c", "-lm", "-o", "program"},
                                       {c.path() + "/program"}});
        const Made cpp = made(name, format, SnippetLanguage::Cpp);
        const QByteArray inCpp =
            run(cpp, {{"cc", "-std=c99", "-O1", "-c", "my model.c", "-o", "model.o"},
                      {"c++", "-O1", "-Wall", "-Wextra", "-Werror", "main.cpp", "model.o", "-lm",
                       "-o", "program"},
                      {cpp.path() + "/program"}});
        const Made python = made(name, format, SnippetLanguage::Python);
        const QByteArray inPython = run(python, {{"cc", "-std=c99", "-O1", "-shared", "-fPIC", "-o",
                                                  "model.so", "my model.c", "-lm"},
                                                 {"/usr/bin/python3", "main.py"}});
        QVERIFY(!inC.isEmpty() && !inPython.isEmpty());
        QCOMPARE(inCpp, inC);
        if (samples::named(name)->schema().task != TaskKind::Regression) {
            const QByteArray label = inC.left(inC.lastIndexOf(' '));
            QCOMPARE(inPython.left(inPython.lastIndexOf(' ')), label);
        }
    }

    void fitsTheModel()
    {
        const auto binary = testing::sampleModel(TaskKind::Binary, "m");
        const QString plain = codeSnippet(*binary, ExportFormat::Onnx, SnippetLanguage::Python,
                                          QStringLiteral("churn \"a\".onnx"));
        QVERIFY(plain.contains(QStringLiteral("InferenceSession(\"churn \\\"a\\\".onnx\")")));
        QVERIFY(plain.contains(QStringLiteral("label, probability = model.run")));
        QVERIFY(!plain.contains(QStringLiteral("datetime")));
        QVERIFY(codeSnippet(*testing::sampleModel(TaskKind::Regression, "m"), ExportFormat::Onnx,
                            SnippetLanguage::Python, QStringLiteral("m.onnx"))
                    .contains(QStringLiteral("answer, = model.run(")));
    }

    void aNameThatCanNotBeIncludedIsToldInPlaceOfCode()
    {
        QVERIFY(codeSnippet(*testing::sampleModel(TaskKind::Binary, "m"), ExportFormat::C,
                            SnippetLanguage::C, QStringLiteral("a\"b.c"))
                    .contains(QStringLiteral("can't include")));
    }
};

QTEST_GUILESS_MAIN(TestCodeSnippet)
#include "tst_code_snippet.moc"
