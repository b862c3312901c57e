// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <onnx/onnx_pb.h>

namespace leptune {

/// The ONNX form of a Model, as onnxBytes() checks and serialises it.
onnx::ModelProto onnxFile(const Model &model);

} // namespace leptune
