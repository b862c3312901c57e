// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/compression_method.h"
#include "core/compress/machine_rows.h"

namespace leptune {

/// Kernel machines and neighbours of the graph, a bag's fits together (machine_groups.h), become
/// one radial-basis machine of few learned centres that answers as they did (reduced_set_fit.h).
/// `centres`, `point_bits`. Null where there is none of them.
std::unique_ptr<CompressionMethod> makeReducedSet(const CompressionSubject &subject,
                                                  std::uint64_t seed);

/// The graph with a reduced set for each group that has rows (of machineRowsOf()), which are of the
/// part that the graph is of. Nothing where it was ended on the way.
std::optional<Graph> withReducedSets(const Graph &graph, const std::vector<MachineGroup> &groups,
                                     const std::vector<MachineRows> &rows,
                                     const ReducedSetOptions &options,
                                     const std::function<bool()> &shouldEnd);

} // namespace leptune
