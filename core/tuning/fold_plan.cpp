// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/fold_plan.h"

#include "core/base/random.h"

#include <algorithm>
#include <map>

namespace leptune {

namespace {

constexpr std::size_t kRepeatBelowRows = 500;
constexpr double kHoldOutShare = 0.2;
constexpr double kLeastTrials = 12.0; // what a study should have time for
// A part of a small table tells nothing: fewer trials are better than fewer rows.
constexpr double kLeastTrialsOfFewRows = 6.0;
constexpr int kFewestFolds = 3;

/// The rules of a split for some of the usable rows; owns what the spans point at.
struct LocalRules {
    LocalRules(const StudySetup &setup, const Rows &rows, std::uint64_t seed)
        : strata(strataOf(setup.target.gathered(rows))), blocks(gatherValues(setup.blocks, rows)),
          time(gatherValues(setup.time, rows)), rules{strata, blocks, time, seed}
    {
    }
    std::vector<std::int32_t> strata;
    std::vector<std::uint32_t> blocks;
    std::vector<double> time;
    SplitRules rules;
};

int fillableFolds(const Target &target, int folds)
{
    if (!target.isClassification())
        return folds;
    std::map<float, int> counts;
    for (const float value : target.values)
        ++counts[value];
    int rarest = folds;
    for (const auto &[label, count] : counts)
        if (count >= 2) // a class of one row can't be in both parts anyway
            rarest = std::min(rarest, count);
    return std::min(folds, std::max(kFewestFolds, rarest));
}

} // namespace

FoldChoice chooseFolds(std::size_t rows, int asked, double fitSeconds, double coreSeconds)
{
    FoldChoice choice;
    if (asked > 0) {
        choice.folds = asked;
        return choice;
    }
    const double aTrial = coreSeconds / kLeastTrials;
    if (rows < kRepeatBelowRows && 10.0 * fitSeconds <= aTrial) {
        choice.repeats = 2;
        return choice;
    }
    const bool isSmall = rows < kFewestRowsToLock;
    const double allowed = isSmall ? coreSeconds / kLeastTrialsOfFewRows : aTrial;
    if (5.0 * fitSeconds > allowed)
        choice.folds = isSmall || kFewestFolds * fitSeconds <= allowed ? kFewestFolds : 1;
    return choice;
}

std::string describeFolds(const FoldChoice &choice, std::size_t splits, bool inTime)
{
    if (splits <= 1)
        return inTime ? "the scores come from the latest rows"
                      : "the scores come from one part of the rows that was held out";
    if (inTime)
        return "the scores come from " + std::to_string(splits) +
               " windows, each later than what was trained on";
    const auto repeats = static_cast<std::size_t>(std::max(1, choice.repeats));
    return "the scores come from " + std::to_string(splits / repeats) + "-fold cross-validation" +
           (repeats > 1 ? ", done " + std::to_string(repeats) + " times with other cuts" : "");
}

std::vector<Split> makeFolds(const StudySetup &setup, const Rows &rows, const FoldChoice &choice, std::uint64_t seed)
{
    if (choice.folds <= 1) {
        const LocalRules local(setup, rows, seed);
        return {holdOut(rows.size(), kHoldOutShare, local.rules)};
    }
    std::vector<Split> splits;
    for (int repeat = 0; repeat < choice.repeats; ++repeat) {
        const LocalRules local(setup, rows, mixSeeds(seed, static_cast<std::uint64_t>(repeat)));
        const int folds = fillableFolds(setup.target.gathered(rows), choice.folds);
        for (Split &split : crossValidation(rows.size(), folds, local.rules))
            splits.push_back(std::move(split));
        if (!setup.time.empty())
            break; // time leaves only one way to cut
    }
    return splits;
}

Rows stratifiedSample(const Target &target, const Rows &rows, double share, std::uint64_t seed)
{
    const std::vector<std::int32_t> strata = strataOf(target.gathered(rows));
    return gatherValues(rows, holdOut(rows.size(), share, {strata, {}, {}, seed}).test);
}

Rows sampleRows(const StudySetup &setup, const Rows &rows, std::size_t most, std::uint64_t seed)
{
    if (rows.size() <= most)
        return rows;
    const LocalRules local(setup, rows, seed);
    SplitRules rules = local.rules;
    rules.time = {}; // a sample over all times
    const Split split = holdOut(rows.size(), static_cast<double>(most) / static_cast<double>(rows.size()), rules);
    return gatherValues(rows, split.test);
}

} // namespace leptune
