// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/exporting/c_fixed_export.h"
#include "core/exporting/export_model.h"
#include "core/exporting/export_rows.h"
#include "core/exporting/parity.h"
#include "core/exporting/rounded_model.h"
#include "tests/support/c_consumers.h"
#include "tests/support/fitted_cells.h"
#include "tests/support/interop_cells.h"
#include "tests/support/interop_python.h"
#include "tests/support/reader_cells.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>

using namespace leptune;
using interop::Json;
using samples::FittedCell;

namespace {

constexpr std::size_t kRows = 1000;

struct Case {
    const FittedCell *cell;
    std::shared_ptr<const Model> model; ///< whose answers are wanted
    RawBatch rows;
    std::string problem = "it was not tried";
};
using Cases = std::vector<Case>;

/// No file of another program can be given a missing picture.
RawBatch rowsOf(const Model &model)
{
    RawBatch rows = drawRows(model, kRows, 42);
    for (RawCells &cells : rows.columns)
        if (cells.pictures)
            for (std::int32_t &code : cells.codes)
                code = std::max(code, 0);
    return rows;
}

struct Format {
    const char *name;
    ExportFormat format;
    void (*run)(Cases &cases, ExportFormat format, const QString &folder);
};

QString path(const QString &folder, std::size_t index, const char *file)
{
    return folder + QStringLiteral("/%1/").arg(index) + QString::fromLatin1(file);
}

/// Exports every case, lets a script answer the rows, compares.
void runScript(Cases &cases, ExportFormat format, const QString &folder, const QString &python,
               const char *script, const char *file)
{
    QStringList words{QStringLiteral(LEPTUNE_SOURCE "/tests/interop/") +
                      QString::fromLatin1(script)};
    for (std::size_t i = 0; i < cases.size(); ++i) {
        QDir().mkpath(path(folder, i, ""));
        try {
            exportModel(*cases[i].cell->model, format, path(folder, i, file).toStdString(),
                        cases[i].cell->rows);
        } catch (const Error &error) {
            cases[i].problem = error.what();
            continue;
        }
        interop::writeCells(*cases[i].model, cases[i].rows, path(folder, i, "cells.json"));
        words.append(path(folder, i, ""));
    }
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(python, words);
    if (!process.waitForFinished(250'000) || process.exitCode() != 0)
        return;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const Model &model = *cases[i].model;
        if (!QFileInfo::exists(path(folder, i, "answers.json")))
            continue;
        const Json answers = interop::readJson(path(folder, i, "answers.json"));
        if (answers.contains("fault")) {
            cases[i].problem = answers.at("fault").get<std::string>();
            continue;
        }
        const Prediction want = model.predict(cases[i].rows);
        const Prediction have = interop::predictionOf(model, answers.at("answers"));
        // Who computes with codes may take the next one at a tie, as after every export.
        cases[i].problem = format == ExportFormat::OnnxInt8
                               ? codeParityProblem(model, cases[i].rows, want, have)
                               : parityProblem(model, want, have);
    }
}

void skipAll(Cases &cases, const std::string &why)
{
    for (Case &one : cases)
        one.problem = "skip: " + why;
}

void runOnnx(Cases &cases, ExportFormat format, const QString &folder)
{
    const QString python = interopPython();
    if (python.isEmpty())
        return skipAll(cases, "there is no Python with onnxruntime");
    for (Case &one : cases)
        if (format == ExportFormat::OnnxInt8) {
            ExportNotes notes;
            one.model = roundedModel(*one.cell->model, one.cell->rows, notes);
        }
    runScript(cases, format, folder, python, "run_onnx.py", "model.onnx");
}

void runTorch(Cases &cases, ExportFormat format, const QString &folder)
{
    const QString python = QStringLiteral("/usr/bin/python3");
    if (QProcess::execute(python, {QStringLiteral("-c"), QStringLiteral("import torch")}) != 0)
        return skipAll(cases, "python3-torch is not installed");
    runScript(cases, format, folder, python, "run_torch.py", "model.pt");
}

void runReader(Cases &cases, ExportFormat, const QString &folder)
{
    parallelFor(cases.size(), 2, [&](std::size_t i) {
        const Model &model = *cases[i].model;
        QDir().mkpath(path(folder, i, ""));
        const QString file = path(folder, i, "m.leptune-model"), cells = path(folder, i, "cells");
        exportModel(model, ExportFormat::Native, file.toStdString());
        writeFileAtomically(cells.toStdString(),
                            std::string_view(interop::readerCells(model, cases[i].rows)));
        QProcess process;
        process.start(QStringLiteral(LEPTUNE_READER_CONSUMER), {file, cells});
        process.waitForFinished(120'000);
        const QByteArray want = interop::readerLines(model, model.predict(cases[i].rows));
        cases[i].problem =
            interop::lineProblem(process.readAllStandardOutput(), want).toStdString();
    });
}

/// What a pair of files gives that a compiler builds for some machine, or why there is none.
std::string pairProblem(const Case &one, ExportFormat format, Consumer by)
{
    if (!by.missing.isEmpty())
        return "skip: " + by.missing.toStdString();
    by.compile.emplace_back("-O0"); // tst_c has the optimised ones
    const bool whole = format == ExportFormat::IntegerC;
    ExportNotes notes;
    const auto model = whole ? roundedModel(*one.model, one.cell->rows, notes) : one.model;
    try {
        const CInterface interface =
            whole ? fixedPointInterface(*model, "model") : cInterface(*model, "model");
        const CSources sources =
            whole ? fixedPointSources(*model, interface) : cSources(*model, interface);
        const std::string tooLarge = whyTooLarge(by, sources);
        if (!tooLarge.empty())
            return "skip: the model " + tooLarge;
        const std::string problem = answerProblem(by, *model, interface, sources, one.rows);
        return problem.empty() ? problem : by.name + ": " + problem;
    } catch (const Error &error) {
        return (error.code() == ErrorCode::Unsupported ? "refused: " : "") + error.detail();
    }
}

/// The consumers take turns, so that every family meets each of them.
void runC(Cases &cases, ExportFormat format, const QString &)
{
    parallelFor(cases.size(), 2, [&](std::size_t i) {
        cases[i].problem = pairProblem(cases[i], format, consumers()[i % consumers().size()]);
    });
}

const std::vector<Format> &formats()
{
    static const std::vector<Format> all{{"onnx", ExportFormat::Onnx, &runOnnx},
                                         {"onnx-int8", ExportFormat::OnnxInt8, &runOnnx},
                                         {"c", ExportFormat::C, &runC},
                                         {"c --integer", ExportFormat::IntegerC, &runC},
                                         {"torchscript", ExportFormat::TorchScript, &runTorch},
                                         {"native", ExportFormat::Native, &runReader}};
    return all;
}

QByteArray key(const FittedCell &cell, const Format &format)
{
    return QByteArray::fromStdString(cell.name()) + ", " + format.name;
}

} // namespace

/// Families x tasks x kinds of columns x formats: what was learned is exported, read by those whom
/// the format is for, and answers 1,000 rows with missing, unseen and extreme cells as the program
/// does. What a format can't hold is refused in a sentence.
class TestMatrix : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void answersLikeTheProgram_data();
    void answersLikeTheProgram();
    void everyFamilyReachesEveryFormatThatCanHoldIt();

private:
    std::vector<FittedCell> m_cells;
    std::map<QByteArray, std::string> m_problems;
};

void TestMatrix::initTestCase()
{
    m_cells = samples::fittedCells();
    const QTemporaryDir folder;
    for (const Format &format : formats()) {
        Cases cases;
        for (const FittedCell &cell : m_cells) {
            const std::string why = whyNotAs(format.format, *cell.model);
            if (why.empty())
                cases.push_back({&cell, cell.model, rowsOf(*cell.model)});
            else
                m_problems[key(cell, format)] = "refused: " + why;
        }
        QElapsedTimer timer;
        timer.start();
        format.run(cases, format.format, folder.filePath(QString::fromLatin1(format.name)));
        qInfo("%s: %zu files in %lld ms", format.name, cases.size(), timer.elapsed());
        for (const Case &one : cases)
            m_problems[key(*one.cell, format)] = one.problem;
    }
}

void TestMatrix::answersLikeTheProgram_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const auto &[name, problem] : m_problems)
        QTest::newRow(name.constData()) << name;
}

void TestMatrix::answersLikeTheProgram()
{
    QFETCH(const QByteArray, name);
    const std::string problem = m_problems.at(name);
    if (problem.starts_with("skip: "))
        QSKIP(problem.c_str() + 6);
    if (problem.starts_with("refused: "))
        QVERIFY2(problem.size() > 30, problem.c_str());
    else
        QVERIFY2(problem.empty(), problem.c_str());
}

void TestMatrix::everyFamilyReachesEveryFormatThatCanHoldIt()
{
    std::map<std::pair<std::string, std::string>, int> files;
    for (const FittedCell &cell : m_cells)
        for (const Format &format : formats())
            if (!m_problems.at(key(cell, format)).starts_with("refused"))
                ++files[{cell.family, format.name}];
    for (const FittedCell &cell : m_cells)
        for (const char *format : {"onnx", "onnx-int8", "c", "native"})
            QVERIFY2((files[{cell.family, format}] >= 3), cell.family.c_str());
    for (const char *family : {"linear", "forest", "boosting", "symmetric", "leafwise"})
        QVERIFY2((files[{family, "c --integer"}] >= 3), family);
}

QTEST_GUILESS_MAIN(TestMatrix)
#include "tst_matrix.moc"
