// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/pareto_front.h"
#include "core/tuning/study_record.h"

#include <functional>
#include <string>
#include <vector>

namespace leptune {

/// Something smaller made of a Model, or (the first one of a result) the Model itself.
struct CompressedCandidate {
    std::string name;
    std::string method; ///< "" = the original
    Configuration parameters;
    double validation = 0.0; ///< in the metric's own sign, on out-of-fold rows
    FrontPoint point;
    double seconds = 0.0;
    bool pareto = false;
    bool isSlower = false; ///< a row takes longer here than with the original
    std::shared_ptr<const Model> model;
};

struct CompressionResult {
    MetricKind metric = MetricKind::Rmse;
    LeaderboardEntry original;
    std::vector<CompressedCandidate> candidates; ///< the original, then those made, in order
    std::size_t chosen = 0;
    double originalTest = 0.0; ///< on locked rows, NaN = there are none
    double chosenTest = 0.0;
    std::vector<std::string> notes;
};

/// The chosen candidate and those of the front, `most` at most, become lines of the leaderboard of
/// kind Compressed, in place of what was made of the same Model before. Of those made of `best` one
/// that keeps to the usual drop and is smaller than all so far becomes `smallest`.
void addToLeaderboard(StudyRecord &record, const CompressionResult &result, std::size_t most = 20);
/// The contract's JSON object of `compress`, one line.
std::string compressionJson(const CompressionResult &result);

} // namespace leptune
