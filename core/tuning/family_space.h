// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"
#include "core/search/search_space.h"
#include "core/tuning/tune_options.h"

namespace leptune {

/// Throws Error(BadOption) naming the parameter for a range that is none: ends that are not finite
/// or swapped, a log scale that does not begin above 0. Families that do not exist are refused too.
void checkSpaces(const std::map<std::string, FamilySpace> &spaces);

/// What the user chose of a family in a study; nothing where the family is not named.
const FamilySpace &familySpace(const std::map<std::string, FamilySpace> &spaces,
                               const std::string &family);

/// What the family searches on such data, and those of its further parameters that the user names.
SearchSpace searchedSpace(const Learner &learner, const DataShape &shape,
                          const FamilySpace &wanted);

/// The family's own space cut to what the user wants of it. Ends beyond the family's are moved to
/// them; names that it does not know on these data, and choices of which it has none, change
/// nothing.
SearchSpace narrowedSpace(const SearchSpace &own, const FamilySpace &wanted);
/// A sentence for each of the user's wishes that the family can't meet as it stands: settings that
/// it does not have on these data, and ends or choices beyond its own.
std::vector<std::string> unmetWishes(const std::string &family, const SearchSpace &own,
                                     const FamilySpace &wanted);
/// The configuration with what the user named moved into its range; what it lacks and nothing
/// forbids begins at the lower end.
Configuration narrowedConfiguration(const SearchSpace &own, const FamilySpace &wanted,
                                    Configuration configuration);

} // namespace leptune
