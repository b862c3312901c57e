// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/trial.h"

#include "core/base/error.h"
#include "core/data/all_finite.h"
#include "core/learners/goal_fit.h"
#include "core/learners/registry.h"
#include "core/tuning/calibration.h"
#include "core/tuning/curve_bar.h"
#include "core/tuning/fold_plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace leptune {

namespace {

/// Accumulates predictions of scored rows; a row may be tested several times (repeats).
class OutOfFold {
public:
    OutOfFold(const TrialPlan &plan, std::size_t outputs)
        : m_plan(plan), m_sum(plan.scoredRows.size(), outputs), m_counts(plan.scoredRows.size(), 0)
    {
    }
    void add(const Rows &rows, const FloatMatrix &prediction)
    {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto found = std::ranges::lower_bound(m_plan.scoredRows, rows[i]);
            const auto at = static_cast<std::size_t>(found - m_plan.scoredRows.begin());
            for (std::size_t j = 0; j < m_sum.columns; ++j)
                m_sum.at(at, j) += prediction.at(i, j);
            ++m_counts[at];
        }
    }
    /// Rows (of the scored ones) that were tested already.
    Rows rowsSoFar() const
    {
        Rows rows;
        for (std::uint32_t row = 0; row < m_counts.size(); ++row)
            if (m_counts[row] > 0)
                rows.push_back(row);
        return rows;
    }
    FloatMatrix meanSoFar() const { return divided(m_sum); }
    FloatMatrix mean() && { return divided(std::move(m_sum)); }

private:
    FloatMatrix divided(FloatMatrix sum) const
    {
        for (std::size_t i = 0; i < sum.rows; ++i)
            for (float &value : sum.row(i))
                value /= static_cast<float>(std::max(1, m_counts[i]));
        return sum;
    }

    const TrialPlan &m_plan;
    FloatMatrix m_sum;
    std::vector<int> m_counts;
};

double foldScore(const TrialPlan &plan, const View &test, const FloatMatrix &prediction)
{
    Target truth = plan.data->target();
    truth.values = test.labels();
    const std::vector<float> weights = test.weights();
    return evaluateScore(plan.metric, {truth, prediction, 0.5F, weights});
}

double standardError(const std::vector<double> &scores)
{
    std::vector<double> known;
    std::ranges::copy_if(scores, std::back_inserter(known),
                         [](double s) { return std::isfinite(s); });
    if (known.size() < 2)
        return 0.0;
    const double n = static_cast<double>(known.size());
    const double mean = std::accumulate(known.begin(), known.end(), 0.0) / n;
    double sum = 0.0;
    for (const double score : known)
        sum += (score - mean) * (score - mean);
    return std::sqrt(sum / (n - 1.0) / n);
}

/// One trial under way: fits fold after fold and joins them.
class TrialRun {
public:
    TrialRun(const TrialRequest &request, const TrialPlan &plan, const TrialControl &control,
             TrialResult &result)
        : m_request(request),
          m_plan(plan),
          m_control(control),
          m_result(result),
          m_learner(learnerNamed(request.family)),
          m_builder(plan.data->schema()),
          m_oof(plan, static_cast<std::size_t>(plan.data->target().outputs())),
          m_states(request.states)
    {
        m_states.resize(plan.splits.size());
    }

