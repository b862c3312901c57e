// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/compression_result.h"

#include <functional>
#include <optional>
#include <stop_token>

namespace leptune {

struct CompressionOptions {
    FrontLimits limits;
    /// For the search; what comes before and after it takes a few seconds more where rows are many.
    double seconds = 22.0;
    double mostSeconds = 0.0; ///< > 0: for everything; what would come later is left out
    int candidates = 0; ///< > 0: exactly so many, no clock is read and no latency guides the search
    int threads = 0;    ///< 0 = cores
    std::uint64_t seed = 0;
    std::stop_token stop; ///< ends the search; what is there is the result
    /// Called on the calling thread with what there is so far: first the original alone, then after
    /// every candidate, judged by the limits.
    std::function<void(const CompressionResult &)> progress;
};

/// Searches what can be made of a Model of the leaderboard that is smaller or faster: a fixed
/// ladder of good settings first, then those that a sampler proposes under ever other weights of
/// score, size and time. The result always holds the original. Throws as takeUp() does, and
/// Error(Stopped) where it was ended before anything was scored.
CompressionResult compressModel(const StudyRecord &record, const std::string &name,
                                const Table &table, const std::optional<Table> &test,
                                const CompressionOptions &options);

} // namespace leptune
