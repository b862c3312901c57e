// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/candidate_run.h"

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/metrics/conformal.h"
#include "core/metrics/resampling.h"
#include "core/model/interpreter.h"
#include "core/model/simplify_graph.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace leptune {

namespace {

constexpr std::uint64_t kErrorSeed = 0xd0; // the same resamples for every candidate

/// What one part gave.
struct PartOutcome {
    std::optional<Graph> graph; ///< of the delivered part, and of the first fold's
    FloatMatrix answers;        ///< of a fold's part, for the fold's test rows
    bool made = false;
    std::string reason;
    double seconds = 0.0;
};

FloatMatrix testAnswers(const CompressionSubject &subject, std::size_t fold, const Graph &graph)
{
    const Rows &rows = subject.plan->splits[fold].test;
    return Interpreter(std::make_shared<const Graph>(graph))
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
            outcome.answers = testAnswers(subject, place, *graph);
        if (graph && (!isFold || place == 0))
            outcome.graph = simplified(*graph);
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

/// Answers for some of the scored rows beside the original's.
struct Compared {
    Decision decision;
    double difference = 0.0; ///< of the score to the original's, for these rows
    double error = 0.0;      ///< of the difference
};

Compared compared(const CompressionSubject &subject, const Rows &rows, const FloatMatrix &answers,
                  const FloatMatrix &originals)
{
    const TrialPlan &plan = *subject.plan;
    const Target truth = plan.scoredTruth.gathered(rows);
    const std::vector<float> weights = gatherValues(plan.scoredWeights, rows);
    Compared result;
    const auto decisionOf = [&](const FloatMatrix &of) {
        return decisionFor(plan.metric, plan.costs, truth, of, weights);
    };
    result.decision = decisionOf(answers);
    const Scored scored{truth, answers, result.decision, weights};
    const Scored original{truth, originals, decisionOf(originals), weights};
    result.difference = evaluateScore(plan.metric, scored) - evaluateScore(plan.metric, original);
    result.error = differenceError(plan.metric, scored, original, kErrorSeed);
    return result;
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
    std::vector<FloatMatrix> answers;
    for (std::size_t fold = 0; fold < subject.folds.size(); ++fold)
        answers.push_back(std::move(parts[fold].answers));
    const FloatMatrix joint = subject.joined(answers);
    const Compared result = compared(subject, subject.testedRows, joint, subject.foldAnswers);
    outcome.decision = result.decision;
    const Target truth = subject.plan->scoredTruth.gathered(subject.testedRows);
    if (!truth.isClassification())
        outcome.intervalWidth = conformalHalfWidth(truth, joint);
    outcome.slices = subject.slicesOf(joint, result.decision);
    outcome.score = subject.originalScore() + result.difference;
    outcome.error = result.error;
    if (std::isfinite(outcome.score))
        outcome.graph = std::move(parts.back().graph);
    else
        outcome.reason = "its answers can't be scored";
    return outcome;
}

bool endsAfterOneFold(const CompressionSubject &subject, const PartOutcome &first,
                      const HopelessTest &isHopeless)
{
    if (!first.made)
        return false;
    const Rows rows = subject.scoredPlaces(subject.plan->splits.front().test);
    Rows places; // of these among the tested ones
    for (const std::uint32_t row : rows)
        places.push_back(static_cast<std::uint32_t>(
            std::ranges::lower_bound(subject.testedRows, row) - subject.testedRows.begin()));
    const Compared result =
        compared(subject, rows, first.answers, gatherRows(subject.foldAnswers, places));
    return isHopeless(*first.graph, result.difference, result.error);
}

/// By what the first parts took, of `parts` a request: in their order, as long as the seconds of
/// one core last.
void endWhatIsNotDoneInTime(const std::vector<PartOutcome> &outcomes, std::size_t parts,
                            double coreSeconds, std::vector<bool> &isEnded)
{
    for (std::size_t i = 0; i < isEnded.size(); ++i) {
        const PartOutcome &first = outcomes[i * parts];
        const double wanted = first.seconds * static_cast<double>(parts - 1);
        if (isEnded[i] || !first.made || wanted > coreSeconds)
            isEnded[i] = true;
        else
            coreSeconds -= wanted;
    }
}

} // namespace

std::vector<CandidateOutcome> runCandidates(const CompressionSubject &subject,
                                            const std::vector<CandidateRequest> &requests,
                                            int threads, const std::function<bool()> &shouldEnd,
                                            const HopelessTest &isHopeless,
                                            const std::function<double()> &secondsLeft)
{
    const std::size_t parts = subject.folds.size() + 1;
    std::vector<PartOutcome> outcomes(requests.size() * parts);
    std::vector<bool> isEnded(requests.size(), false);
    const auto run = [&](const std::vector<std::size_t> &places, const Deadline &deadline) {
        const auto ends = [&] { return deadline.passed() || shouldEnd(); };
        parallelFor(requests.size() * places.size(), threads, [&](std::size_t i) {
            const std::size_t request = i / places.size();
            const std::size_t place = places[i % places.size()];
            if (!isEnded[request] && !ends())
                outcomes[request * parts + place] =
                    runPart(subject, requests[request], place, ends);
        });
    };
    std::vector<std::size_t> places(parts);
    std::iota(places.begin(), places.end(), std::size_t{0});
    if (isHopeless && parts > 2) {
        const auto coreSeconds = [&] { return threads * secondsLeft(); };
        run({places.front()},
            secondsLeft ? Deadline::inSeconds(coreSeconds() / parts) : Deadline());
        for (std::size_t i = 0; i < requests.size(); ++i)
            isEnded[i] = endsAfterOneFold(subject, outcomes[i * parts], isHopeless);
        if (secondsLeft)
            endWhatIsNotDoneInTime(outcomes, parts, coreSeconds(), isEnded);
        places.erase(places.begin());
    }
    run(places, Deadline());
    std::vector<CandidateOutcome> results;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        results.push_back(joined(subject, std::span(outcomes).subspan(i * parts, parts)));
        results.back().isHopeless = isEnded[i];
    }
    return results;
}

} // namespace leptune
