// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/compress_model.h"

#include <optional>
#include <string>

namespace leptune {

/// The limits that a study has, with the usual one of the drop where none was set.
FrontLimits limitsOf(const TuneOptions &options);
/// Whether the user set any.
bool hasLimits(const TuneOptions &options);
/// What a study under limits leaves of its budget for compressing: a sixth, 30 s at most.
double compressionSeconds(double budgetSeconds);
/// "" where the point keeps all limits, else by how much it misses which, as the end of a sentence.
std::string missOf(const FrontPoint &point, const FrontLimits &limits);

/// What a study under limits ends with.
struct LimitedCompression {
    std::optional<CompressionResult> result; ///< nothing where there was no time, or no way
    bool keepsLimits = false;                ///< of what was chosen
    std::string note;                        ///< for people: what came of it
};

/// Compresses the Model of a finished study that scores best, whatever its size, and adds the front
/// to the leaderboard; the chosen one becomes `smallest`. Nothing is thrown for what can't be
/// compressed or was stopped: the note says why. `options.mostSeconds` is kept, unless 0.
LimitedCompression compressUnderLimits(StudyRecord &record, const Table &table,
                                       const std::optional<Table> &test,
                                       const CompressionOptions &options);

} // namespace leptune
