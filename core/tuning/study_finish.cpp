// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/metalearn/experience.h"
#include "core/model/merge_graphs.h"
#include "core/tuning/calibration.h"
#include "core/tuning/importance.h"
#include "core/tuning/study_engine.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

/// The end of a study: scoring the recommended Models on the locked rows, once, and refitting them.
namespace leptune {

namespace {

constexpr double kDropLimit = 0.01;
constexpr double kMostRefitShare = 0.25;     // of the budget
constexpr double kMostExplainSeconds = 3.0;
constexpr double kExplainShare = 0.025;      // of the budget
constexpr std::size_t kExplainAnswers = 200'000; // a round, without a budget
constexpr double kSafety = 1.25;             // a predicted time is a median

/// What the recommended Models answer for rows they never saw.
struct TestRows {
    RawBatch batch;
    Target truth;
    std::vector<float> weights;
};

TestRows testRowsOf(const StudySetup &setup)
{
    if (setup.testFeatures)
        return {bindTable(setup.schema, *setup.testFeatures), setup.testTarget, {}};
    return {bindTable(setup.schema, setup.features.gathered(setup.lockedRows)),
            setup.target.gathered(setup.lockedRows), gatherValues(setup.weights, setup.lockedRows)};
}

bool isBounded(MetricKind metric)
{
    return metric != MetricKind::Rmse && metric != MetricKind::Mae && metric != MetricKind::LogLoss
           && metric != MetricKind::Mape && metric != MetricKind::R2;
}

/// Normal interval of a score over `splits` cuts into `folds` parts, with the variance of folds that share
/// training rows corrected (Nadeau & Bengio 2003): sd^2 (1/J + test/train).
Interval foldInterval(MetricKind metric, double value, double standardError, double splits, double folds)
{
    const double spread = 1.96 * standardError * std::sqrt(1.0 + splits / std::max(1.0, folds - 1.0));
    Interval interval{value - spread, value + spread};
    if (isBounded(metric)) {
        interval.low = std::max(0.0, interval.low);
        interval.high = std::min(1.0, interval.high);
    }
    return interval;
}

TrialRequest requestFor(const LeaderboardEntry &entry, std::uint64_t seed)
{
    TrialRequest request;
    request.trial = entry.trial;
    request.name = entry.name;
    request.family = entry.family;
    request.parameters = entry.parameters;
    request.seed = mixSeeds(seed, static_cast<std::uint64_t>(entry.trial));
    return request;
}

} // namespace

/// What the trial would have taken had it seen all usable rows.
double Study::Engine::secondsOnAllRows(const LeaderboardEntry &entry) const
{
    const double growth = static_cast<double>(m_setup.usableRows()) / static_cast<double>(m_plan->data->rows());
    const double seen = static_cast<double>(std::max<std::uint64_t>(1, entry.rows));
    const double whole = static_cast<double>(m_plan->splits.front().train.size());
    return entry.seconds * growth * std::max(1.0, whole / seen);
}

/// How the recommended Model is made again on all rows, and how long that should take.
Study::Engine::RefitPlan Study::Engine::planRefit() const
{
    RefitPlan plan;
    const LeaderboardEntry *best = m_board->best();
    const bool sawAll = m_setup.lockedRows.empty() && m_plan->data->rows() == m_setup.usableRows();
    if (!best || !m_input.options.refit)
        return plan;
    std::vector<StudyBoard::Member> members{{best->name, 1.0}};
    if (best->kind == EntryKind::Ensemble)
        members = m_board->members();
    double bags = 0.0;
    double longest = 0.0;
    for (const StudyBoard::Member &member : members) {
        const double seconds = secondsOnAllRows(*m_board->find(member.name));
        bags += seconds;
        longest = std::max(longest, seconds);
    }
    const double workers = m_executor->workers();
    const double fits = static_cast<double>(m_plan->splits.size());
    const double bagSeconds = kSafety * std::max(bags / workers, longest);
    const double onceSeconds = kSafety * std::max(bags / workers, longest) / fits * 1.25;
    const double allowed = m_clock.limited() ? kMostRefitShare * m_clock.budget() : std::numeric_limits<double>::infinity();
    const LeaderboardEntry *member = m_board->bestMember();
    if (member && member->kind != EntryKind::Single && member->family != "baseline")
        plan.singleSeconds = kSafety * secondsOnAllRows(*member) / fits * 1.25;
    if (plan.singleSeconds > allowed)
        plan.singleSeconds = 0.0;
    if (sawAll)
        return plan;
    // A hold-out or expanding windows would leave rows out: the youngest of all.
    const bool foldsSeeAll = m_choice.folds > 1 && m_setup.time.empty();
    if (foldsSeeAll && bagSeconds <= allowed)
        plan.mode = RefitPlan::Mode::SameFolds, plan.seconds = bagSeconds;
    else if (onceSeconds <= allowed)
        plan.mode = RefitPlan::Mode::Once, plan.seconds = onceSeconds;
    return plan;
}

double Study::Engine::explainSeconds() const
{
    return std::min(kMostExplainSeconds, kExplainShare * m_clock.budget());
}

/// Up to four Models answer the locked rows; batches are faster than the single rows that latency is of.
double Study::Engine::scoringSeconds() const
{
    const LeaderboardEntry *best = m_board->best();
    const std::size_t rows = m_setup.testFeatures ? m_setup.testFeatures->rows() : m_setup.lockedRows.size();
    if (!best)
        return 0.0;
    const double seconds = 1e-6 * best->latencyMicroseconds * static_cast<double>(rows) / m_executor->workers();
    return std::min(seconds, 0.1 * m_clock.budget());
}

double Study::Engine::finishSeconds() const
{
    const double margin = 0.15 + 0.005 * m_clock.budget();
    const RefitPlan plan = planRefit();
    return m_input.reserveSeconds + margin + explainSeconds() + scoringSeconds() + m_ensembleSeconds + 2.0 * m_checkpointSeconds + plan.seconds + plan.singleSeconds;
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
    if (!m_stop)
        m_board->renewEnsemble(studySeconds());
    if (!m_board->best())
        throw Error(ErrorCode::Stopped, m_input.options.target,
                    m_stop ? "stopped before the first model was finished"
                           : "no model could be fitted; the reasons stand on the leaderboard");
    scoreRecommended();
    orSay("the importance of the columns could not be measured", [this] { explain(); });
    enter(StudyPhase::Refitting);
    orSay("the recommended models could not be refitted; the scored ones are kept", [this] { refit(); });
    m_board->edit([this](StudyRecord &record) {
        for (const LeaderboardEntry &entry : record.entries)
            if (entry.model && entry.parent == record.smallest && entry.kind != EntryKind::Single)
                record.smallest = entry.name; // refitted on all rows
        std::erase_if(record.entries, [&](const LeaderboardEntry &entry) { // refits of what led once
            const bool recommended = entry.name == record.best || entry.name == record.single || entry.name == record.smallest;
            return !entry.parent.empty() && !recommended;
        });
        record.finished = true;
        record.seconds = studySeconds();
    });
    saveCheckpoint(true);
    if (m_input.options.experience)
        orSay("later runs will not learn from this one", [this] { keepExperience(); });
    enter(StudyPhase::Done);
}

void Study::Engine::keepExperience()
{
    const Portfolio run = experienceOf(m_board->record(), m_features, *m_plan, todayText());
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
    const bool hasTest = m_setup.testFeatures || !m_setup.lockedRows.empty();
    std::map<std::string, double> tests;
    StudyScore score{best.validation, std::nan(""), std::nan(""), std::nan("")};
    Target truth = m_plan->scoredTruth;
    FloatMatrix prediction = *best.oof;
    const float threshold = best.model->threshold();
    if (hasTest) {
        const TestRows rows = testRowsOf(m_setup);
        for (const std::string &name : {best.name, std::string("ensemble"), single, smallest}) {
            const LeaderboardEntry *entry = m_board->find(name);
            if (!entry || !entry->model || tests.contains(name))
                continue;
            FloatMatrix answer = entry->model->predict(rows.batch, m_executor->workers()).outputs();
            tests[name] = evaluateMetric(metric, {rows.truth, answer, entry->model->threshold(), rows.weights});
            if (name == best.name)
                prediction = std::move(answer);
        }
        truth = rows.truth;
        score.test = tests.at(best.name);
        const Interval interval = bootstrapInterval(metric, {truth, prediction, threshold, rows.weights},
                                                    mixSeeds(m_input.options.seed, 5));
        score.low = interval.low;
        score.high = interval.high;
    } else if (truth.values.size() >= kFewestRowsToLock || !member || member->validationError <= 0.0) {
        const Interval interval = bootstrapInterval(metric, {truth, prediction, threshold, m_plan->scoredWeights},
                                                    mixSeeds(m_input.options.seed, 5));
        score.low = interval.low;
        score.high = interval.high;
    } else {
        const Interval interval = foldInterval(metric, best.validation, member->validationError,
                                               static_cast<double>(m_plan->splits.size()), m_choice.folds);
        score.low = interval.low;
        score.high = interval.high;
    }
    m_board->edit([&](StudyRecord &record) {
        for (LeaderboardEntry &entry : record.entries)
            if (const auto found = tests.find(entry.name); found != tests.end())
                entry.test = found->second;
        record.score = score;
        record.best = best.name;
        record.single = single;
        record.smallest = smallest;
        record.resultTruth = std::move(truth);
        record.resultPrediction = std::move(prediction);
        record.resultThreshold = threshold;
    });
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
        effort.maxRows = std::clamp<std::size_t>(kExplainAnswers / (m_setup.schema.columns.size() + 1), 100, 1000);
    const bool onLocked = !m_setup.lockedRows.empty();
    const RawBatch batch = onLocked ? bindTable(m_setup.schema, m_setup.features.gathered(m_setup.lockedRows))
                                    : m_plan->data->batch();
    const Target truth = onLocked ? m_setup.target.gathered(m_setup.lockedRows) : m_plan->data->target();
    auto importance = permutationImportance(*best->model, {batch, truth, m_setup.metric}, effort);
    m_board->edit([&](StudyRecord &record) { record.importance = std::move(importance); });
}

void Study::Engine::refit()
{
    const RefitPlan plan = planRefit();
    if (m_stop)
        return keepEarlierRefit();
    if (plan.mode == RefitPlan::Mode::None && plan.singleSeconds <= 0.0)
        return;
    Rows all(m_setup.usableRows());
    std::iota(all.begin(), all.end(), 0U);
    const bool sawAll = m_setup.lockedRows.empty() && m_plan->data->rows() == all.size();
    std::shared_ptr<const StudyData> data = m_plan->data;
    if (!sawAll && m_input.options.refit)
        data = std::make_shared<const StudyData>(m_setup.schema, m_setup.features, m_setup.target, m_setup.weights,
                                                 m_executor->workers());
    if (plan.mode != RefitPlan::Mode::None && refitBest(data, plan.mode))
        m_board->edit([](StudyRecord &record) { record.refitted = true; });
    if (!m_stop && plan.singleSeconds > 0.0)
        refitSingle(data);
}

/// A continued study that was stopped, its best Model still the one that an earlier sitting refitted.
void Study::Engine::keepEarlierRefit()
{
    m_board->edit([this](StudyRecord &record) {
        for (const LeaderboardEntry &entry : record.entries) {
            if (entry.parent.empty() || !entry.model)
                continue;
            if (entry.parent == record.best && entry.validation == record.score.validation
                && entry.kind != EntryKind::Single) {
                record.best = entry.name;
                record.refitted = true;
            } else if (entry.parent == record.single && entry.kind == EntryKind::Single) {
                record.single = entry.name;
            }
        }
    });
}

bool Study::Engine::refitBest(const std::shared_ptr<const StudyData> &all, RefitPlan::Mode mode)
{
    const LeaderboardEntry best = *m_board->best();
    std::vector<StudyBoard::Member> members{{best.name, 1.0}};
    if (best.kind == EntryKind::Ensemble)
        members = m_board->members();
    Rows rows(all->rows());
    std::iota(rows.begin(), rows.end(), 0U);
    auto plan = std::make_shared<const TrialPlan>(
        mode == RefitPlan::Mode::Once
            ? makeRefitPlan(all, m_setup.metric)
            : makeTrialPlan(all,
                            makeFolds(m_setup, rows, m_choice, mixSeeds(m_input.options.seed, 3)),
                            m_setup.metric));
    std::vector<TrialRequest> requests;
    for (const StudyBoard::Member &member : members) {
        const LeaderboardEntry &entry = *m_board->find(member.name);
        requests.push_back(requestFor(entry, mixSeeds(m_input.options.seed, 4)));
        requests.back().calibration = calibrationOf(entry.model->graph());
        if (mode == RefitPlan::Mode::Once)
            requests.back().fixedIterations = entry.iterations;
    }
    const std::vector<TrialResult> results = runAll(requests, plan);
    std::vector<const Graph *> graphs;
    std::vector<float> weights;
    for (std::size_t i = 0; i < results.size(); ++i) {
        if (results[i].state != EntryState::Done || results[i].cutShort) {
            say("the recommended model could not be refitted on all rows (" + results[i].reason
                + "); the scored one is kept");
            return false;
        }
        graphs.push_back(&results[i].graph);
        weights.push_back(static_cast<float>(members[i].weight));
    }
    LeaderboardEntry entry = best;
    entry.parent = best.name;
    entry.name = best.name + "-all";
    entry.trial = -1;
    entry.oof.reset();
    entry.reason = "refitted on all rows after it was scored";
    entry.rows = all->rows();
    entry.finishedAt = studySeconds();
    Graph graph = mergeGraphs(graphs, weights);
    if (const auto map = calibrationOf(best.model->graph()); map && best.kind == EntryKind::Ensemble)
        graph = withCalibration(std::move(graph), *map);
    entry.model = m_board->makeModel(entry.name, entry.family, std::move(graph), best.model->threshold(), entry.rows);
    m_board->measure(entry);
    m_board->addEntry(entry);
    m_board->edit([&](StudyRecord &record) { record.best = entry.name; });
    return true;
}

void Study::Engine::refitSingle(const std::shared_ptr<const StudyData> &all)
{
    const LeaderboardEntry member = *m_board->bestMember();
    TrialRequest request = requestFor(member, mixSeeds(m_input.options.seed, 4));
    request.calibration = calibrationOf(member.model->graph());
    const double folds = m_choice.folds;
    request.fixedIterations = static_cast<int>(std::lround(member.iterations * folds / std::max(1.0, folds - 1.0)));
    auto plan = std::make_shared<const TrialPlan>(makeRefitPlan(all, m_setup.metric));
    std::vector<TrialResult> results = runAll({request}, plan);
    if (results.front().state != EntryState::Done)
        return;
    LeaderboardEntry entry = member;
    entry.parent = member.name;
    entry.name = member.name + "-single";
    entry.kind = EntryKind::Single;
    entry.trial = -1;
    entry.oof.reset();
    entry.test = std::nan("");
    entry.reason = "the best single model, fitted once on all rows it may see";
    entry.rows = all->rows();
    entry.seconds = results.front().seconds;
    entry.finishedAt = studySeconds();
    entry.model = m_board->makeModel(entry.name, entry.family, std::move(results.front().graph),
                                     member.model->threshold(), entry.rows);
    m_board->measure(entry);
    m_board->addEntry(entry);
    m_board->edit([&](StudyRecord &record) { record.single = entry.name; });
}

} // namespace leptune
