// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace leptune {

/// OnnxInt8: layers in whole numbers, as quantise and dequantise pairs. IntegerC: C that computes
/// in whole numbers only.
enum class ExportFormat { Onnx, OnnxInt8, C, IntegerC, TorchScript, Native };
/// One of exportFormatNames(). Throws Error(BadOption) listing them.
ExportFormat exportFormatFromName(const std::string &name);
/// "onnx", "onnx-int8", "c", "torchscript", "native"; IntegerC is a kind of "c".
std::vector<std::string> exportFormatNames();

/// What a user should know of a file that was written: sentences without a full stop.
using ExportNotes = std::vector<std::string>;

struct ExportReport {
    ExportNotes notes;
    /// That the file answered like the Model, read and run by somebody else: C by the compiler of
    /// this computer, TorchScript and the graphs of ONNX that LibTorch has the operations of by
    /// LibTorch, native files by the reader; 0 where nobody did.
    std::size_t comparedRows = 0;
    /// leptune_reader.h of this version stands beside the file.
    bool hasHeader = false;
};

/// Whether the header that C++ programs read a native file with goes beside it.
enum class ReaderHeader { Beside, None };

/// Writes exactly `path` (C: `path`.c and `path`.h, both or none, and `path` may be the first's
/// name), atomically, after the format's
/// own checker accepted the bytes (native: after reading them back; C: after the C compiler of this
/// computer built it and its answers to 1,000 drawn rows were those of the Model; TorchScript:
/// after LibTorch loaded it and answered so, where the module is there). OnnxInt8 and IntegerC
/// round the layers that compute in floats (withIntegerLayers); `rows` are what the ranges of their
/// inputs come from, rows that the Model learned from, and without them drawn rows. `header`: of
/// Native files; a leptune_reader.h of other content is left as it is, which a note says. Throws
/// Error(Unwritable | Unsupported | BadOption | Internal), and Error(Stopped) where nothing was
/// written.
ExportReport exportModel(const Model &model, ExportFormat format, const std::string &path,
                         const std::optional<RawBatch> &rows = std::nullopt,
                         ReaderHeader header = ReaderHeader::Beside,
                         const std::stop_token &stop = {});

/// What has to be known before a file of the Model leaves: that rows of the training data are in
/// it; or empty. A sentence without a full stop.
std::string trainingRowsNote(const Model &model);

/// Bytes that the files would have, without any check of them. Throws as exportModel() does.
std::uint64_t exportedBytes(const Model &model, ExportFormat format,
                            const std::optional<RawBatch> &rows = std::nullopt);

/// Why a format can't hold the Model (TorchScript: trees, neighbours; IntegerC: all but trees and
/// layers of whole numbers over plain columns), or empty.
std::string whyNotAs(ExportFormat format, const Model &model);

/// The files that an export writes, without the header that may go beside them.
std::vector<std::string> exportedFiles(ExportFormat format, const std::string &path);

/// The ONNX file (opset 17, ml 3) with preprocessing inside; see design.md for inputs and outputs.
std::vector<std::uint8_t> onnxBytes(const Model &model);

/// The archive that torch.jit.load reads, preprocessing inside, for networks and what else is made
/// of sums and products; see torch_source.h. Throws Error(Unsupported) for trees.
std::vector<std::uint8_t> torchScriptBytes(const Model &model);

} // namespace leptune
