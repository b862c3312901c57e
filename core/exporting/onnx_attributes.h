// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <onnx/onnx_pb.h>

#include <algorithm>

namespace leptune {

/// The attribute of that name, or null.
inline const onnx::AttributeProto *onnxAttribute(const onnx::NodeProto &node, const char *name)
{
    const auto found = std::ranges::find(node.attribute(), name, &onnx::AttributeProto::name);
    return found == node.attribute().end() ? nullptr : &*found;
}

} // namespace leptune
