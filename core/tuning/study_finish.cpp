// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/metalearn/experience.h"
#include "core/metrics/error_costs.h"
#include "core/metrics/resampling.h"
#include "core/metrics/score_interval.h"
#include "core/model/explain/permutation_importance.h"
#include "core/tuning/chosen_score.h"
#include "core/tuning/drop_limit.h"
#include "core/tuning/fold_interval.h"
#include "core/tuning/rounded_text.h"
#include "core/tuning/study_engine.h"
#include "core/tuning/study_rows.h"

#include <algorithm>
#include <cmath>
#include <limits>

/// The end of a study: scoring the recommended Models on the locked rows, once, and what follows.
namespace leptune {

namespace {

constexpr double kMostExplainSeconds = 3.0;
constexpr double kExplainShare = 0.025;          // of the budget
constexpr std::size_t kExplainAnswers = 200'000; // a round, without a budget

/// Those that the best one was chosen from, best first.
std::vector<const LeaderboardEntry *> comparedEntries(const StudyRecord &record)
{
    std::vector<const LeaderboardEntry *> entries;
    for (const LeaderboardEntry &entry : record.entries)
        if (entry.oof && entry.state == EntryState::Done && entry.parent.empty() &&
            entry.kind != EntryKind::Ensemble && entry.family != "baseline" &&
            std::isfinite(entry.validation))
            entries.push_back(&entry);
    std::ranges::stable_sort(entries, {}, [&](const LeaderboardEntry *entry) {
        return -toScore(record.metric, entry->validation);
    });
    return entries;
}

std::string choiceNote(const LeaderboardEntry &best, const ChoiceOf &choice)
{
    return std::to_string(choice.candidates.size()) + " models were compared on the same " +
           std::to_string(choice.truth->values.size()) + " rows, so the best one's own " +
           metricName(choice.metric) + " there, " + roundedText(best.validation) +
           ", is partly luck; the score that is told leaves out the rows that chose it";
}

} // namespace

double Study::Engine::explainSeconds() const
{
    return std::min(kMostExplainSeconds, kExplainShare * m_clock.budget());
}

/// Up to four Models answer the locked rows; batches are faster than the single rows that latency
/// is of.
double Study::Engine::scoringSeconds() const
{
    const LeaderboardEntry *best = m_board->best();
    const std::size_t rows =
        m_setup.testFeatures ? m_setup.testFeatures->rows() : m_setup.lockedRows.size();
    if (!best)
        return 0.0;
    const double seconds =
        1e-6 * best->latencyMicroseconds * static_cast<double>(rows) / m_executor->workers();
    return std::min(seconds, 0.1 * m_clock.budget());
}

double Study::Engine::finishSeconds() const
{
    const double margin = 0.15 + 0.005 * m_clock.budget();
    const RefitPlan plan = planRefit(mostRefitSeconds());
    return m_input.reserveSeconds + margin + explainSeconds() + scoringSeconds() +
           m_ensembleSeconds + 2.0 * m_checkpointSeconds + planRescore().seconds + plan.seconds +
           plan.singleSeconds;
}

/// What comes after the scores may fail without taking them along.
void Study::Engine::orSay(const std::string &failed, const std::function<void()> &step)
{
    try {
        step();
    } catch (const std::exception &error) {
        say(failed + ": " + error.what());
    }
}

void Study::Engine::finish()
{
    enter(StudyPhase::Finishing);
    m_board->edit([](StudyRecord &record) { // finishing order must not matter
        std::ranges::stable_sort(record.entries, {}, &LeaderboardEntry::trial);
    });
    if (!m_stop && !m_ensembleIsFresh)
        m_board->renewEnsemble(studySeconds());
    if (!m_board->best())
        throw Error(ErrorCode::Stopped, m_input.options.target,
                    m_stop ? "stopped before the first model was finished"
                           : "no model could be fitted; the reasons stand on the leaderboard");
    if (m_board->excess(*m_board->best()) > 1.0)
        say("no trained model keeps the limits of size and time a row; the one nearest to them is "
            "recommended");
    scoreRecommended();
    orSay("the importance of the columns could not be measured", [this] { explain(); });
    enter(StudyPhase::Refitting);
    orSay("the recommended models could not be refitted; the scored ones are kept",
          [this] { refit(); });
    m_board->edit([this](StudyRecord &record) {
        for (const LeaderboardEntry &entry : record.entries)
            if (entry.model && entry.parent == record.smallest && isRefit(entry) &&
                entry.kind != EntryKind::Single)
                record.smallest = entry.name; // refitted on all rows
        std::erase_if(
            record.entries, [&](const LeaderboardEntry &entry) { // refits of what led once
                const bool recommended = entry.name == record.best || entry.name == record.single ||
                                         entry.name == record.smallest;
                return isRefit(entry) && !recommended;
            });
        keepRunning(record);
        record.finished = true;
        record.seconds = studySeconds();
    });
    saveCheckpoint(true);
    if (m_input.options.experience)
        orSay("later runs will not learn from this one", [this] { keepExperience(); });
    enter(StudyPhase::Done);
}

/// Under limits families are tried in other settings than without: those teach nothing to others.
/// Nor does a recipe, which was learned from already.
void Study::Engine::keepExperience()
{
    if (m_plan->wantsSmall || m_plan->wantsFast || !m_input.recipe.empty())
        return;
    const Portfolio run =
        experienceOf(m_board->record(), m_features, *m_plan, m_input.dataName, todayText());
    if (!run.empty())
        ExperienceFile().append(run);
}

/// Scores on the locked rows, once. What it learns changes nothing but the reported score.
void Study::Engine::scoreRecommended()
{
    const LeaderboardEntry best = *m_board->best();
    const LeaderboardEntry *member = m_board->bestMember();
    const std::string single = member ? member->name : "";
    const std::string smallest = m_board->smallest(kDropLimit)->name;
    const MetricKind metric = m_setup.metric;
    std::map<std::string, double> tests;
    StudyScore score{best.validation, std::nan(""), std::nan(""), std::nan("")};
    Target truth = m_plan->scoredTruth;
    FloatMatrix prediction = *best.oof;
    std::vector<float> weights = m_plan->scoredWeights;
    const Decision decision = best.model->decision();
    if (hasTest()) {
        const TestRows rows = testRowsOf(m_setup);
        for (const std::string &name : {best.name, std::string("ensemble"), single, smallest}) {
            const LeaderboardEntry *entry = m_board->find(name);
            if (!entry || !entry->model || tests.contains(name))
                continue;
            FloatMatrix answer = entry->model->predict(rows.batch, m_executor->workers()).outputs();
            tests[name] = evaluateMetric(
                metric, {rows.truth, answer, entry->model->decision(), rows.weights});
            if (name == best.name)
                prediction = std::move(answer);
        }
        truth = rows.truth;
        weights = rows.weights;
        score.test = tests.at(best.name);
    }
    Interval interval = scoreInterval(metric, {truth, prediction, decision, weights},
                                      mixSeeds(m_input.options.seed, 5));
    if (!hasTest() && truth.values.size() < kFewestRowsToLock && member &&
        member->validationError > 0.0)
        interval =
            hull(interval, foldInterval(metric, best.validation, member->validationError,
                                        static_cast<int>(m_plan->splits.size()), m_choice.folds));
    score.low = interval.low;
    score.high = interval.high;
    std::vector<std::string> notes;
    if (!hasTest())
        notes.push_back(correctForChoice(score, best, luckOfLengths(best, prediction)));
    notes.push_back(scarceClassNote(truth));
    std::erase(notes, "");
    for (const std::string &note : notes)
        say(note);
    m_board->edit([&](StudyRecord &record) {
        for (LeaderboardEntry &entry : record.entries)
            if (const auto found = tests.find(entry.name); found != tests.end())
                entry.test = found->second;
        record.score = score;
        record.notes.insert(record.notes.end(), notes.begin(), notes.end());
        record.best = best.name;
        record.single = single;
        record.smallest = smallest;
        record.resultTruth = std::move(truth);
        record.resultPrediction = std::move(prediction);
        record.resultThreshold = decision.threshold;
    });
}

/// The scored rows chose how long each fit learns: what the Model loses where they did not, and its
/// answers then, in place of those in `prediction`.
Study::Engine::Luck Study::Engine::luckOfLengths(const LeaderboardEntry &best,
                                                 FloatMatrix &prediction)
{
    auto answers = rescoredAnswers(best);
    if (!answers)
        return {};
    const MetricKind metric = m_setup.metric;
    const Decision decision = best.model->decision();
    const Scored own{m_plan->scoredTruth, *best.oof, decision, m_plan->scoredWeights};
    const Scored other{m_plan->scoredTruth, *answers, decision, m_plan->scoredWeights};
    const double luck = evaluateScore(metric, own) - evaluateScore(metric, other);
    if (!(luck > 0.0))
        return {};
    const double error = differenceError(metric, own, other, mixSeeds(m_input.options.seed, 7));
    prediction = std::move(*answers);
    return {luck, std::max(0.0, luck - 2.0 * error)};
}

std::string Study::Engine::correctForChoice(StudyScore &score, const LeaderboardEntry &best,
                                            const Luck &luck) const
{
    constexpr double kWorthTelling = 0.01; // of the gain over the constant answer
    const MetricKind metric = m_setup.metric;
    const StudyRecord record = m_board->record();
    ChoiceOf choice{metric, &m_plan->scoredTruth, m_plan->scoredWeights, {}, 1};
    if (best.kind == EntryKind::Ensemble)
        choice.members = static_cast<int>(m_board->members().size());
    for (const LeaderboardEntry *entry : comparedEntries(record))
        choice.candidates.push_back(
            {entry->oof.get(), decisionFor(metric, m_plan->costs, m_plan->scoredTruth, *entry->oof,
                                           m_plan->scoredWeights)});
    const auto found = scoreOfChosen(choice, mixSeeds(m_input.options.seed, 6));
    if (!found && luck.likely == 0.0)
        return {};
    const ChosenScore chosen =
        found.value_or(ChosenScore{best.validation, best.validation, {score.low, score.high}});
    // In scores. What the best one is ahead of the stand-in that was chosen again and again is
    // taken to be as true as the stand-in's own gain.
    const double own = toScore(metric, best.validation);
    const double constant = toScore(metric, record.baselineValidation);
    const double all = toScore(metric, chosen.all);
    const double kept = (toScore(metric, chosen.value) - constant) / (all - constant);
    const double ahead = (own - all) * (kept >= 0.0 ? std::min(kept, 1.0) : 0.0);
    const double expected = std::min(own, toScore(metric, chosen.value) + ahead) - luck.likely;
    const auto range = [&](const Interval &interval, double more) {
        const double a = toScore(metric, interval.low) + more;
        const double b = toScore(metric, interval.high) + more;
        return Interval{std::min(a, b), std::max(a, b)};
    };
    const Interval usual = range({score.low, score.high}, 0.0);
    const Interval left = range(chosen.interval, ahead);
    const double low = toMetric(metric, std::min(usual.low, left.low) - luck.likely);
    const double most = std::min(usual.high, std::max(left.high, expected)) - luck.least;
    const double high = toMetric(metric, std::max(expected, most));
    score.validation = toMetric(metric, expected);
    score.low = std::min(low, high);
    score.high = std::max(low, high);
    return own - expected > kWorthTelling * (own - constant) ? choiceNote(best, choice) : "";
}

void Study::Engine::explain()
{
    const LeaderboardEntry *best = m_board->best();
    ImportanceEffort effort;
    effort.seed = m_input.options.seed;
    effort.threads = m_executor->workers();
    effort.shouldEnd = [stoppedBefore = m_stop.load(), this] { return m_stop && !stoppedBefore; };
    if (m_stop)
        effort.deadline = Deadline::inSeconds(0.1);
    else if (m_clock.limited())
        effort.deadline = Deadline::inSeconds(explainSeconds());
    else // the same effort every time
        effort.maxRows = std::clamp<std::size_t>(
            kExplainAnswers / (m_setup.schema.columns.size() + 1), 100, 1000);
    const bool onLocked = !m_setup.lockedRows.empty();
    const RawBatch batch =
        onLocked ? bindTable(m_setup.schema, m_setup.features.gathered(m_setup.lockedRows))
                 : m_plan->data->batch();
    const Target truth =
        onLocked ? m_setup.target.gathered(m_setup.lockedRows) : m_plan->data->target();
    const PermutationImportance found =
        permutationImportance(*best->model, {batch, truth, m_setup.metric}, effort);
    std::vector<ColumnImportance> importance;
    for (const ColumnLoss &loss : found.columns)
        importance.push_back({m_setup.schema.columns[loss.column].name, loss.mean, loss.deviation});
    m_board->edit([&](StudyRecord &record) { record.importance = std::move(importance); });
}

} // namespace leptune
