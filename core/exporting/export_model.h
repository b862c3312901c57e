// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <string>
#include <vector>

namespace leptune {

enum class ExportFormat { Onnx, C, TorchScript, Native };
/// "onnx", "c", "torchscript", "native". Throws Error(BadOption) listing the formats.
ExportFormat exportFormatFromName(const std::string &name);
std::vector<std::string> exportFormatNames();

/// What a user should know of a file that was written: sentences without a full stop.
using ExportNotes = std::vector<std::string>;

/// Writes exactly `path` (C: `path`.c and `path`.h, both or none), atomically, after the format's
/// own checker accepted the bytes (native: after reading them back; C: after the C compiler of this
/// computer built it and its answers to 1,000 drawn rows were those of the Model). Throws
/// Error(Unwritable | Unsupported | BadOption | Internal).
ExportNotes exportModel(const Model &model, ExportFormat format, const std::string &path);

/// Why a format can't hold the Model (TorchScript: trees, neighbours), or empty.
std::string whyNotAs(ExportFormat format, const Model &model);

/// The files that an export writes.
std::vector<std::string> exportedFiles(ExportFormat format, const std::string &path);

/// The ONNX file (opset 17, ml 3) with preprocessing inside; see design.md for inputs and outputs.
std::vector<std::uint8_t> onnxBytes(const Model &model);

/// The archive that torch.jit.load reads, preprocessing inside, for networks and what else is made
/// of sums and products; see torch_source.h. Throws Error(Unsupported) for trees.
std::vector<std::uint8_t> torchScriptBytes(const Model &model);

} // namespace leptune
