// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"
#include "core/model/packed_bytes.h"

namespace leptune {

/// Sizes, then frequencies, phases and weights, by codes where quantiseEmbedding() made them.
void writeEmbedding(ByteWriter &writer, const PeriodicEmbedding &op);
/// The inverse. Throws Error(BadFormat) where the bytes end or can't be meant.
PeriodicEmbedding readEmbedding(ByteReader &reader);

/// Shares by codes where quantiseMatrix() made them.
void writeBlend(ByteWriter &writer, const Blend &op);
Blend readBlend(ByteReader &reader);

} // namespace leptune
