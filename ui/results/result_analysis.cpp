// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/result_analysis.h"

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/metrics/conformal.h"
#include "core/metrics/prepared_metric.h"
#include "core/metrics/score_interval.h"
#include "core/model/prediction_interval.h"
#include "ui/results/scored_rows.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

constexpr std::size_t kMostCurves = 50;
constexpr std::size_t kMostAnswers = 5000;

void checkStop(const std::stop_token &stop)
{
    if (stop.stop_requested())
        throw Error(ErrorCode::Stopped, {}, "the analysis was cancelled");
}

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

void describeConstantClass(ResultAnalysis &analysis, const Target &truth)
{
    std::vector<std::size_t> counts(truth.classes.size());
    for (const float value : truth.values)
        ++counts[static_cast<std::size_t>(value)];
    const auto commonest = std::max_element(counts.begin(), counts.end());
    analysis.constantAnswer = truth.classes[static_cast<std::size_t>(commonest - counts.begin())];
    analysis.constantPlain =
        static_cast<double>(*commonest) / static_cast<double>(truth.values.size());
}

/// What the study's baseline answers: the mean of what its folds learned; empty where it is not
/// known.
std::vector<float> baselineAnswer(const LeaderboardEntry &baseline, std::size_t outputs)
{
    if (!baseline.oof || baseline.oof->columns != outputs)
        return {};
    std::vector<double> sums(outputs);
    std::size_t rows = 0;
    for (std::size_t row = 0; row < baseline.oof->rows; ++row) {
        if (!std::isfinite(baseline.oof->at(row, 0)))
            continue; // no fold left it out
        ++rows;
        for (std::size_t output = 0; output < outputs; ++output)
            sums[output] += baseline.oof->at(row, output);
    }
    std::vector<float> answer;
    for (const double sum : sums)
        answer.push_back(static_cast<float>(sum / static_cast<double>(rows)));
    return rows > 0 ? answer : std::vector<float>{};
}

/// NaN as well where rows have weights, which the record does not keep.
double constantScore(const StudyRecord &record, const Scored &scored)
{
    const auto baseline = std::ranges::find(record.entries, "baseline", &LeaderboardEntry::family);
    if (baseline == record.entries.end() || !record.options.weight.empty())
        return std::nan("");
    const std::vector<float> answer = baselineAnswer(*baseline, scored.prediction.columns);
    if (answer.empty())
        return std::nan("");
    FloatMatrix constant(scored.prediction.rows, answer.size());
    for (std::size_t row = 0; row < constant.rows; ++row)
        std::ranges::copy(answer, constant.row(row).begin());
    return evaluateMetric(
        record.metric,
        {scored.target, constant, baseline->model ? baseline->model->decision() : Decision{}, {}});
}

/// The class that costs least where it is always answered is the one that costs most to miss.
std::string cheapestClass(const ErrorCosts &costs, const Target &truth,
                          const std::vector<ClassScores> &classes)
{
    std::vector<float> misses(truth.classes.size(), 1.0F);
    if (truth.task == TaskKind::Binary) {
        const auto positive = static_cast<std::size_t>(positiveClass(truth));
        misses[positive] = static_cast<float>(costs.miss);
        misses[1 - positive] = static_cast<float>(costs.falseAlarm);
    } else if (const auto weights = classWeights(costs, truth.classes); !weights.empty()) {
        misses = weights;
    }
    std::size_t dearest = 0;
    const auto missed = [&](std::size_t c) {
        return static_cast<double>(misses[c]) * static_cast<double>(classes[c].rows);
    };
    for (std::size_t c = 1; c < misses.size(); ++c)
        dearest = missed(c) > missed(dearest) ? c : dearest;
    return truth.classes[dearest];
}

std::optional<RowCosts> rowCostsOf(const ErrorCosts &costs, const Scored &scored,
                                   const std::vector<ClassScores> &classes)
{
    if (!costs.isGivenFor(scored.target.task))
        return std::nullopt;
    return RowCosts{costARow(costs, scored), constantCostARow(costs, scored.target),
                    cheapestClass(costs, scored.target, classes)};
}

