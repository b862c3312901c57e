// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/export_model.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/exporting/c_check.h"
#include "core/exporting/c_fixed_export.h"
#include "core/exporting/export_rows.h"
#include "core/exporting/parity.h"
#include "core/exporting/reader_header.h"
#include "core/exporting/rounded_model.h"
#include "core/exporting/torch_check.h"

#include <algorithm>

namespace leptune {
namespace {

/// What an export does after it made the bytes: files that are only measured are not checked.
enum class Checks { None, All };

std::vector<std::uint8_t> nativeBytes(const Model &model, Checks checks, ExportReport &report)
{
    std::vector<std::uint8_t> bytes = pack(model);
    if (checks == Checks::None)
        return bytes;
    const auto again = unpack(bytes, model.name());
    if (pack(*again) != bytes)
        throw Error(ErrorCode::Internal, model.name(),
                    "the native file does not read back as the same model");
    const RawBatch rows = drawRows(model, kComparedRows, 1);
    const std::string problem = parityProblem(model, model.predict(rows), again->predict(rows));
    if (!problem.empty())
        throw Error(ErrorCode::Internal, model.name(),
                    std::string("the native file answers differently: ").append(problem));
    report.comparedRows = kComparedRows;
    return bytes;
}

/// `why` nothing was compared, or empty.
void addCheck(const char *what, const std::string &why, ExportReport &report)
{
    if (why.empty()) {
        report.comparedRows = kComparedRows;
        return;
    }
    std::string note = "the answers of the ";
    note += what;
    report.notes.push_back(note.append(" were not compared with the model's: ").append(why));
}

std::vector<std::uint8_t> torchBytes(const Model &model, Checks checks, ExportReport &report)
{
    std::vector<std::uint8_t> bytes = torchScriptBytes(model);
    if (checks == Checks::All)
        addCheck("TorchScript file", checkWithTorch(model, bytes), report);
    return bytes;
}

/// What LibTorch can run of the same graph; nothing where that lacks an operation.
std::optional<std::vector<std::uint8_t>> sameForTorch(const Model &model)
{
    if (!whyNotAs(ExportFormat::TorchScript, model).empty())
        return std::nullopt;
    try {
        return torchScriptBytes(model);
    } catch (const Error &error) {
        if (error.code() != ErrorCode::Unsupported)
            throw;
        return std::nullopt;
    }
}

/// ONNX's own checker looks at every file; LibTorch, where it is installed, runs the graphs it can.
std::vector<std::uint8_t> onnxFile(const Model &model, Checks checks, ExportReport &report)
{
    std::vector<std::uint8_t> bytes = onnxBytes(model);
    if (checks == Checks::None)
        return bytes;
    if (const auto archive = sameForTorch(model);
        archive && checkWithTorch(model, *archive).empty())
        report.comparedRows = kComparedRows;
    return bytes;
}

bool hasIntegerLayers(const Model &model)
{
    return std::ranges::any_of(model.graph().nodes, [](const Node &node) {
        return std::holds_alternative<IntegerDense>(node.op) ||
               std::holds_alternative<IntegerConvolution>(node.op);
    });
}

std::vector<std::uint8_t> int8Bytes(const Model &model, const std::optional<RawBatch> &rows,
                                    ExportNotes &notes)
{
    const auto rounded = roundedModel(model, rows, notes);
    if (!hasIntegerLayers(*rounded))
        notes.emplace_back("no part of the model is a layer that whole numbers could compute: the "
                           "file is as the format onnx has it");
    return onnxBytes(*rounded);
}

std::vector<std::uint8_t> bytesOf(const Model &model, ExportFormat format,
                                  const std::optional<RawBatch> &rows, Checks checks,
                                  ExportReport &report)
{
    switch (format) {
    case ExportFormat::OnnxInt8:
        return int8Bytes(model, rows, report.notes);
    case ExportFormat::TorchScript:
        return torchBytes(model, checks, report);
    case ExportFormat::Native:
        return nativeBytes(model, checks, report);
    default:
        return onnxFile(model, checks, report);
    }
}

bool isPair(ExportFormat format)
{
    return format == ExportFormat::C || format == ExportFormat::IntegerC;
}

/// What both files of a pair are called after.
std::string pairName(const std::string &path)
{
    const bool isSource = path.size() > 2 && path.ends_with(".c");
    return isSource ? path.substr(0, path.size() - 2) : path;
}

void writePair(const std::string &name, const CSources &sources, const std::stop_token &stop)
{
    const NewFile files[] = {{name + ".c", sources.source}, {name + ".h", sources.header}};
    writeFilesAtomically(files, stop);
}

std::string whyNotInWholeNumbers(const Model &model)
{
    const std::string part = notInWholeNumbers(model);
    if (part.empty())
        return {};
    return "C of whole numbers holds trees and layers of networks, and this "
           "model has " +
           part;
}

/// The bytes at `path`, and with them the header where there is room for it.
void writeWithHeader(const std::string &path, const std::vector<std::uint8_t> &bytes,
                     ExportReport &report, const std::stop_token &stop)
{
    const std::string header = readerHeaderBeside(path);
    const HeaderPlace place = headerPlace(header);
    report.hasHeader = place != HeaderPlace::Other;
    if (place == HeaderPlace::Other)
        report.notes.emplace_back("leptune_reader.h stands there already with other content and "
                                  "was left as it is; move it away and export again to have the "
                                  "one of this version");
    if (place != HeaderPlace::Free)
        return writeFileAtomically(path, bytes, stop);
    const NewFile files[] = {{path, {reinterpret_cast<const char *>(bytes.data()), bytes.size()}},
                             {header, readerHeaderText()}};
    writeFilesAtomically(files, stop);
}

/// The pair called `name`, and the Model that it answers like.
struct CPair {
    std::shared_ptr<const Model> model;
    CInterface interface;
    CSources sources;
};

/// Drawn rows lie at the thresholds, where the last bit decides: only steps of two and more are
/// news.
void noteCoarseSteps(const CPair &pair, ExportNotes &notes)
{
    const CFixedPoint &fixed = *pair.interface.fixedPoint;
    if (std::ranges::none_of(fixed.columnBits, [](int bits) { return bits < 0; }))
        return;
    const RawBatch exact = drawRows(*pair.model, kComparedRows, 3);
    const Prediction before = pair.model->predict(exact);
    const Prediction after = pair.model->predict(onWholeNumbers(exact, fixed));
    if (before.labels != after.labels || before.numbers != after.numbers)
        notes.push_back(
            differenceNote("columns of a wide range were rounded to whole steps", before, after));
}

CPair integerPair(const Model &model, const std::string &name, const std::optional<RawBatch> &rows,
                  ExportNotes &notes)
{
    if (const std::string why = whyNotInWholeNumbers(model); !why.empty())
        throw Error(ErrorCode::Unsupported, "c", why);
    CPair pair;
    pair.model = roundedModel(model, rows, notes);
    pair.interface = fixedPointInterface(*pair.model, name);
    pair.sources = fixedPointSources(*pair.model, pair.interface);
    noteCoarseSteps(pair, notes);
    return pair;
}

CPair pairOf(const Model &model, ExportFormat format, const std::string &name,
             const std::optional<RawBatch> &rows, ExportNotes &notes)
{
    if (format == ExportFormat::IntegerC)
        return integerPair(model, name, rows, notes);
    CPair pair;
    pair.model = std::make_shared<const Model>(model);
    pair.interface = cInterface(model, name);
    pair.sources = cSources(model, pair.interface);
    return pair;
}

bool holdsTrainingRows(const Model &model)
{
    return std::ranges::any_of(model.graph().nodes, [](const Node &node) {
        return std::holds_alternative<Neighbours>(node.op) ||
               std::holds_alternative<KernelSum>(node.op);
    });
}

/// The same; where it can't be, what can.
CPair pairOrAdvice(const Model &model, ExportFormat format, const std::string &name,
                   const std::optional<RawBatch> &rows, ExportNotes &notes)
{
    try {
        return pairOf(model, format, name, rows, notes);
    } catch (const Error &error) {
        if (format != ExportFormat::IntegerC || error.code() != ErrorCode::Unsupported)
            throw;
        throw Error(ErrorCode::Unsupported, error.subject(),
                    error.detail() + "; export it as C without --integer");
    }
}

} // namespace

std::vector<std::string> exportFormatNames()
{
    return {"onnx", "onnx-int8", "c", "torchscript", "native"};
}

ExportFormat exportFormatFromName(const std::string &name)
{
    if (name == "onnx")
        return ExportFormat::Onnx;
    if (name == "onnx-int8")
        return ExportFormat::OnnxInt8;
    if (name == "c")
        return ExportFormat::C;
    if (name == "torchscript")
        return ExportFormat::TorchScript;
    if (name == "native")
        return ExportFormat::Native;
    std::string known;
    for (const std::string &format : exportFormatNames())
        known += (known.empty() ? "" : ", ") + format;
    throw Error(ErrorCode::BadOption, "--format",
                "there is no export format \"" + name + "\"; choose one of " + known);
}

std::string whyNotAs(ExportFormat format, const Model &model)
{
    if (format == ExportFormat::IntegerC)
        return whyNotInWholeNumbers(model);
    if (format != ExportFormat::TorchScript)
        return {};
    for (const Node &node : model.graph().nodes) {
        if (std::holds_alternative<TreeEnsemble>(node.op) ||
            std::holds_alternative<SymmetricEnsemble>(node.op))
            return "TorchScript has no trees, and this model has some";
        if (std::holds_alternative<Neighbours>(node.op))
            return "TorchScript files hold no nearest neighbours, and this model has some";
    }
    return {};
}

std::string trainingRowsNote(const Model &model)
{
    return holdsTrainingRows(model) ? "the model holds rows of the training data, and so does the "
                                      "file; share it only with those who may see them"
                                    : "";
}

std::vector<std::string> exportedFiles(ExportFormat format, const std::string &path)
{
    if (isPair(format))
        return {pairName(path) + ".c", pairName(path) + ".h"};
    return {path};
}

ExportReport exportModel(const Model &model, ExportFormat format, const std::string &path,
                         const std::optional<RawBatch> &rows, ReaderHeader header,
                         const std::stop_token &stop)
{
    for (const std::string &file : exportedFiles(format, path))
        requireWritable(file);
    const bool withHeader = format == ExportFormat::Native && header == ReaderHeader::Beside;
    if (withHeader)
        readerHeaderBeside(path); // throws before the work
    ExportReport report;
    if (!isPair(format)) {
        const std::vector<std::uint8_t> bytes = bytesOf(model, format, rows, Checks::All, report);
        if (withHeader)
            writeWithHeader(path, bytes, report, stop);
        else
            writeFileAtomically(path, bytes, stop);
        return report;
    }
    const CPair pair = pairOrAdvice(model, format, pairName(path), rows, report.notes);
    addCheck("C files", checkWithCompiler(*pair.model, pair.interface, pair.sources, stop), report);
    writePair(pairName(path), pair.sources, stop);
    return report;
}

std::uint64_t exportedBytes(const Model &model, ExportFormat format,
                            const std::optional<RawBatch> &rows)
{
    ExportReport report;
    if (!isPair(format))
        return bytesOf(model, format, rows, Checks::None, report).size();
    const CPair pair = pairOf(model, format, "model", rows, report.notes);
    return pair.sources.source.size() + pair.sources.header.size();
}

} // namespace leptune
