// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace leptune {

struct ChartTable;

/// "31 points; size in kB: 3.1 to 120; AUC: 0.71 to 0.914": how many rows a chart has, and from
/// where to where its columns of numbers go, in their order. Columns that are 0 throughout are left
/// out.
QString pointsInWords(const ChartTable &table);

} // namespace leptune
