// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/export_model.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/exporting/c_check.h"

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

std::vector<std::uint8_t> bytesOf(const Model &model, ExportFormat format)
{
    if (format == ExportFormat::TorchScript)
        return torchScriptBytes(model);
    return format == ExportFormat::Onnx ? onnxBytes(model) : nativeBytes(model);
}

void exportC(const Model &model, const std::string &path, ExportNotes &notes)
{
    const CInterface interface = cInterface(model, path);
    const CSources sources = cSources(model, interface);
    const std::string unchecked = checkWithCompiler(model, interface, sources);
    if (!unchecked.empty())
        notes.push_back("the answers of the C files were not compared with the model's: " +
                        unchecked);
    const NewFile files[] = {{path + ".c", sources.source}, {path + ".h", sources.header}};
    writeFilesAtomically(files);
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
    return {"onnx", "c", "torchscript", "native"};
}

ExportFormat exportFormatFromName(const std::string &name)
{
    if (name == "onnx")
        return ExportFormat::Onnx;
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
    if (format == ExportFormat::C)
        return {path + ".c", path + ".h"};
    return {path};
}

ExportNotes exportModel(const Model &model, ExportFormat format, const std::string &path)
{
    for (const std::string &file : exportedFiles(format, path))
        requireWritable(file);
    ExportNotes notes;
    if (holdsTrainingRows(model))
        notes.emplace_back("the model holds rows of the training data, and so does the file; share "
                           "it only with those who may see them");
    if (format == ExportFormat::C)
        exportC(model, path, notes);
    else
        writeFileAtomically(path, bytesOf(model, format));
    return notes;
}

} // namespace leptune
