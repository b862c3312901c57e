// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/packed_bytes.h"
#include "core/preprocess/derived.h"

namespace leptune {

/// Derived features; the cells of a table are a bit each (the most frequent value or another), then
/// a byte for each of the others. Mostly empty tables of category pairs become small so.
void writeDerive(ByteWriter &writer, const Derive &derive);
/// Parameters may still not fit together: the graph has to be validated.
Derive readDerive(ByteReader &reader);

} // namespace leptune
