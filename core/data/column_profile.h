// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/profile.h"

namespace leptune {

/// What can be said of a column alone: counts, moments, histogram and the warnings Constant,
/// IdLike, MostlyMissing and HighCardinality. Infinite cells count as values but not for moments
/// and bars.
ColumnProfile profileColumn(const Column &column);

/// "3 of 100 rows (3 %)".
std::string shareText(std::uint64_t part, std::uint64_t whole);

} // namespace leptune
