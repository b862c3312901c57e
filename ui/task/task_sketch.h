// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/target.h"
#include "core/learners/learner.h"
#include "core/tuning/study_record.h"

#include <QString>

#include <vector>

namespace leptune {

struct ClassShare {
    QString label;
    std::uint64_t rows = 0;
};

/// What the set-up means in words, before anything runs.
struct TaskSketch {
    TaskKind kind = TaskKind::Regression;
    bool guessed = false;            ///< the kind follows from the column, not from a choice
    bool canBeNumber = false;        ///< the column holds numbers
    std::vector<ClassShare> classes; ///< in order of first appearance, at most kMostClasses
    std::size_t classCount = 0;
    QString positive, other; ///< of two classes: the one that matters, and the other
    DataShape shape;         ///< about what families will be asked to learn from
    QString why;             ///< of the guess
    QString sentence;        ///< "For every row, choose between 2 answers: no (86 %), yes (14 %)."
    QString example;         ///< "Row 1: age 42, plan basic, … → yes"
};

constexpr std::size_t kMostClasses = 100;

/// One pass over the target column. `options.target` must exist.
TaskSketch sketchTask(const Table &table, const TuneOptions &options);

/// Seconds between two trials that the chosen families took in an earlier run on the same data,
/// with the workers that are chosen now; 0 where fewer than four were measured.
double measuredPace(const StudyRecord &record, const TuneOptions &options);

/// How many models a budget is good for, as a range; `secondsPerTrial` 0 = estimated from the size.
struct ExpectedModels {
    int low = 0;
    int high = 0;
};
ExpectedModels expectModels(const Table &table, const TuneOptions &options,
                            double secondsPerTrial = 0.0);

} // namespace leptune
