// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/compression_subject.h"
#include "core/compress/machine_groups.h"
#include "core/compress/reduced_set_fit.h"

namespace leptune {

/// At most `most` rows of the part, and made-up ones near them (munge.h) where these are fewer than
/// that, with what a group of its graph answers. Neighbours answer a row without that row: they
/// know its own answer. Answers or features that are not finite: no rows.
MachineRows machineRowsOf(const CompressionPart &part, const MachineGroup &group,
                          std::uint32_t most, std::uint64_t seed);

} // namespace leptune
