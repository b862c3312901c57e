// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/target.h"
#include "core/model/graph.h"

#include <optional>
#include <span>

namespace leptune {

/// What fitCalibration() finds.
struct FittedCalibration {
    Calibrate map;      ///< of all rows
    FloatMatrix unseen; ///< each row after the map of the four fifths without it: may be scored
};

/// A map of class probabilities that lowers the log loss of out-of-fold predictions: one
/// temperature (Guo et al. 2017), for two classes an intercept as well (Platt 1999). It never
/// changes the order of a class's probabilities of two. Nothing for numbers, below 100 rows, or
/// where it does not lower the cross-validated log loss by at least 0.2 %.
std::optional<FittedCalibration> fitCalibration(const Target &truth, std::span<const float> weights,
                                                const FloatMatrix &probabilities);

/// The rows after the map, as the graph's node gives them.
FloatMatrix calibrated(const Calibrate &map, const FloatMatrix &probabilities);
/// The graph with the map after its output.
Graph withCalibration(Graph graph, const Calibrate &map);
/// The map that the graph ends with, or nothing.
std::optional<Calibrate> calibrationOf(const Graph &graph);

} // namespace leptune