    void run()
    {
        for (std::size_t fold = 0; fold < m_plan.splits.size(); ++fold) {
            if (m_control.stop.stop_requested() || !fitFold(static_cast<int>(fold)))
                return stopped();
            if (m_request.firstLook)
                return looked();
            if (m_curveIsHopeless)
                return pruned("its learning curve was heading far below what the family reaches");
            if (fold + 1 < m_plan.splits.size() && isHopeless())
                return pruned("after " + std::to_string(fold + 1) + " of " +
                              std::to_string(m_plan.splits.size()) +
                              " folds it was far below the best and of no use to the ensemble");
        }
        finish();
    }
    /// Without pauses.
    double seconds() const { return m_watch.seconds() - m_paused; }
    /// For a later sitting, where its fits can go on and are not too large.
    FitStates states() const
    {
        std::size_t bytes = 0;
        for (const auto &state : m_states)
            bytes += state ? state->size() : 0;
        return bytes > 0 && bytes <= kMostStateBytes ? m_states : FitStates{};
    }

private:
    std::uint64_t seedOf(int fold) const
    {
        return mixSeeds(m_request.seed, static_cast<std::uint64_t>(fold));
    }
    /// An equal part of the time that is left for each fold to come, and some for its predictions.
    Deadline deadlineOf(int fold) const
    {
        constexpr double kFitShare = 0.9;
        if (m_request.seconds <= 0.0)
            return {};
        const double left = m_request.seconds - seconds();
        const auto folds = static_cast<double>(m_plan.splits.size()) - fold;
        return Deadline::inSeconds(std::max(0.0, kFitShare * left / folds));
    }
    Rows trainingRows(int fold) const
    {
        const Rows &rows = m_plan.splits[static_cast<std::size_t>(fold)].train;
        return m_request.rowShare < 1.0
                   ? stratifiedSample(m_plan.data->target(), rows, m_request.rowShare, seedOf(fold))
                   : rows;
    }
    bool fitFold(int fold)
    {
        const Split &split = m_plan.splits[static_cast<std::size_t>(fold)];
        const View train(m_plan.data, std::make_shared<const Rows>(trainingRows(fold)));
        const View test(m_plan.data, std::make_shared<const Rows>(split.test));
        FitContext context;
        context.seed = seedOf(fold);
        std::stop_source stop; // by the control or by the curve
        const std::stop_callback link(m_control.stop, [&stop] { stop.request_stop(); });
        CurveWatch watch(fold == 0 && !m_request.firstLook ? m_request.curveBar : std::nullopt);
        context.stop = stop.get_token();
        context.deadline = deadlineOf(fold);
        context.device = m_plan.device;
        context.threads = m_request.threads;
        context.fixedIterations = m_request.fixedIterations;
        context.goal = m_plan.goal;
        if (canGoOn()) {
            const auto place = static_cast<std::size_t>(fold);
            context.from = m_states[place];
            context.keepState = [this, place](FitState state) {
                m_states[place] = std::make_shared<const FitState>(std::move(state));
                if (m_control.keep)
                    m_control.keep(states());
            };
        }
        if (m_control.progress && !m_plan.fitsWithoutTest)
            context.measure = measureOf(test);
        if (m_control.progress) // without, fits need not measure their losses
            context.progress = [&](const FitProgress &value) {
                const double waited = m_control.progress(fold, value);
                m_paused += waited;
                context.deadline = context.deadline.later(waited);
                if (fold == 0 &&
                    watch.isHopeless(value.iteration, value.total, value.validationLoss)) {
                    m_curveIsHopeless = true;
                    stop.request_stop();
                }
            };
        const auto predictor = fitTowards(m_learner, train, test, m_request.parameters, context);
        if (!predictor && !context.shouldEnd())
            throw Error(ErrorCode::TooLittleData, m_request.family, "gave no model on these rows");
        if (!predictor)
            return false;
        if (predictor->wasCutShort()) {
            if (m_plan.fitsWithoutTest ||
                (m_control.stop.stop_requested() && m_plan.splits.size() > 1))
                return false;
            m_result.cutShort = true;
        }
        if (fold == 0 && train.size() == split.train.size())
            m_result.curveEnd = watch.least();
        m_result.rows = std::max<std::uint64_t>(m_result.rows, train.size());
        m_iterations += predictor->bestIteration();
        m_outputs.push_back(predictor->lower(m_builder, m_builder.addPlan(predictor->plan())));
        if (!m_plan.fitsWithoutTest)
            score(split, test, predictView(*predictor, test));
        return true;
    }
    /// A first look is soon repeated, a fit of known length needs all of its recipe.
    bool canGoOn() const
    {
        return !m_plan.fitsWithoutTest && !m_request.firstLook && !m_request.isRefit &&
               m_request.fixedIterations == 0;
    }
    /// The metric of predictions for the rows of `test`.
    std::function<double(const FloatMatrix &)> measureOf(const View &test) const
    {
        Target truth = m_plan.data->target();
        truth.values = test.labels();
        return [metric = m_plan.metric, truth = std::move(truth),
                weights = test.weights()](const FloatMatrix &answers) {
            return evaluateMetric(metric, {truth, answers, 0.5F, weights});
        };
    }
    void score(const Split &split, const View &test, const FloatMatrix &prediction)
    {
        if (!allFinite(prediction))
            throw Error(ErrorCode::Internal, m_request.family,
                        "the model answers numbers that are not finite");
        m_result.foldScores.push_back(foldScore(m_plan, test, prediction));
        m_oof.add(split.test, prediction);
    }
    /// Far below the best trial on the folds so far, and of no use to the ensemble there.
    bool isHopeless() const
    {
        constexpr float kSmall = 0.1F, kLarge = 0.3F;
        const FoldBar *bar = m_request.bar.get();
        if (!bar || m_plan.fitsWithoutTest || !isFarBelow(*bar, m_result.foldScores))
            return false;
        const double alone = scoreWith(*bar, 0.0F);
        return scoreWith(*bar, kSmall) <= alone && scoreWith(*bar, kLarge) <= alone;
    }
    /// Of the bar's ensemble with a share of this trial, on the rows it was tested on so far.
    double scoreWith(const FoldBar &bar, float share) const
    {
        const FloatMatrix own = gatherRows(m_oof.meanSoFar(), m_oof.rowsSoFar());
        FloatMatrix mixed = gatherRows(*bar.ensemble, m_oof.rowsSoFar());
        for (std::size_t i = 0; i < mixed.values.size(); ++i)
            mixed.values[i] += share * (own.values[i] - mixed.values[i]);
        const Target truth = m_plan.scoredTruth.gathered(m_oof.rowsSoFar());
        const std::vector<float> weights = gatherValues(m_plan.scoredWeights, m_oof.rowsSoFar());
        return evaluateScore(m_plan.metric, {truth, mixed, 0.5F, weights});
    }
    void pruned(std::string reason)
    {
        const FoldBar *bar = m_request.bar.get();
        m_result.pruned = true;
        m_result.error =
            bar ? bar->deviation / std::sqrt(static_cast<double>(m_result.foldScores.size())) : 0.0;
        m_result.state = EntryState::Stopped;
        m_result.score = bar ? bar->score + meanDifference(*bar, m_result.foldScores)
                             : m_result.foldScores.front();
        m_result.reason = std::move(reason);
    }
    void looked()
    {
        m_result.pruned = m_result.firstLook = true;
        m_result.state = EntryState::Stopped;
        m_result.score = m_result.foldScores.front();
        m_result.reason = "a first look at " + std::to_string(m_result.rows) + " rows";
    }
    void finish()
    {
        const auto count = m_outputs.size();
        NodeId output = m_outputs.front();
        if (count > 1)
            output = m_builder.add(
                WeightedSum{std::vector<float>(count, 1.0F / static_cast<float>(count))},
                m_outputs);
        m_result.graph = std::move(m_builder).finish(output);
        m_result.iterations = static_cast<int>(
            std::lround(static_cast<double>(m_iterations) / static_cast<double>(count)));
        m_result.state = EntryState::Done;
        if (m_plan.fitsWithoutTest)
            return addCalibration(m_request.calibration);
        m_result.oof = std::move(m_oof).mean();
        if (auto fitted = fitCalibration(m_plan.scoredTruth, m_plan.scoredWeights, m_result.oof)) {
            addCalibration(fitted->map);
            m_result.oof = std::move(fitted->unseen);
        }
        m_result.decision = decisionFor(m_plan.metric, m_plan.costs, m_plan.scoredTruth,
                                        m_result.oof, m_plan.scoredWeights);
        m_result.score = evaluateScore(m_plan.metric, {m_plan.scoredTruth, m_result.oof,
                                                       m_result.decision, m_plan.scoredWeights});
        m_result.error = standardError(m_result.foldScores);
        if (std::isnan(m_result.score))
            throw Error(ErrorCode::TooLittleData, metricName(m_plan.metric),
                        "can't be computed on the validation rows; choose another metric");
    }
    void addCalibration(const std::optional<Calibrate> &map)
    {
        if (map)
            m_result.graph = withCalibration(std::move(m_result.graph), *map);
    }
    void stopped()
    {
        m_result.state = EntryState::Stopped;
        m_result.reason = "ended before it was complete";
    }

