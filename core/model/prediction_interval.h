// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <optional>

namespace leptune {

/// The fact of a Model's provenance that holds the half width of its 90 % prediction interval, in
/// the target's unit: files written before there were intervals lack it.
inline constexpr const char *kIntervalFact = "interval_90";

/// Of a regression Model that knows it: nine of ten new rows from the same source have their truth
/// within answer ± this (core/metrics/conformal.h).
std::optional<double> intervalHalfWidth(const Model &model);

/// Writes the fact; nothing where `halfWidth` is NaN.
void addInterval(std::map<std::string, std::string> &provenance, double halfWidth);

} // namespace leptune
