// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metalearn/portfolio_candidate.h"

#include <string>
#include <vector>

namespace leptune {

/// The configurations to measure, in the order to do it: every registered family's defaults, what
/// resources/portfolio/well_known.json lists, then seeded draws from the families' spaces in turn
/// until there are `count`. `families` empty = all. The same arguments give the same list, and a
/// smaller count its beginning. Settings of unknown families are passed over.
std::vector<PortfolioCandidate> portfolioCandidates(std::size_t count,
                                                    const std::vector<std::string> &families,
                                                    std::uint64_t seed);

} // namespace leptune
