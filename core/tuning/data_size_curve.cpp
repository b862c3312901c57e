// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/data_size_curve.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/learners/registry.h"
#include "core/search/learning_curve.h"
#include "core/tuning/study_rows.h"
#include "core/tuning/study_shape.h"

#include <algorithm>

namespace leptune {

namespace {

constexpr const char *kFamily = "symmetric";
constexpr double kShares[] = {0.08, 0.125, 0.2, 0.32, 0.5, 0.75, 1.0};
constexpr double kLearningRate = 0.1; ///< few rounds: the rise counts, not the last digit
constexpr double kFixedShare = 0.1;   ///< what a fit takes however few its rows are
constexpr double kFewestFitRows = 30.0;
constexpr std::size_t kRepeatBelowRows = 2000;

/// Three folds: what counts is the difference between shares, measured on the same rows.
TrialPlan sizePlan(const StudySetup &setup, const TuneOptions &options, std::size_t maxRows)
{
    const std::uint64_t seed = mixSeeds(options.seed, 0xd5);
    const Rows rows = sampleRows(setup, setup.studyRows, maxRows, seed);
    FoldChoice choice{3, rows.size() < kRepeatBelowRows ? 2 : 1};
    return planOf(setup, rows, dataOf(setup, rows, 1), choice, options);
}

TrialRequest requestFor(const TrialPlan &plan, const TuneOptions &options)
{
    TrialRequest request;
    request.name = request.family = kFamily;
    request.seed = mixSeeds(options.seed, 0xd6);
    request.parameters = learnerNamed(kFamily).defaults(shapeOfPlan(plan)).front();
    request.parameters.set("learning_rate", kLearningRate);
    request.prunable = false;
    return request;
}

/// A share takes about its part of what is left for it and those to come.
double secondsFor(std::size_t share, const Deadline &deadline)
{
    if (!deadline.exists())
        return 0.0;
    double all = 0.0;
    for (std::size_t i = share; i < std::size(kShares); ++i)
        all += kShares[i] + kFixedShare;
    return std::max(1e-3, deadline.remaining() * (kShares[share] + kFixedShare) / all);
}

void forecast(DataSizeCurve &curve)
{
    std::vector<std::pair<double, double>> points;
    for (const DataSizePoint &point : curve.points)
        points.emplace_back(static_cast<double>(point.rows), toScore(curve.metric, point.value));
    const std::uint64_t rows = 2 * curve.points.back().rows;
    if (const auto found = extrapolateCurve(points, static_cast<double>(rows)))
        curve.twice = DataSizePoint{rows, toMetric(curve.metric, found->mean), found->deviation};
}

TuneOptions withoutTestFile(TuneOptions options)
{
    if (options.test.kind == TestChoice::Kind::File)
        options.test.kind = TestChoice::Kind::None;
    return options;
}

} // namespace

DataSizeCurve dataSizeCurve(const Table &table, const TuneOptions &given,
                            const DataSizeEffort &effort)
{
    const TuneOptions options = withoutTestFile(given);
    const StudySetup setup = prepareStudy(table, std::nullopt, options);
    if (pictureOnly(setup.schema).bytes() > 0)
        throw Error(ErrorCode::Unsupported, setup.target.column,
                    "how many pictures are needed can't be told by a model of tables; tune on a "
                    "part of them and compare");
    const TrialPlan plan = sizePlan(setup, options, effort.maxRows);
    TrialRequest request = requestFor(plan, options);
    DataSizeCurve curve;
    curve.metric = setup.metric;
    curve.family = kFamily;
    curve.availableRows = setup.studyRows.size();
    const auto whole = static_cast<double>(plan.splits.front().train.size());
    for (std::size_t i = 0; i < std::size(kShares); ++i) {
        if (kShares[i] * whole < kFewestFitRows)
            continue;
        request.rowShare = kShares[i];
        request.seconds = secondsFor(i, effort.deadline);
        TrialControl control;
        control.stop = effort.stop;
        const TrialResult result = runTrial(request, plan, control);
        if (effort.stop.stop_requested())
            throw Error(ErrorCode::Stopped, {}, "measuring the worth of more data was cancelled");
        if (result.state != EntryState::Done || result.cutShort)
            break;
        curve.points.push_back({result.rows, toMetric(curve.metric, result.score), result.error});
        forecast(curve);
        if (effort.progress)
            effort.progress(curve);
    }
    if (curve.points.empty())
        throw Error(ErrorCode::TooLittleData, setup.target.column,
                    "there are too few rows, or there was too little time, to learn from parts of "
                    "them");
    return curve;
}

} // namespace leptune
