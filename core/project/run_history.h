// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_record.h"

#include <cstdint>
#include <string>
#include <vector>

namespace leptune {

/// A study whose place in its project another one took.
struct EarlierRun {
    std::int64_t endedAt = 0;  ///< seconds since 1970 (UTC); 0 = unknown
    std::uint64_t columns = 0; ///< that it learned from
    std::string dataName;      ///< of the file, without its folder; "" = it was pasted
    /// Set-up and figures; of its lines the best alone. No Models, no values of cells, no names but
    /// those in the set-up.
    StudyRecord record;
};

/// When the studies of a project ran.
struct RunHistory {
    std::int64_t endedAt = 0;        ///< of the study that is there
    std::vector<EarlierRun> earlier; ///< the latest kMostEarlierRuns, oldest first
};
constexpr std::size_t kMostEarlierRuns = 50;

/// What endedAt counts, now.
std::int64_t secondsSince1970();

/// Before another study takes the place of this one; nothing where it found no Model.
void addEarlierRun(RunHistory &history, const StudyRecord &replaced, const std::string &dataName);

} // namespace leptune
