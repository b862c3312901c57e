// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/child_process.h"
#include "core/base/parallel.h"
#include "tests/support/model_samples.h"
#include "tests/support/record_samples.h"
#include "ui/use/code_snippet.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <limits>
#include <memory>

using namespace leptune;

Q_DECLARE_METATYPE(leptune::ExportFormat)
Q_DECLARE_METATYPE(leptune::SnippetLanguage)

namespace {

using Argv = std::vector<std::string>;

/// Cells of the sample rows, as a program would read them; every kind of column, some missing.
QByteArray sampleRows(const Model &model)
{
    const Table table = samples::tableFor(model, 8);
    const auto quoted = [](const std::string &cell) {
        return '"' + QByteArray::fromStdString(cell).replace("\"", "\"\"") + '"';
    };
    QByteArray text;
    for (std::size_t i = 0; i < table.columns(); ++i)
        text += (i > 0 ? "," : "") + quoted(table.column(i).name());
    text += '\n';
    for (std::size_t row = 0; row < table.rows(); ++row) {
        for (std::size_t i = 0; i < table.columns(); ++i)
            text += (i > 0 ? "," : "") + quoted(table.column(i).text(row));
        text += '\n';
    }
    return text;
}

bool readsPictures(const Model &model)
{
    for (const RawColumn &column : model.schema().columns)
        if (column.used && column.type == ColumnType::Picture)
            return true;
    return false;
}

/// A row of cells that are missing, and of pictures of zeros: what the programs in C and C++ show.
RawBatch emptyRow(const Model &model)
{
    RawBatch batch;
    batch.rows = 1;
    for (const RawColumn &column : model.schema().columns) {
        RawCells cells;
        if (column.type == ColumnType::Picture) {
            auto block = std::make_shared<PictureBlock>();
            block->shape = column.picture;
            block->pixels.resize(column.picture.bytes());
            cells.pictures = std::move(block);
            cells.codes = {0};
        } else if (column.asNumber) {
            cells.numbers = {std::numeric_limits<float>::quiet_NaN()};
        } else {
            cells.codes = {-1};
            cells.dictionary = std::make_shared<const std::vector<std::string>>();
        }
        batch.columns.push_back(std::move(cells));
    }
    return batch;
}

/// What is not the Model's answer to emptyRow() in "label p1 p2" or "number", or empty.
QByteArray answerProblem(const Model &model, const QByteArray &said)
{
    const Prediction want = model.predict(emptyRow(model));
    QByteArray label;
    std::vector<float> numbers = want.numbers;
    if (!want.labels.empty()) {
        label = QByteArray::fromStdString(
            model.schema().classes[static_cast<std::size_t>(want.labels[0])]);
        numbers = want.probabilities.values;
    }
    const QList<QByteArray> have = said.mid(label.size()).simplified().split(' ');
    bool isSame = said.startsWith(label) && have.size() == static_cast<qsizetype>(numbers.size());
    for (qsizetype i = 0; isSame && i < have.size(); ++i) {
        const double number = static_cast<double>(numbers[static_cast<std::size_t>(i)]);
        isSame = std::abs(have[i].toDouble() - number) <= 1e-4 * std::max(1.0, std::abs(number));
    }
    return isSame ? QByteArray() : "it said: " + said;
}

/// Of ONNX Runtime's Python package, or empty.
QString onnxRuntimeLibrary()
{
    QDirIterator files(
        QFileInfo(QStringLiteral(LEPTUNE_PYTHON)).absolutePath() + QStringLiteral("/../lib"),
        {QStringLiteral("libonnxruntime.so.*")}, QDir::Files, QDirIterator::Subdirectories);
    return files.hasNext() ? files.next() : QString();
}

} // namespace

/// Every program that the Export page shows is built and run as it stands.
class TestCodeSnippet : public QObject {
    Q_OBJECT

    /// An export and the program for it, in a folder.
    struct Made {
        std::unique_ptr<QTemporaryDir> folder = std::make_unique<QTemporaryDir>();
        QString program;
        std::string path() const { return folder->path().toStdString(); }
    };