    const TrialRequest &m_request;
    const TrialPlan &m_plan;
    const TrialControl &m_control;
    TrialResult &m_result;
    const Learner &m_learner;
    const Stopwatch m_watch;
    double m_paused = 0.0;
    GraphBuilder m_builder;
    OutOfFold m_oof;
    FitStates m_states;
    std::vector<NodeId> m_outputs;
    long m_iterations = 0;
    bool m_curveIsHopeless = false;
};

} // namespace

InterruptedTrial interruptedTrial(const TrialRequest &request, FitStates states)
{
    return {request.trial,      request.name, request.family,   request.why,
            request.parameters, request.seed, request.rowShare, std::move(states)};
}

TrialPlan makeTrialPlan(std::shared_ptr<const StudyData> data, std::vector<Split> splits,
                        MetricKind metric, std::vector<int> directions)
{
    TrialPlan plan;
    std::vector<bool> scored(data->rows(), false);
    for (const Split &split : splits)
        for (const std::uint32_t row : split.test)
            scored[row] = true;
    for (std::uint32_t row = 0; row < scored.size(); ++row)
        if (scored[row])
            plan.scoredRows.push_back(row);
    plan.scoredTruth = data->target().gathered(plan.scoredRows);
    plan.scoredWeights = gatherValues(data->weights(), plan.scoredRows);
    plan.data = std::move(data);
    plan.splits = std::move(splits);
    plan.metric = metric;
    plan.goal = goalOf(metric);
    plan.goal.directions = std::move(directions);
    return plan;
}

