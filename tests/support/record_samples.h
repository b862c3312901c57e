// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_record.h"

namespace leptune::testing {

/// How a sample record is made.
struct RecordWishes {
    TaskKind task = TaskKind::Binary;
    std::size_t rows = 600; ///< scored rows
    bool locked = true;     ///< the scored rows were set aside; else out-of-fold
    int trials = 24;
    bool withModels = true;
};

/// What a finished study leaves: a linear Model on two number columns fitted by hand, its real
/// answers on seeded rows with noise, a leaderboard of many families with two failures, importance,
/// notes.
StudyRecord sampleRecord(const RecordWishes &wishes = {});
/// The rows that sampleRecord's Models answer: columns width and height, and the target.
Table sampleTable(TaskKind task, std::size_t rows);
/// A linear Model over sampleTable's columns.
std::shared_ptr<const Model> sampleModel(TaskKind task, const std::string &name);

} // namespace leptune::testing
