// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/early_stopping.h"

namespace leptune {

FitParts partsForEarlyStopping(const View &train, const View &validation, const FitContext &context)
{
    constexpr std::size_t kFewestRows = 50;
    if (context.fixedIterations > 0)
        return {train, {}};
    if (!validation.empty() || train.size() < kFewestRows)
        return {train, validation};
    const std::vector<std::int32_t> strata = strataOf(train.target().gathered(train.rows()));
    SplitRules rules;
    rules.strata = strata;
    rules.seed = mixSeeds(context.seed, 0x5709);
    const Split split = holdOut(train.size(), 0.1, rules);
    const auto choose = [&](const Rows &positions) {
        auto rows = std::make_shared<Rows>();
        for (const std::uint32_t position : positions)
            rows->push_back(train.rows()[position]);
        return train.withRows(std::move(rows));
    };
    return {choose(split.train), choose(split.test)};
}

} // namespace leptune
