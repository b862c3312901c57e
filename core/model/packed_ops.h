// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"
#include "core/model/packed_bytes.h"

namespace leptune {

/// Tag (the operation's place in Op, which therefore only ever grows at its end) and parameters.
void writeOp(ByteWriter &writer, const Op &op);
/// Parameters may still not fit together: the graph has to be validated.
Op readOp(ByteReader &reader);

} // namespace leptune
