// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/compression_method.h"

namespace leptune {

/// Fewer members of an ensemble: at most `members`, chosen anew with their weights on out-of-fold
/// answers (Caruana et al. 2004). Null for a Model of one member.
std::unique_ptr<CompressionMethod> makeMemberPruning(const CompressionSubject &subject);

} // namespace leptune
