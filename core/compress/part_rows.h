// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/compression_subject.h"

namespace leptune {

/// At most `most` of the part's rows, drawn by the seed, as raw cells.
RawBatch someRowsOf(const CompressionPart &part, std::uint32_t most, std::uint64_t seed);
/// What a node gives for rows: [rows, its width].
FloatMatrix valuesAt(const Graph &graph, NodeId node, const RawBatch &batch);
/// What several nodes give, of one run where they are not too wide together.
std::vector<FloatMatrix> valuesAt(const Graph &graph, const std::vector<NodeId> &nodes,
                                  const RawBatch &batch);

} // namespace leptune
