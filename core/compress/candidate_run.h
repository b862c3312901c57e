// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/compression_method.h"
#include "core/compress/slice_scores.h"

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
    double score = 0.0;         ///< on out-of-fold rows, higher is better
    float threshold = 0.5F;
    std::vector<SliceScore> slices; ///< on the same rows
    double seconds = 0.0;           ///< of one core
};

/// Makes several candidates side by side, one thread a fit: of every fold's part, scored together
/// on the rows that these parts never saw, and of the part that is delivered.
std::vector<CandidateOutcome> runCandidates(const CompressionSubject &subject,
                                            const std::vector<CandidateRequest> &requests,
                                            int threads, const std::function<bool()> &shouldEnd);

} // namespace leptune
