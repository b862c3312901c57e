// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/study_rows.h"

#include "core/base/error.h"
#include "core/base/random.h"

#include <numeric>

namespace leptune {

Rows searchRows(const StudySetup &setup, const TuneOptions &options)
{
    return sampleRows(setup, setup.studyRows, kMostSearchRows, mixSeeds(options.seed, 2));
}

std::shared_ptr<const StudyData> dataOf(const StudySetup &setup, const Rows &rows, int threads)
{
    if (rows.size() == setup.usableRows()) // no copy of a large table
        return std::make_shared<const StudyData>(setup.schema, setup.features, setup.target,
                                                 setup.weights, threads);
    return std::make_shared<const StudyData>(setup.schema, setup.features.gathered(rows),
                                             setup.target.gathered(rows),
                                             gatherValues(setup.weights, rows), threads);
}

TrialPlan planOf(const StudySetup &setup, const Rows &rows, std::shared_ptr<const StudyData> data,
                 const FoldChoice &choice, const TuneOptions &options)
{
    TrialPlan plan =
        makeTrialPlan(std::move(data), makeFolds(setup, rows, choice, mixSeeds(options.seed, 3)),
                      setup.metric, setup.directions);
    plan.costs = options.costs;
    return plan;
}

void requireSameRows(const StudySetup &setup, const StudyRecord &saved)
{
    if (saved.dataRowsHash != setup.rowsHash)
        throw OtherRows(
            ErrorCode::BadInput, saved.schema.target,
            "the data are not the ones this project was tuned on; start a new project for "
            "them");
}

TestRows testRowsOf(const StudySetup &setup)
{
    if (setup.testFeatures)
        return {bindTable(setup.schema, *setup.testFeatures), setup.testTarget, {}};
    return {bindTable(setup.schema, setup.features.gathered(setup.lockedRows)),
            setup.target.gathered(setup.lockedRows), gatherValues(setup.weights, setup.lockedRows)};
}

Rows allRows(std::size_t rows)
{
    Rows all(rows);
    std::iota(all.begin(), all.end(), 0U);
    return all;
}

} // namespace leptune