ClassCurves curvesOf(const Scored &scored, int label)
{
    ClassCurves curves;
    curves.roc = rocCurve(scored, label);
    curves.precisionRecall = precisionRecallCurve(scored, label);
    curves.calibration = calibrationCurve(scored, label);
    curves.thresholds = std::make_shared<const ThresholdCurve>(scored, label);
    if (scored.target.task == TaskKind::Binary)
        curves.threshold = label == scored.target.positive ? scored.decision.threshold
                                                           : 1.0 - scored.decision.threshold;
    std::vector<float> scores(scored.prediction.rows);
    std::vector<std::uint8_t> truth(scored.prediction.rows);
    for (std::size_t row = 0; row < scores.size(); ++row) {
        scores[row] = scored.prediction.at(row, static_cast<std::size_t>(label));
        truth[row] = static_cast<int>(scored.target.values[row]) == label ? 1 : 0;
    }
    curves.auc = areaUnderRoc(scores, truth);
    return curves;
}

void analyseClasses(ResultAnalysis &analysis, const Scored &scored, const std::stop_token &stop)
{
    analysis.plain = evaluateMetric(MetricKind::Accuracy, scored);
    checkStop(stop);
    analysis.plainRange = scoreInterval(MetricKind::Accuracy, scored, 0);
    describeConstantClass(analysis, scored.target);
    analysis.classes = scored.target.classes;
    for (std::size_t label = 0; label < std::min(kMostCurves, analysis.classes.size()); ++label) {
        checkStop(stop);
        analysis.curves.push_back(curvesOf(scored, static_cast<int>(label)));
    }
}

void analyseNumbers(ResultAnalysis &analysis, const Scored &scored, const std::stop_token &stop)
{
    const std::vector<float> &truth = scored.target.values;
    analysis.plain = evaluateMetric(MetricKind::Mae, scored);
    checkStop(stop);
    analysis.plainRange = scoreInterval(MetricKind::Mae, scored, 0);
    const double middle = median({truth.begin(), truth.end()});
    std::vector<double> errors(truth.size());
    for (std::size_t row = 0; row < truth.size(); ++row) {
        errors[row] = std::abs(static_cast<double>(scored.prediction.at(row, 0)) - truth[row]);
        analysis.constantPlain += std::abs(truth[row] - middle) / static_cast<double>(truth.size());
    }
    analysis.medianError = median(errors);
    analysis.constantAnswer = numberText(static_cast<float>(middle));
    const std::size_t shown = std::min(kMostAnswers, truth.size());
    for (std::size_t i = 0; i < shown; ++i) {
        const std::size_t row = i * truth.size() / shown;
        analysis.answers.push_back({truth[row], scored.prediction.at(row, 0)});
    }
}

} // namespace

ResultAnalysis analyseResult(const StudyRecord &record, const std::stop_token &stop,
                             const std::shared_ptr<const Table> &table)
{
    ResultAnalysis analysis;
    if (record.resultTruth.values.empty() ||
        record.resultPrediction.rows != record.resultTruth.values.size())
        return analysis;
    const Scored scored{record.resultTruth, record.resultPrediction, record.resultDecision(), {}};
    if (scored.target.task == TaskKind::Binary)
        analysis.costs = record.options.costs;
    checkStop(stop);
    analysis.evaluation = evaluatePrediction(record.metric, scored);
    analysis.constantScore = constantScore(record, scored);
    analysis.rowCosts = rowCostsOf(record.options.costs, scored, analysis.evaluation.classes);
    if (record.resultTruth.isClassification())
        analyseClasses(analysis, scored, stop);
    else
        analyseNumbers(analysis, scored, stop);
    analysis.isLocked = record.lockedRows > 0;
    if (const LeaderboardEntry *entry = scoredEntry(record))
        analysis.intervalWidth = intervalHalfWidth(*entry->model);
    if (analysis.intervalWidth)
        analysis.intervalCoverage =
            intervalCoverage(scored.target, scored.prediction, *analysis.intervalWidth);
    checkStop(stop);
    analysis.pictures = findPictureMistakes(record, table);
    return analysis;
}

} // namespace leptune
