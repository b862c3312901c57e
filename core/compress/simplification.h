// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/compression_method.h"

namespace leptune {

/// The same answers without what none of them depends on (simplify_graph.h): every candidate goes
/// through it, this is the original alone. No parameters; null where it saves nothing.
std::unique_ptr<CompressionMethod> makeSimplification(const CompressionSubject &subject);

} // namespace leptune
