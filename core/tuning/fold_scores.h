// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_record.h"

#include <map>
#include <string>
#include <vector>

namespace leptune {

/// The metric, in its own sign, of every line's answers for each fold's rows, by the line's name: a
/// record keeps the answers only, the folds are cut again. Lines without out-of-fold answers are
/// absent, a fold that can't be scored is NaN. Throws Error(BadInput) where `table` is not the
/// study's. Takes long on large tables.
std::map<std::string, std::vector<double>> foldScores(const StudyRecord &record,
                                                      const Table &table);

} // namespace leptune