    static Made made(const std::string &sample, ExportFormat format, SnippetLanguage language)
    {
        const auto model = samples::named(sample);
        Made result;
        const bool isPair = format == ExportFormat::C || format == ExportFormat::IntegerC;
        const QString file = isPair ? QStringLiteral("my model.c") : QStringLiteral("my model");
        exportModel(*model, format, result.folder->filePath(file).toStdString());
        result.program = language == SnippetLanguage::Python ? QStringLiteral("main.py")
                         : language == SnippetLanguage::C    ? QStringLiteral("main.c")
                                                             : QStringLiteral("main.cpp");
        write(result, result.program, codeSnippet(*model, format, language, file).toUtf8());
        write(result, QStringLiteral("rows.csv"), sampleRows(*model));
        return result;
    }
    static void write(const Made &made, const QString &name, const QByteArray &text)
    {
        QFile file(made.folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("no room for a test file");
    }

    /// What the programs say, one after another; fails the test where one does.
    static QByteArray run(const Made &made, const std::vector<Argv> &commands)
    {
        std::string output;
        for (Argv command : commands) {
            const auto program = findProgram(command[0]);
            if (program)
                command[0] = *program;
            const ChildResult result = runChild(command, made.path(), 240);
            output = result.output;
            if (!result.succeeded()) {
                QFile file(made.folder->filePath(made.program));
                const bool isOpen = file.open(QIODevice::ReadOnly);
                qWarning("%s\n%s", output.c_str(),
                         isOpen ? file.readAll().constData() : "no program");
                return {};
            }
        }
        return QByteArray::fromStdString(output);
    }

    static bool hasModule(const char *python, const char *module)
    {
        const auto program = findProgram(python);
        const std::string path = program ? *program : python;
        if (!QFile::exists(QString::fromStdString(path)))
            return false;
        std::string line = "import ";
        return runChild({path, "-c", line.append(module)}, "/tmp", 120).succeeded();
    }

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
        if (!hasModule(LEPTUNE_PYTHON, "onnxruntime"))
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

    void onnxRunsInCAndCpp_data()
    {
        QTest::addColumn<QByteArray>("sample");
        for (const char *sample : {"boosted trees", "tree regression", "pixels", "clashing names",
                                   "constant", "features of pictures and columns"})
            QTest::newRow(sample) << QByteArray(sample);
    }
    void onnxRunsInCAndCpp()
    {
        QFETCH(QByteArray, sample);
        const QString library = onnxRuntimeLibrary();
        if (library.isEmpty() || !findProgram("cc") || !findProgram("c++"))
            QSKIP("onnxruntime or a compiler is not installed; packaging/test.sh does");
        const std::string name = sample.toStdString();
        const auto answer = [&](const Made &files, Argv command) {
            for (const char *link : {"libonnxruntime.so", "libonnxruntime.so.1"})
                QFile::link(library, files.folder->filePath(QLatin1String(link)));
            const Argv rest{"-O1",          "-Wall",
                            "-Wextra",      "-Werror",
                            "-I",           LEPTUNE_SOURCE "/tests/interop/onnxruntime",
                            "-L.",          "-lonnxruntime",
                            "-Wl,-rpath,.", "-o",
                            "program"};
            command.insert(command.end(), rest.begin(), rest.end());
            return run(files, {command, {files.path() + "/program"}});
        };
        const QByteArray inC = answer(made(name, ExportFormat::Onnx, SnippetLanguage::C),
                                      {"cc", "-std=c99", "main.c"});
        QCOMPARE(answerProblem(*samples::named(name), inC), QByteArray());
        QCOMPARE(answer(made(name, ExportFormat::Onnx, SnippetLanguage::Cpp), {"c++", "main.cpp"}),
                 inC);
    }

    /// Two, for LibTorch's headers take long: texts, dates and classes; numbers of one column.
    void torchScriptRunsInCpp_data()
    {
        QTest::addColumn<QByteArray>("sample");
        for (const char *sample : {"embedded network", "features of pictures and columns"})
            QTest::newRow(sample) << QByteArray(sample);
    }
    void torchScriptRunsInCpp()
    {
        QFETCH(QByteArray, sample);
        const std::string headers = "/usr/include/torch/csrc/api/include";
        if (!findProgram("c++") || !QFile::exists(QString::fromStdString(headers)))
            QSKIP("there is no compiler or no libtorch-dev");
        const std::string name = sample.toStdString();
        const Made files = made(name, ExportFormat::TorchScript, SnippetLanguage::Cpp);
        const QByteArray said = run(files, {{"c++", "-std=c++17", "-O0", "main.cpp", "-I", headers,
                                             "-ltorch", "-ltorch_cpu", "-lc10", "-o", "program"},
                                            {files.path() + "/program"}});
        const auto model = samples::named(name);
        const Prediction want = model->predict(emptyRow(*model));
        if (want.labels.empty())
            QVERIFY2(std::abs(said.split('\n')[0].toDouble() -
                              static_cast<double>(want.numbers[0])) < 1e-3,
                     said);
        else
            QVERIFY2(
                said.startsWith(
                    '[' + QByteArray::fromStdString(
                              model->schema().classes[static_cast<std::size_t>(want.labels[0])])),
                said);
    }

    /// The header that they include is the one that the export put beside the model.
    void nativeRunsInAnyOfThree_data()
    {
        QTest::addColumn<QByteArray>("sample");
        for (const char *sample : {"boosted trees", "tree regression", "pixels"})
            QTest::newRow(sample) << QByteArray(sample);
    }
    void nativeRunsInAnyOfThree()
    {
        QFETCH(QByteArray, sample);
        if (!findProgram("cc") || !findProgram("c++"))
            QSKIP("there is no compiler");
        const std::string name = sample.toStdString();
        const auto model = samples::named(name);
        const Argv asCpp{"c++", "-std=c++20", "-O0", "-march=x86-64-v3", "-Wall", "-Wextra"};
        const auto with = [&](const Argv &words) {
            Argv command = asCpp;
            command.insert(command.end(), words.begin(), words.end());
            return command;
        };
        const Made c = made(name, ExportFormat::Native, SnippetLanguage::C);
        const QByteArray inC = run(c, {with({"-x", "c++", "-c", "main.c", "-o", "reader.o"}),
                                       {"cc", "-std=c99", "-O1", "-Wall", "-Wextra", "-Werror",
                                        "-c", "main.c", "-o", "main.o"},
                                       {"c++", "main.o", "reader.o", "-o", "program"},
                                       {c.path() + "/program"}});
        QCOMPARE(answerProblem(*model, inC), QByteArray());
        const Made python = made(name, ExportFormat::Native, SnippetLanguage::Python);
        QCOMPARE(answerProblem(*model, run(python, {{"/usr/bin/python3", "main.py"}})),
                 QByteArray());
        const Made cpp = made(name, ExportFormat::Native, SnippetLanguage::Cpp);
        const QByteArray inCpp =
            run(cpp, {with({"main.cpp", "-o", "program"}), {cpp.path() + "/program"}});
        QVERIFY2(!inCpp.isEmpty() && inC.startsWith(inCpp.trimmed()), inCpp);
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
