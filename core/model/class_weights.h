// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

namespace leptune {

/// The fact of a Model's provenance that holds what decides between more than two classes: a weight
/// for each in their order, between blanks. Without it all are alike.
inline constexpr const char *kClassWeightsFact = "class_weights";

/// Empty where the fact is missing, or is not a list of numbers from 0 on.
std::vector<float> classWeights(const std::map<std::string, std::string> &provenance);

/// Writes the fact; nothing of no weights.
void addClassWeights(std::map<std::string, std::string> &provenance,
                     std::span<const float> weights);

} // namespace leptune
