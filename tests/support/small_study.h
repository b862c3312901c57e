// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_record.h"

namespace leptune::testing {

/// A study of so many trials on a made table, run to its end: the same every time.
struct SmallStudy {
    TaskKind task = TaskKind::Binary;
    std::size_t rows = 600;
    int trials = 6;
    std::vector<std::string> families{"linear", "boosting", "knn"};
    std::optional<Table> test = std::nullopt; ///< in the place of locked rows
};
/// The table that the study is of.
Table tableOf(const SmallStudy &study);
StudyRecord runSmall(const SmallStudy &study);

} // namespace leptune::testing
