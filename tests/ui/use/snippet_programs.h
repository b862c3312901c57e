// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/atomic_file.h"
#include "core/base/child_process.h"
#include "tests/support/model_samples.h"
#include "ui/use/code_snippet.h"

#include <QFile>
#include <QTemporaryDir>

#include <cmath>
#include <limits>
#include <memory>

/// Programs that the Export page shows, written beside the files that they use, built and run.
namespace leptune::snippets {

using Argv = std::vector<std::string>;

/// Cells of the sample rows, as a program would read them; every kind of column, some missing.
inline QByteArray sampleRows(const Model &model)
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

inline bool readsPictures(const Model &model)
{
    for (const RawColumn &column : model.schema().columns)
        if (column.used && column.type == ColumnType::Picture)
            return true;
    return false;
}

/// A row of cells that are missing, and of pictures of zeros: what the programs in C and C++ show.
inline RawBatch emptyRow(const Model &model)
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
inline QByteArray answerProblem(const Model &model, const QByteArray &said)
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

/// An export and the program for it, in a folder.
struct Made {
    std::unique_ptr<QTemporaryDir> folder = std::make_unique<QTemporaryDir>();
    QString program;
    std::string path() const { return folder->path().toStdString(); }
};

inline void write(const Made &made, const QString &name, const QByteArray &text)
{
    QFile file(made.folder->filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("no room for a test file");
}

inline Made made(const std::string &sample, ExportFormat format, SnippetLanguage language)
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
/// What the programs say, one after another; fails the test where one does.
inline QByteArray run(const Made &made, const std::vector<Argv> &commands)
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
            qWarning("%s\n%s", output.c_str(), isOpen ? file.readAll().constData() : "no program");
            return {};
        }
    }
    return QByteArray::fromStdString(output);
}

inline bool hasModule(const char *python, const char *module)
{
    const auto program = findProgram(python);
    const std::string path = program ? *program : python;
    if (!QFile::exists(QString::fromStdString(path)))
        return false;
    std::string line = "import ";
    return runChild({path, "-c", line.append(module)}, "/tmp", 120).succeeded();
}

} // namespace leptune::snippets