TrialPlan makeRefitPlan(std::shared_ptr<const StudyData> data, MetricKind metric,
                        std::vector<int> directions)
{
    TrialPlan plan;
    Split all;
    all.train.resize(data->rows());
    std::iota(all.train.begin(), all.train.end(), 0U);
    plan.data = std::move(data);
    plan.splits.push_back(std::move(all));
    plan.metric = metric;
    plan.goal = goalOf(metric);
    plan.goal.directions = std::move(directions);
    plan.fitsWithoutTest = true;
    return plan;
}

TrialResult runTrial(const TrialRequest &request, const TrialPlan &plan,
                     const TrialControl &control)
{
    TrialResult result;
    result.trial = request.trial;
    const Stopwatch watch;
    try {
        TrialRun run(request, plan, control, result);
        run.run();
        result.seconds = run.seconds();
        const bool isDone = result.state == EntryState::Done;
        const bool isWhole = result.pruned || (isDone && !result.cutShort);
        const bool canGoOn = isDone && learnerNamed(request.family).growsByRounds();
        if (!isWhole && (control.stop.stop_requested() || canGoOn))
            result.states = run.states();
        return result;
    } catch (const std::bad_alloc &) {
        result.reason = "out of memory"; // short: needs no memory itself
    } catch (const std::exception &error) {
        result.reason = error.what();
    } catch (...) {
        result.reason = "unknown error";
    }
    result.state = EntryState::Failed;
    result.seconds = watch.seconds();
    return result;
}

} // namespace leptune
