// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace leptune {

/// A TorchScript module (PyTorch's serialised form of its classes): source and what it refers to.
struct TorchSource {
    struct Tensor {
        std::string name;
        int onnxType = 0; ///< onnx::TensorProto_DataType
        std::vector<std::int64_t> dims;
        std::string bytes; ///< row-major, little-endian
    };
    std::vector<Tensor> tensors;
    std::map<std::string, std::vector<std::string>> texts;       ///< attributes List[str]
    std::map<std::string, std::map<std::string, double>> tables; ///< attributes Dict[str, float]
    std::string methods;                                         ///< "  def forward(self, ..."
};

/// The module that computes what the ONNX file of `model` does, node by node: forward(columns:
/// Dict[str, Tensor][, texts: Dict[str, List[str]]]) gives probabilities [N, classes] or numbers
/// [N, 1], and of classes labels(answer) the spellings. Columns are float32 [N] or [N, 1] (pictures
/// uint8 [N, height, width, channels]). Throws Error(Unsupported) naming an operation that
/// TorchScript lacks (trees).
TorchSource torchSource(const onnx::GraphProto &graph, const Model &model);

} // namespace leptune
