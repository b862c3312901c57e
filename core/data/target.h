// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"

#include <string>
#include <vector>

namespace leptune {

enum class TaskKind { Binary, MultiClass, Regression };

/// "binary", "multiclass", "regression".
const char *taskName(TaskKind task);

/// What is to be predicted, one value a row.
///
/// Classification: `values` are class indices as float, `classes` the spellings in order of first
/// appearance, `positive` the index of the positive class (binary only). Regression: `values` are
/// the numbers, `classes` is empty.
struct Target {
    TaskKind task = TaskKind::Regression;
    std::string column;
    std::vector<std::string> classes;
    int positive = -1;
    std::vector<float> values;

    bool isClassification() const { return task != TaskKind::Regression; }
    /// Width of a prediction: number of classes, or 1.
    int outputs() const { return isClassification() ? static_cast<int>(classes.size()) : 1; }
    Target gathered(std::span<const std::uint32_t> rows) const;
};

/// Guesses whether a column is to be classified: coded columns, and whole numbers of few distinct
/// values (at most 20, and at most a tenth of the rows; two values always). `why` is one sentence.
struct TaskGuess {
    bool classification = false;
    std::string why;
};
TaskGuess guessTask(const Column &column);

/// Makes the target. `rows` receives the rows that have a target cell. Positive class: `positive` if
/// not empty, else the one reading as yes/true/1/positive/y/t/+, else the rarer. Throws Error(BadColumn |
/// TooLittleData | BadInput): one class, text to regress on, a positive class that does not exist.
Target makeTarget(const Column &column, bool classification, const std::string &positive,
                  std::vector<std::uint32_t> &rows);

} // namespace leptune
