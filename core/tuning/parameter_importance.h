// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_record.h"

#include <string>
#include <vector>

namespace leptune {

/// Share of the variance of a family's scores that one hyperparameter explains alone, 0 to 1.
struct ParameterShare {
    std::string name;
    double share = 0.0;
};

/// Fewer finished trials than this say nothing.
inline constexpr std::size_t kLeastImportanceTrials = 10;

/// What mattered for a family in a study.
struct FamilyImportance {
    std::string family;
    std::size_t trials = 0; ///< finished ones that it rests on
    /// Largest first; empty below kLeastImportanceTrials. They add up to at most 1, the rest is
    /// owed to combinations.
    std::vector<ParameterShare> shares;
};

/// Functional ANOVA (core/search/importance.h) over the finished trials of `family`, in the
/// family's ranges, widened to what was tried. Where fits saw different numbers of rows, only the
/// trials of the commonest number count: fewer rows cost score too. Nothing but the record decides;
/// may take more than 10 ms.
FamilyImportance familyImportance(const StudyRecord &record, const std::string &family);

/// {"family", "trials", "parameters": [{"name", "share"}]} on one line; a family of too few trials
/// has an empty list.
std::string familyImportanceJson(const FamilyImportance &importance);

} // namespace leptune
