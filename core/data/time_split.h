// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/split.h"

namespace leptune {

/// The time-ordered forms behind holdOut() and crossValidation(). A cut falls between different
/// times where one is near, else between rows of equal time (never inside a block of equal rows).
/// Training rows whose block reaches into the test part are left out, so both rules hold. Throw
/// Error(TooLittleData) where a part would be empty.
Split holdOutLatest(std::size_t rows, double testShare, const SplitRules &rules);
/// folds + 1 stretches of about equal length; fold i trains on the first i + 1 and tests on the
/// next.
std::vector<Split> expandingWindows(std::size_t rows, std::size_t folds, const SplitRules &rules);

} // namespace leptune
