// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"

#include <optional>
#include <string>

namespace leptune {

/// A configuration that is known across data sets: the n-th default of a family, which adapts to
/// the shape of the data, or explicit settings.
struct PortfolioCandidate {
    std::string family;
    int defaultIndex = -1; ///< -1: `parameters`
    Configuration parameters;

    bool operator==(const PortfolioCandidate &) const = default;
    /// "forest default 2", or the family and its parameters.
    std::string text() const;
};

/// What to run of it on data of this shape: parameters that the family's space knows there, cut to
/// its ranges; others from the family's first default. Nothing where the family is unknown, has no
/// such default or declines the shape.
std::optional<Configuration> resolveCandidate(const PortfolioCandidate &candidate,
                                              const DataShape &shape);

} // namespace leptune
