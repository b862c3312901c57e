// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/early_stopping.h"

namespace leptune {

FitParts heldOut(const View &rows, double share, std::uint64_t seed)
{
    const std::vector<std::int32_t> strata = strataOf(rows.target().gathered(rows.rows()));
    SplitRules rules;
    rules.strata = strata;
    rules.seed = seed;
    const Split split = holdOut(rows.size(), share, rules);
    const auto choose = [&](const Rows &positions) {
        auto chosen = std::make_shared<Rows>();
        for (const std::uint32_t position : positions)
            chosen->push_back(rows.rows()[position]);
        return rows.withRows(std::move(chosen));
    };
    return {choose(split.train), choose(split.test)};
}

FitParts partsForEarlyStopping(const View &train, const View &validation, const FitContext &context)
{
    constexpr std::size_t kFewestRows = 50;
    constexpr double kShare = 0.1;
    if (context.fixedIterations > 0)
        return {train, {}};
    if (!validation.empty() || train.size() < kFewestRows)
        return {train, validation};
    return heldOut(train, kShare, mixSeeds(context.seed, 0x5709));
}

} // namespace leptune
