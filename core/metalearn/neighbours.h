// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metalearn/portfolio.h"

#include <vector>

namespace leptune {

/// A table of the same task and how much it counts: 1 for one just like the request, towards 0.
struct TableNeighbour {
    const MeasuredTable *table = nullptr;
    double distance = 0.0;
    double weight = 0.0;
};

/// All tables of the task, nearest first (ties by name). Distance: root mean square of the
/// differences of meta-features and landmarks that both know, each in units of its interquartile
/// range over the tables and cut at 3.
std::vector<TableNeighbour> neighboursOf(const Portfolio &known, const MetaFeatures &features);

} // namespace leptune
