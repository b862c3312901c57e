// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/export_model.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"

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

} // namespace

std::vector<std::string> exportFormatNames()
{
    return {"onnx", "native"};
}

ExportFormat exportFormatFromName(const std::string &name)
{
    if (name == "onnx")
        return ExportFormat::Onnx;
    if (name == "native")
        return ExportFormat::Native;
    std::string known;
    for (const std::string &format : exportFormatNames())
        known += (known.empty() ? "" : ", ") + format;
    throw Error(ErrorCode::BadOption, "--format",
                "there is no export format \"" + name + "\"; choose one of " + known);
}

void exportModel(const Model &model, ExportFormat format, const std::string &path)
{
    requireWritable(path);
    writeFileAtomically(path, format == ExportFormat::Onnx ? onnxBytes(model) : nativeBytes(model));
}

} // namespace leptune
