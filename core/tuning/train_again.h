// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/evaluation.h"
#include "core/tuning/study.h"

#include <cmath>
#include <functional>
#include <memory>
#include <stop_token>

namespace leptune {

/// The trials that a Model of the leaderboard is made of, by name as StudyRecord::entryFor() knows
/// it: the members of an ensemble, else one; of compressed and refitted ones those of their parent.
/// Throws Error(NotFound | Unsupported).
std::vector<RecipeStep> recipeOf(const StudyRecord &record, const std::string &name);

struct TrainAgainInput {
    StudyRecord earlier;
    std::string model = "best"; ///< whose recipe it is, and what is compared with
    /// What the earlier study is of; null where it can't be had: rows that are known already are
    /// then not told from new ones.
    std::shared_ptr<const Table> earlierRows;
    std::shared_ptr<const Table> newRows; ///< read with the types of the earlier ones
    bool onBoth = false;                  ///< learn from both, else from the new rows alone
    int threads = 0;                      ///< 0 = cores
    std::function<void(double share)> progress = {}; ///< on the calling thread, share in [0, 1]
    std::stop_token stop = {};
};

/// Two Models on the same new rows, which neither of them has learned from. Scores are in the
/// metric's own sign; NaN = unknown.
struct SideBySide {
    MetricKind metric = MetricKind::Rmse;
    std::uint64_t rows = 0;
    std::uint64_t known = 0; ///< new rows that the earlier data held already: they prove nothing
    bool outOfFold = false;  ///< no rows were set aside: each was answered by fits without it
    double earlier = std::nan(""), later = std::nan("");
    Interval difference{std::nan(""), std::nan("")}; ///< 95 %, of later - earlier, paired bootstrap

    /// 1: the later Model is better, -1: worse, 0: the rows can't tell.
    int verdict() const;
};

struct TrainedAgain {
    StudyRecord record; ///< a finished study of `table` with the set-up of the earlier one
    std::shared_ptr<const Table> table;
    SideBySide comparison;
};

/// Fits the recipe of a Model again with the set-up of its study (target, metric, folds, seed,
/// roles, limit of size; no clock is read), and compares both. A test file gives way to a share of
/// the rows. Throws as Study does, Error(BadColumn) where the new rows lack columns, and
/// Error(Stopped).
TrainedAgain trainAgain(const TrainAgainInput &input);

} // namespace leptune
