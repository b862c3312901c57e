// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/graph.h"

#include <vector>

namespace leptune {

/// A whole number for every float: constant between edges.
struct StepFunction {
    std::vector<float> edges; ///< ascending; values[i + 1] is that from edges[i] on
    std::vector<int> values;  ///< one more than edges
    int missing = 0;          ///< of NaN

    int at(float x) const;
    bool operator==(const StepFunction &) const = default;
};

/// How many of these ascending thresholds are not above x; of NaN none or all.
StepFunction countOf(std::vector<float> thresholds, bool missingLeft);
/// The codes that a layer of whole numbers reads x as.
StepFunction codesOf(float inputStep, int zeroPoint);

// What a function of the result of an operation is as a function of x, which becomes that result's
// column `column`. Numbers of a step larger than 1e15 are taken for as large ones only.
StepFunction before(const StepFunction &f, const LookUp &op); ///< of numbers
StepFunction before(const StepFunction &f, const OneHot &op, int column);
StepFunction before(const StepFunction &f, const Impute &op, int column);
StepFunction before(const StepFunction &f, const MissingIndicator &op);
StepFunction before(const StepFunction &f, const Scale &op, int column);
StepFunction before(const StepFunction &f, const SmoothClip &op);
StepFunction before(const StepFunction &f, const CleanRange &op, int column);
StepFunction before(const StepFunction &f, ActivationKind kind);

} // namespace leptune
