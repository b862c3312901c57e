// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

#include <functional>
#include <span>

namespace leptune {

/// Weight of the rows of the positive class and of the others that are answered "positive".
struct Answered {
    double positives = 0.0;
    double negatives = 0.0;
};

/// Worth of answering "positive" for some of `all`; higher is better.
using AnswerWorth = std::function<double(const Answered &answered, const Answered &all)>;

/// The threshold in (0,1) of the largest worth on these rows of a binary target; probabilities
/// [N, 2]. Of equal ones that nearest to 0.5, which it is, too, where the rows are of one class.
float sweptThreshold(const Target &target, const FloatMatrix &probabilities,
                     std::span<const float> weights, const AnswerWorth &worth);

} // namespace leptune
