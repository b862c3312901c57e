// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/compression_subject.h"

namespace leptune {

/// How many rows the part's graph answers in so many seconds of one core: by the time that a few of
/// its rows take at least, or by its operations where the subject reads no clock. At least one.
std::size_t rowsAnswered(const CompressionSubject &subject, const CompressionPart &part,
                         double seconds);

} // namespace leptune
