// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_record.h"

#include <string>

namespace leptune {

/// The leaderboard as a table for people, best first; at most `most` lines, 0 = all.
std::string leaderboardText(const StudyRecord &record, std::size_t most = 0);
/// The same without the trials that were stopped early, which are counted by family instead.
std::string finishedLeaderboardText(const StudyRecord &record);
/// What a study came to, in a few lines.
std::string summaryText(const StudyRecord &record);

} // namespace leptune
