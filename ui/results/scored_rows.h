// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_record.h"

#include <memory>

namespace leptune {

/// The rows of the data behind the answers that a record keeps.
struct ScoredRows {
    enum class Absence { None, NoResult, NoData, OtherData, TestFile };

    std::shared_ptr<const Table> table; ///< null where they are absent
    std::vector<std::uint32_t> rows;    ///< of the table, in the order of the record's answers
    Absence absence = Absence::NoData;

    bool isKnown() const { return absence == Absence::None; }
};

/// The record does not keep which rows were scored; they are found again as the study chose them
/// and compared with what it keeps. Takes long on large tables.
ScoredRows findScoredRows(const StudyRecord &record, const std::shared_ptr<const Table> &table);

/// The line whose Model gave the scored answers: what was fitted again since saw those rows. Null
/// where there is none, or its graph was not kept.
const LeaderboardEntry *scoredEntry(const StudyRecord &record);

} // namespace leptune
