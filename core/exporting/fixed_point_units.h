// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/fixed_point_plan.h"

#include <cmath>

namespace leptune {

/// Probabilities are multiples of 2^-24.
constexpr int kProbabilityBits = 24;
/// Cells lie between it and its negative: the largest float of 31 bits, so that what is cut to it
/// is the same number in floats. The least int of all is a missing cell.
constexpr double kMostWhole = 2147483520.0;

/// The finest unit that 31 bits count such numbers in, with a bit to spare.
FixedPointPlan::Unit unitOfBound(double bound);
/// Of what trees or a layer add up. A unit of trees is coarser where leaves then are numbers of 16
/// bits and all their rounding changes an answer by at most a quarter of a thousandth: of a
/// probability, or of a standard deviation of the answers where that is less.
FixedPointPlan::Unit unitOfSums(const TreeEnsemble &trees);
FixedPointPlan::Unit unitOfSums(const SymmetricEnsemble &trees);
FixedPointPlan::Unit unitOfSums(const IntegerDense &layer);
FixedPointPlan::Unit unitOfSums(const IntegerConvolution &layer);

/// Bits of fractions for numbers that are compared with these: the fewest that hold all of them, or
/// as many as leave 30 bits for the largest. Those beyond 1e12 are taken for limits of anything.
int bitsFor(const std::vector<float> &edges);

double largestOf(const std::vector<float> &values);

/// A factor as multiplier / 2^shift, at most 62.
struct FixedRatio {
    std::int64_t multiplier = 0;
    int shift = 0;
};
FixedRatio ratioOf(double factor);

/// The whole number that stands for x; the least one of all for NaN.
inline std::int32_t wholeNumber(float x, int bits)
{
    if (std::isnan(x))
        return INT32_MIN;
    const double exact = std::floor(std::ldexp(static_cast<double>(x), bits));
    return static_cast<std::int32_t>(std::fmax(-kMostWhole, std::fmin(exact, kMostWhole)));
}

} // namespace leptune
