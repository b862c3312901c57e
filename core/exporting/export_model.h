// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <string>
#include <vector>

namespace leptune {

enum class ExportFormat { Onnx, Native };
/// "onnx", "native". Throws Error(BadOption) listing the formats.
ExportFormat exportFormatFromName(const std::string &name);
std::vector<std::string> exportFormatNames();

/// Writes exactly `path`, atomically, after the format's own checker accepted the bytes (and,
/// native, after reading them back). Throws Error(Unwritable | Unsupported | Internal).
void exportModel(const Model &model, ExportFormat format, const std::string &path);

/// The ONNX file (opset 17, ml 3) with preprocessing inside; see design.md for inputs and outputs.
std::vector<std::uint8_t> onnxBytes(const Model &model);

} // namespace leptune
