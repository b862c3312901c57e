// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/drop_limit.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace leptune {

/// What counts of a candidate. Dominance looks at the drop as measured.
struct FrontPoint {
    double drop = 0.0; ///< share of the original's gain that is lost; the rest: less is better too
    std::uint64_t bytes = 0;
    double microseconds = 0.0;    ///< a row; measured, so a twentieth is no difference
    double dropError = 0.0;       ///< standard error of the drop; 0 of the original
    std::uint64_t operations = 0; ///< a row, as of ModelMakeup; 0 = not known
};

/// Part of the original's gain over a constant answer that is lost at `score`; scores are
/// higher-is-better. Below 0: gained. Where there is no gain: 1 for any loss.
double shareLost(double original, double constant, double score);
/// True where `a` is as good in all and better in one.
bool dominates(const FrontPoint &a, const FrontPoint &b);
/// A point: whether no other dominates it.
std::vector<bool> paretoFront(const std::vector<FrontPoint> &points);

/// What the user wants of the one that is chosen; 0 = no limit.
struct FrontLimits {
    double maxDrop = kDropLimit;
    double maxBytes = 0.0;
    double maxMicroseconds = 0.0;
};
/// Whether a limit of the drop is kept with a margin of one standard error (Breiman et al. 1984):
/// the best of many candidates that were measured on the same rows owes part of its place to
/// chance.
bool keepsDrop(const FrontPoint &point, double maxDrop);
/// The place of the point to recommend: without limits of size or time the smallest within maxDrop;
/// with one, the best score among those that keep all limits. Where none does, the one that keeps
/// size and time with the least drop, else the one nearest to them. `points` must not be empty.
std::size_t choosePoint(const std::vector<FrontPoint> &points, const FrontLimits &limits);
/// The largest share of a limit of size or time, at most 1 = they are kept.
double excessOf(const FrontPoint &point, const FrontLimits &limits);

} // namespace leptune
