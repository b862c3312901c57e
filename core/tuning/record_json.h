// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/profile.h"
#include "core/metrics/evaluation.h"
#include "core/tuning/study_record.h"

#include <string>
#include <vector>

namespace leptune {

/// The JSON of the command line's contract (design.md), one line each, keys in its order. What is
/// not known is null; bytes that are not UTF-8 become U+FFFD.

/// The summary that `tune` and `resume` print.
std::string tuneJson(const StudyRecord &record);
/// The array `models` of the summary, as `leaderboard` prints it.
std::string leaderboardJson(const StudyRecord &record);
std::string evaluationJson(const Evaluation &evaluation);
/// Column warnings by name; the sentences of all warnings stand in `warnings`.
std::string profileJson(const Profile &profile);

/// The lines in the order to show: best validation first (of equal ones the smaller), those
/// without a score next, failed ones last.
std::vector<const LeaderboardEntry *> rankedEntries(const StudyRecord &record);

} // namespace leptune
