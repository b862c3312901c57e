// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/compression_method.h"
#include "core/tuning/slice_scores.h"

#include <cmath>

namespace leptune {

/// A method with its settings.
struct CandidateRequest {
    const CompressionMethod *method = nullptr;
    Configuration parameters;
};

/// What came of one.
struct CandidateOutcome {
    std::optional<Graph> graph; ///< of the part that is delivered; nothing: it was ended, or failed
    std::string reason;         ///< why it failed
    double score = 0.0;         ///< the original's plus the difference to it on the tested rows
    double error = 0.0;         ///< standard error of its difference to the original's score
    bool isHopeless = false;    ///< ended after one fold, for what it is or for want of time
    Decision decision;
    double intervalWidth = std::nan(""); ///< half, of numbers (conformal.h), on the tested rows
    std::vector<SliceScore> slices;      ///< on the same rows
    double seconds = 0.0;                ///< of one core
};

/// Asked of a candidate that one fold's part was made of, which is no larger and no slower than
/// what would be delivered: its graph, and the score on the fold's rows as a difference to the
/// original's, with its standard error.
using HopelessTest =
    std::function<bool(const Graph &graph, double difference, double differenceError)>;

/// Makes several candidates side by side, one thread a fit: of every fold's part, scored together
/// on the rows that these parts never saw, and of the part that is delivered. Where `isHopeless`
/// (may be empty) says so after the first fold, a candidate gets no others; neither where, by the
/// time that its first took, the others would not be done in the `secondsLeft` (may be empty).
std::vector<CandidateOutcome> runCandidates(const CompressionSubject &subject,
                                            const std::vector<CandidateRequest> &requests,
                                            int threads, const std::function<bool()> &shouldEnd,
                                            const HopelessTest &isHopeless = {},
                                            const std::function<double()> &secondsLeft = {});

} // namespace leptune
