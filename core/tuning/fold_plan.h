// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tuning/study_setup.h"

namespace leptune {

/// About `share` of `rows` with the target's distribution, seeded, ascending.
Rows stratifiedSample(const Target &target, const Rows &rows, double share, std::uint64_t seed);

/// `all[row]` for each of `rows`; empty where `all` is (no weights, no blocks, no time).
template <typename Values>
std::vector<typename Values::value_type> gatherValues(const Values &all, const Rows &rows)
{
    std::vector<typename Values::value_type> part;
    if (all.empty())
        return part;
    part.reserve(rows.size());
    for (const std::uint32_t row : rows)
        part.push_back(all[row]);
    return part;
}

/// How rows are cut for validation.
struct FoldChoice {
    int folds = 5;   ///< 1 = one hold-out part
    int repeats = 1; ///< cross-validation with other cuts, predictions averaged
};

/// Folds by what they cost: five where the budget has time for a dozen trials of five fits, else
/// three, else one hold-out; two repeats below 500 rows. Below kFewestRowsToLock always all rows:
/// five folds where six trials have time, else three. `fitSeconds` = predicted seconds of one
/// boosted fit on all rows, `coreSeconds` = seconds times workers, infinity with --trials.
FoldChoice chooseFolds(std::size_t rows, int asked, double fitSeconds, double coreSeconds);

/// The cuts, over rows 0..n-1 of the study rows `rows` (numbers of setup.features). Respects
/// strata, blocks and time. Folds are reduced to what the rarest class can fill, but not below 3.
std::vector<Split> makeFolds(const StudySetup &setup, const Rows &rows, const FoldChoice &choice, std::uint64_t seed);

/// One sentence on where validation scores come from; `splits` = cuts made, `inTime` = in an order.
std::string describeFolds(const FoldChoice &choice, std::size_t splits, bool inTime);

/// A stratified sample of at most `most` rows of `rows`, whole blocks; `rows` itself where it is small.
Rows sampleRows(const StudySetup &setup, const Rows &rows, std::size_t most, std::uint64_t seed);

} // namespace leptune
