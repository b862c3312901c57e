// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preprocess/raw_batch.h"

namespace leptune {

/// The rows of `a`, then those of `b`, which are of the same schema; spellings of both stand in one
/// dictionary. Throws Error(Unsupported) for pictures of different blocks.
RawBatch joinedRows(const RawBatch &a, const RawBatch &b);

} // namespace leptune
