// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/export_model.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/exporting/c_check.h"
#include "core/exporting/c_fixed_export.h"
#include "core/exporting/rounded_model.h"
#include "core/exporting/torch_check.h"

#include <algorithm>

namespace leptune {
namespace {

std::vector<std::uint8_t> nativeBytes(const Model &model)
{
    std::vector<std::uint8_t> bytes = pack(model);
    if (pack(*unpack(bytes, model.name())) != bytes)
        throw Error(ErrorCode::Internal, model.name(),
                    "the native file does not read back as the same model");
    return bytes;
}

void addUnchecked(const char *what, const std::string &why, ExportNotes &notes)
{
    if (why.empty())
        return;
    std::string note = "the answers of the ";
    note += what;
    notes.push_back(note.append(" were not compared with the model's: ").append(why));
}

std::vector<std::uint8_t> torchBytes(const Model &model, ExportNotes &notes)
{
    std::vector<std::uint8_t> bytes = torchScriptBytes(model);
    addUnchecked("TorchScript file", checkWithTorch(model, bytes), notes);
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
                                  const std::optional<RawBatch> &rows, ExportNotes &notes)
{
    switch (format) {
    case ExportFormat::OnnxInt8:
        return int8Bytes(model, rows, notes);
    case ExportFormat::TorchScript:
        return torchBytes(model, notes);
    case ExportFormat::Native:
        return nativeBytes(model);
    default:
        return onnxBytes(model);
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

void writePair(const std::string &name, const CSources &sources)
{
    const NewFile files[] = {{name + ".c", sources.source}, {name + ".h", sources.header}};
    writeFilesAtomically(files);
}

void exportC(const Model &model, const std::string &name, ExportNotes &notes)
{
    const CInterface interface = cInterface(model, name);
    const CSources sources = cSources(model, interface);
    addUnchecked("C files", checkWithCompiler(model, interface, sources), notes);
    writePair(name, sources);
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

void exportIntegerC(const Model &model, const std::string &name,
                    const std::optional<RawBatch> &rows, ExportNotes &notes)
{
    if (const std::string why = whyNotInWholeNumbers(model); !why.empty())
        throw Error(ErrorCode::Unsupported, "c", why + "; export it as C without --integer");
    const auto rounded = roundedModel(model, rows, notes);
    const CInterface interface = fixedPointInterface(*rounded, name);
    const CSources sources = fixedPointSources(*rounded, interface);
    addUnchecked("C files", checkWithCompiler(*rounded, interface, sources), notes);
    writePair(name, sources);
}

bool holdsTrainingRows(const Model &model)
{
    return std::ranges::any_of(model.graph().nodes, [](const Node &node) {
        return std::holds_alternative<Neighbours>(node.op) ||
               std::holds_alternative<KernelSum>(node.op);
    });
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

std::vector<std::string> exportedFiles(ExportFormat format, const std::string &path)
{
    if (isPair(format))
        return {pairName(path) + ".c", pairName(path) + ".h"};
    return {path};
}

ExportNotes exportModel(const Model &model, ExportFormat format, const std::string &path,
                        const std::optional<RawBatch> &rows)
{
    for (const std::string &file : exportedFiles(format, path))
        requireWritable(file);
    ExportNotes notes;
    if (holdsTrainingRows(model))
        notes.emplace_back("the model holds rows of the training data, and so does the file; share "
                           "it only with those who may see them");
    if (format == ExportFormat::C)
        exportC(model, pairName(path), notes);
    else if (format == ExportFormat::IntegerC)
        exportIntegerC(model, pairName(path), rows, notes);
    else
        writeFileAtomically(path, bytesOf(model, format, rows, notes));
    return notes;
}

} // namespace leptune
