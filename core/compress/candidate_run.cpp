// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/candidate_run.h"

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/model/interpreter.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

/// What one part gave.
struct PartOutcome {
    std::optional<Graph> graph; ///< of the delivered part
    FloatMatrix answers;        ///< of a fold's part, for the fold's test rows
    bool made = false;
    std::string reason;
    double seconds = 0.0;
};

FloatMatrix testAnswers(const CompressionSubject &subject, std::size_t fold, Graph graph)
{
    const Rows &rows = subject.plan->splits[fold].test;
    return Interpreter(std::make_shared<const Graph>(std::move(graph)))
        .run(subject.plan->data->batch().gathered(rows));
}

PartOutcome runPart(const CompressionSubject &subject, const CandidateRequest &request,
                    std::size_t place, const std::function<bool()> &shouldEnd)
{
    PartOutcome outcome;
    const Stopwatch watch;
    const bool isFold = place < subject.folds.size();
    try {
        auto graph = request.method->apply(isFold ? subject.folds[place] : subject.delivered(),
                                           request.parameters, shouldEnd);
        outcome.made = graph.has_value();
        if (graph && isFold)
            outcome.answers = testAnswers(subject, place, std::move(*graph));
        else
            outcome.graph = std::move(graph);
    } catch (const std::bad_alloc &) {
        outcome.made = false;
        outcome.reason = "out of memory";
    } catch (const Error &error) {
        outcome.made = false;
        outcome.reason = error.what();
    }
    outcome.seconds = watch.seconds();
    return outcome;
}

/// The folds' answers in the order of subject.testedRows; means where folds share rows.
FloatMatrix joinedAnswers(const CompressionSubject &subject, std::span<const PartOutcome> parts)
{
    const TrialPlan &plan = *subject.plan;
    std::vector<std::size_t> placeOf(plan.data->rows(), 0);
    for (std::size_t i = 0; i < subject.testedRows.size(); ++i)
        placeOf[plan.scoredRows[subject.testedRows[i]]] = i;
    FloatMatrix sum(subject.testedRows.size(), parts.front().answers.columns);
    std::vector<int> counts(sum.rows, 0);
    for (std::size_t fold = 0; fold < subject.folds.size(); ++fold) {
        const Rows &rows = plan.splits[fold].test;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const std::size_t place = placeOf[rows[i]];
            for (std::size_t j = 0; j < sum.columns; ++j)
                sum.at(place, j) += parts[fold].answers.at(i, j);
            ++counts[place];
        }
    }
    for (std::size_t i = 0; i < sum.rows; ++i)
        for (float &value : sum.row(i))
            value /= static_cast<float>(std::max(1, counts[i]));
    return sum;
}

void score(const CompressionSubject &subject, const FloatMatrix &answers, CandidateOutcome &outcome)
{
    const TrialPlan &plan = *subject.plan;
    const Target truth = plan.scoredTruth.gathered(subject.testedRows);
    const std::vector<float> weights = gatherValues(plan.scoredWeights, subject.testedRows);
    outcome.threshold = bestThreshold(plan.metric, truth, answers, weights);
    const Scored scored{truth, answers, outcome.threshold, weights};
    outcome.score = evaluateScore(plan.metric, scored);
    outcome.slices = sliceScores(scored);
}

CandidateOutcome joined(const CompressionSubject &subject, std::span<PartOutcome> parts)
{
    CandidateOutcome outcome;
    for (const PartOutcome &part : parts) {
        outcome.seconds += part.seconds;
        if (outcome.reason.empty())
            outcome.reason = part.reason;
    }
    if (!std::ranges::all_of(parts, &PartOutcome::made))
        return outcome;
    score(subject, joinedAnswers(subject, parts), outcome);
    if (std::isfinite(outcome.score))
        outcome.graph = std::move(parts.back().graph);
    else
        outcome.reason = "its answers can't be scored";
    return outcome;
}

} // namespace

std::vector<CandidateOutcome> runCandidates(const CompressionSubject &subject,
                                            const std::vector<CandidateRequest> &requests,
                                            int threads, const std::function<bool()> &shouldEnd)
{
    const std::size_t parts = subject.folds.size() + 1;
    std::vector<PartOutcome> outcomes(requests.size() * parts);
    parallelFor(outcomes.size(), threads, [&](std::size_t i) {
        if (!shouldEnd())
            outcomes[i] = runPart(subject, requests[i / parts], i % parts, shouldEnd);
    });
    std::vector<CandidateOutcome> results;
    for (std::size_t i = 0; i < requests.size(); ++i)
        results.push_back(joined(subject, std::span(outcomes).subspan(i * parts, parts)));
    return results;
}

} // namespace leptune
