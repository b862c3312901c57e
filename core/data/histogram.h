// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/profile.h"

#include <span>

namespace leptune {

/// How the numbers within [low, high] are spread; others, NaN too, are passed over. One bar a
/// number where these are few whole ones, else 20 of equal width; `low` and `high` are finite.
std::vector<HistogramBar> histogramOf(std::span<const double> values, double low, double high);

} // namespace leptune
