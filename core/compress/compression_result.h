// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/pareto_front.h"
#include "core/tuning/slice_scores.h"
#include "core/tuning/study_record.h"

#include <cmath>
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
    bool isSlower = false;          ///< a row takes longer here than with the original
    std::vector<SliceScore> slices; ///< on out-of-fold rows; empty = not known
    std::shared_ptr<const Model> model;
};

struct CompressionResult {
    MetricKind metric = MetricKind::Rmse;
    LeaderboardEntry original;
    std::vector<CompressedCandidate> candidates; ///< the original, then those made, in order
    std::size_t chosen = 0;
    double constantValidation = std::nan(""); ///< of the best constant answer
    double originalTest = std::nan("");       ///< on locked rows, NaN = there are none
    double chosenTest = std::nan("");         ///< of the one that was chosen when the search ended
    std::size_t tested = 0;                   ///< which one that was
    std::vector<std::string> notes;
};

/// Says of every candidate whether it is of the front, and chooses by the limits.
void judge(CompressionResult &result, const FrontLimits &limits);
/// The validation score, in the metric's own sign, at which so much of the original's gain is lost.
double validationAt(const CompressionResult &result, double drop);

/// The chosen candidate and those of the front, `most` at most, become lines of the leaderboard of
/// kind Compressed, in place of what was made of the same Model before. Of those made of `best` one
/// that keeps to the usual drop and is smaller than all so far becomes `smallest`. The line of the
/// Model takes over what was measured of it beside them.
void addToLeaderboard(StudyRecord &record, const CompressionResult &result, std::size_t most = 20);
/// What a record still tells of the compression of a Model, called by its name or as "best": the
/// original and the lines that addToLeaderboard() made. Throws as entryFor().
CompressionResult compressionOf(const StudyRecord &record, const std::string &name);
/// Adds what the record holds of an earlier run on the same Model, where its name is free, and
/// judges anew: another run takes nothing away.
void addEarlier(CompressionResult &result, const StudyRecord &record, const FrontLimits &limits);
/// Whether what a compressed line was made of is gone or was fitted anew since.
bool isOutdated(const StudyRecord &record, const LeaderboardEntry &line);
/// The contract's JSON object of `compress`, one line.
std::string compressionJson(const CompressionResult &result);

} // namespace leptune
