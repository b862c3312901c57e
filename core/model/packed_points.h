// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"
#include "core/model/packed_rows.h"

namespace leptune {

/// Operations that hold rows of the training data: their points, values and scales are written
/// through what the rows of a file share.
void writeKernelSum(ByteWriter &writer, RowPacker &rows, const KernelSum &op);
void writeNeighbours(ByteWriter &writer, RowPacker &rows, const Neighbours &op);
/// Parameters may still not fit together: the graph has to be validated.
KernelSum readKernelSum(ByteReader &reader, RowUnpacker &rows);
Neighbours readNeighbours(ByteReader &reader, RowUnpacker &rows);

} // namespace leptune
