// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/derived/derive_inputs.h"

#include <optional>

namespace leptune {

/// A feature worth having, in terms of the inputs it was found among.
struct FoundFeature {
    DerivedKind kind = DerivedKind::Add;
    std::size_t a = 0, b = 0;  ///< indices of inputs
    std::optional<int> output; ///< Cross: the class whose share is meant; nothing: the number
    bool operator==(const FoundFeature &) const = default;
};

/// Inner folds of target means, and the rows of a mean of all that a mean is drawn to.
constexpr int kInnerFolds = 5;
constexpr double kTargetPrior = 10.0;
/// A table tells apart so many codes together, a group so many.
constexpr int kMostTablePlaces = 10'000;
constexpr int kMostGroupCodes = 240;

/// Inner folds of so many rows, the same for the same seed.
std::vector<std::uint8_t> innerFolds(std::size_t rows, std::uint64_t seed);
/// The parts of `feature` that do not depend on rows: kind and numbers of codes.
DerivedFeature blankFeature(DerivedKind kind, const DeriveInput &a, const DeriveInput &b);
/// 1 and 0 for the rows of a class and the others, or the numbers.
std::vector<float> targetsOf(const Target &target, const Rows &rows, std::optional<int> output);

} // namespace leptune
