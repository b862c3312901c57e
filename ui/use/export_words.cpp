// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/use/export_words.h"

#include "ui/shared/format.h"
#include "ui/words/core_words.h"
#include "ui/words/sentences.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace leptune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(leptune::ExportPanel)
};

/// Whose answers were compared with the Model's.
QString checkedBy(ExportFormat format)
{
    switch (format) {
    case ExportFormat::C:
    case ExportFormat::IntegerC:
        return Words::tr("built by this computer's C compiler");
    case ExportFormat::TorchScript:
        return Words::tr("run by LibTorch");
    case ExportFormat::Onnx:
        return Words::tr("its graph run by LibTorch");
    default:
        return Words::tr("read back from the file");
    }
}

QString checkText(ExportFormat format, const ExportReport &report)
{
    const bool isOnnx = format == ExportFormat::Onnx || format == ExportFormat::OnnxInt8;
    if (report.comparedRows > 0)
        return Words::tr("✓ Checked on %1 rows, %2: the answers are equal.")
            .arg(formatCount(report.comparedRows), checkedBy(format));
    return isOnnx ? Words::tr("✓ ONNX's own checker accepted it.") : QString();
}

} // namespace

QString exportSuffix(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Onnx:
    case ExportFormat::OnnxInt8:
        return QStringLiteral("onnx");
    case ExportFormat::C:
    case ExportFormat::IntegerC:
        return QStringLiteral("c");
    case ExportFormat::TorchScript:
        return QStringLiteral("pt");
    case ExportFormat::Native:
        break;
    }
    return QStringLiteral("leptune-model");
}

QString exportFilter(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Onnx:
    case ExportFormat::OnnxInt8:
        return Words::tr("ONNX model (*.onnx)");
    case ExportFormat::C:
    case ExportFormat::IntegerC:
        return Words::tr("C source (*.c)");
    case ExportFormat::TorchScript:
        return Words::tr("TorchScript model (*.pt)");
    case ExportFormat::Native:
        break;
    }
    return Words::tr("Leptune model (*.leptune-model)");
}

QString wholeSentence(const std::string &sentence)
{
    return asSentence(coreWords(sentence));
}

QString exportSummary(ExportFormat format, const QString &path, const ExportReport &report)
{
    QStringList names;
    double bytes = 0.0;
    for (const std::string &file : exportedFiles(format, path.toStdString())) {
        names.append(QFileInfo(QString::fromStdString(file)).fileName());
        bytes += static_cast<double>(QFileInfo(QString::fromStdString(file)).size());
    }
    QStringList sentences{Words::tr("%1 written, %2.").arg(joinList(names), formatBytes(bytes))};
    if (const QString check = checkText(format, report); !check.isEmpty())
        sentences.append(check);
    if (report.hasHeader)
        sentences.append(Words::tr("leptune_reader.h, which C and C++ programs read it with, "
                                   "stands beside it."));
    for (const std::string &note : report.notes)
        sentences.append(wholeSentence(note));
    return sentences.join(u'\n');
}

} // namespace leptune
