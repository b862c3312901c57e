// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/memory.h"
#include "core/learners/registry.h"
#include "core/model/merge_graphs.h"
#include "core/model/prediction_interval.h"
#include "core/model/simplify_graph.h"
#include "core/tuning/calibration.h"
#include "core/tuning/study_engine.h"
#include "core/tuning/study_rows.h"

#include <algorithm>
#include <cmath>
#include <limits>

/// Fitting the recommended Models again: of few rows to score them, then on all rows.
namespace leptune {

namespace {

constexpr double kMostRefitShare = 0.35;  // of the budget
constexpr double kMostSingleShare = 0.06; // of the budget: one core works, the others wait
constexpr double kMostRescoreShare = 0.1; // of the budget
constexpr double kSafety = 1.25;          // a predicted time is a median
constexpr double kOnceSafety = 1.0; // known rounds, nothing to validate: less than a fold took

TrialRequest requestFor(const LeaderboardEntry &entry, std::uint64_t seed)
{
    TrialRequest request;
    request.trial = entry.trial;
    request.name = entry.name;
    request.family = entry.family;
    request.parameters = entry.parameters;
    request.seed = mixSeeds(seed, static_cast<std::uint64_t>(entry.trial));
    request.isRefit = true;
    return request;
}

/// Of what is refitted: no rows are left to find its own on.
double intervalOf(const LeaderboardEntry &scored)
{
    return intervalHalfWidth(*scored.model).value_or(std::nan(""));
}

} // namespace

/// What the trial would have taken had it seen all usable rows.
double Study::Engine::secondsOnAllRows(const LeaderboardEntry &entry) const
{
    const double growth =
        static_cast<double>(m_setup.usableRows()) / static_cast<double>(m_plan->data->rows());
    const double seen = static_cast<double>(std::max<std::uint64_t>(1, entry.rows));
    const double whole = static_cast<double>(m_plan->splits.front().train.size());
    return entry.seconds * growth * std::max(1.0, whole / seen);
}

/// Of each of so many fits that run at the same time. With --trials one: not every family's sums
/// are the same with more.
int Study::Engine::refitThreads(std::size_t fits) const
{
    return deterministic() ? 1 : std::max(1, m_executor->workers() / static_cast<int>(fits));
}

double Study::Engine::mostRefitSeconds() const
{
    return m_clock.limited() ? kMostRefitShare * m_clock.budget()
                             : std::numeric_limits<double>::infinity();
}

/// Whether the members' fits on all rows, one after the other if need be, keep the limit.
bool Study::Engine::hasMemoryToRefit(const std::vector<StudyBoard::Member> &members) const
{
    const std::size_t rows = m_setup.usableRows();
    if (rows == m_plan->data->rows()) // the search had room for as much
        return true;
    DataShape shape = m_shape;
    shape.rows = rows;
    double aFit = 0.0;
    for (const StudyBoard::Member &member : members) {
        const LeaderboardEntry &entry = *m_board->find(member.name);
        aFit = std::max(aFit, learnerNamed(entry.family).cost(shape, entry.parameters).bytes);
    }
    return static_cast<double>(residentMemoryBytes()) + sharedBytes(rows) + aFit <= m_memoryLimit;
}

/// How the recommended Model is made again on all rows, and how long that should take. Bags that
/// would take longer than given give way to one fit, and that to none.
Study::Engine::RefitPlan Study::Engine::planRefit(double mostSeconds) const
{
    RefitPlan plan;
    const LeaderboardEntry *best = m_board->best();
    // A hold-out or expanding windows leave rows out: the youngest of all.
    const bool foldsSeeAll = m_choice.folds > 1 && m_setup.time.empty();
    const bool sawAll =
        foldsSeeAll && m_setup.lockedRows.empty() && m_plan->data->rows() == m_setup.usableRows();
    if (!best || !m_input.options.refit)
        return plan;
    const std::vector<StudyBoard::Member> members = membersOf(*best);
    plan.lacksMemory = !hasMemoryToRefit(members);
    if (plan.lacksMemory)
        return plan;
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
    const double onceSeconds = kOnceSafety * std::max(bags / workers, longest) / fits * 1.25;
    const double allowed = mostRefitSeconds();
    const LeaderboardEntry *member = m_board->bestMember();
    if (member && member->kind != EntryKind::Single && member->family != "baseline")
        plan.singleSeconds = kOnceSafety * secondsOnAllRows(*member) / fits * 1.25;
    if (plan.singleSeconds > kMostSingleShare / kMostRefitShare * allowed)
        plan.singleSeconds = 0.0;
    if (sawAll)
        return plan;
    if (foldsSeeAll && bagSeconds <= mostSeconds)
        plan.mode = RefitPlan::Mode::SameFolds, plan.seconds = bagSeconds;
    else if (onceSeconds <= std::min(allowed, mostSeconds))
        plan.mode = RefitPlan::Mode::Once, plan.seconds = onceSeconds;
    if (plan.mode == RefitPlan::Mode::Once && member &&
        std::ranges::find(members, member->name, &StudyBoard::Member::name) != members.end())
        plan.singleSeconds = 0.0; // one of those fits
    return plan;
}

std::vector<StudyBoard::Member> Study::Engine::membersOf(const LeaderboardEntry &entry) const
{
    if (entry.kind == EntryKind::Ensemble)
        return m_board->members();
    return {{entry.name, 1.0}};
}

/// Fits of the recommended Model's members whose length the scored rows chose, the heaviest first,
/// as many as there is time for.
Study::Engine::RescorePlan Study::Engine::planRescore() const
{
    RescorePlan plan;
    const LeaderboardEntry *best = m_board->best();
    if (!best || hasTest() || m_plan->scoredRows.size() >= kFewestRowsToLock)
        return plan;
    std::vector<StudyBoard::Member> members = membersOf(*best);
    std::ranges::stable_sort(members, {}, [](const auto &member) { return -member.weight; });
    const double most = m_clock.limited() ? kMostRescoreShare * m_clock.budget()
                                          : std::numeric_limits<double>::infinity();
    double sum = 0.0;
    double longest = 0.0;
    for (const StudyBoard::Member &member : members) {
        const LeaderboardEntry &entry = *m_board->find(member.name);
        const double all = sum + entry.seconds, slowest = std::max(longest, entry.seconds);
        const double seconds = kOnceSafety * std::max(all / m_executor->workers(), slowest);
        if (entry.iterations <= 0 || seconds > most)
            continue;
        sum = all;
        longest = slowest;
        plan.seconds = seconds;
        plan.requests.push_back(requestFor(entry, mixSeeds(m_input.options.seed, 4)));
        plan.requests.back().fixedIterations = entry.iterations;
        plan.requests.back().prunable = false;
    }
    for (TrialRequest &request : plan.requests)
        request.threads = refitThreads(plan.requests.size());
    return plan;
}

/// The recommended Model's out-of-fold answers by fits that end where the folds' fits did on
/// average, not each where its scored rows liked it best. Nothing where no row chose a length, or
/// there was no time.
std::optional<FloatMatrix> Study::Engine::rescoredAnswers(const LeaderboardEntry &best)
{
    const RescorePlan plan = planRescore();
    if (plan.requests.empty() || m_stop)
        return std::nullopt;
    std::map<std::string, FloatMatrix> renewed;
    std::vector<TrialResult> results = runAll(plan.requests, m_plan);
    for (std::size_t i = 0; i < results.size(); ++i)
        if (results[i].state == EntryState::Done && !results[i].cutShort)
            renewed[plan.requests[i].name] = std::move(results[i].oof);
    if (renewed.empty())
        return std::nullopt;
    FloatMatrix mean(best.oof->rows, best.oof->columns);
    for (const StudyBoard::Member &member : membersOf(best)) {
        const auto found = renewed.find(member.name);
        const FloatMatrix &answers =
            found != renewed.end() ? found->second : *m_board->find(member.name)->oof;
        for (std::size_t i = 0; i < mean.values.size(); ++i)
            mean.values[i] += static_cast<float>(member.weight) * answers.values[i];
    }
    if (best.kind != EntryKind::Ensemble)
        return mean;
    auto fitted = fitCalibration(m_plan->scoredTruth, m_plan->scoredWeights, mean);
    return fitted ? std::move(fitted->unseen) : std::move(mean);
}

void Study::Engine::refit()
{
    const double left = m_clock.remaining() - m_input.reserveSeconds - 2.0 * m_checkpointSeconds;
    const RefitPlan plan = planRefit(std::min(mostRefitSeconds(), kSafety * left));
    if (m_stop)
        return keepEarlierRefit();
    if (plan.lacksMemory)
        say("there is too little memory to fit the recommended model again on all rows; the scored "
            "one is kept (allow more with --memory)");
    if (plan.mode == RefitPlan::Mode::None && plan.singleSeconds <= 0.0)
        return;
    const Rows all = allRows(m_setup.usableRows());
    const bool sameRows = m_setup.lockedRows.empty() && m_plan->data->rows() == all.size();
    std::shared_ptr<const StudyData> data = m_plan->data;
    if (!sameRows && m_input.options.refit)
        data = dataOf(m_setup, all, m_executor->workers());
    if (plan.mode != RefitPlan::Mode::None && refitBest(data, plan.mode))
        m_board->edit([](StudyRecord &record) { record.refitted = true; });
    if (!m_stop && plan.singleSeconds > 0.0)
        refitSingle(data);
}

/// A continued study that was stopped, its best Model still the one that an earlier sitting
/// refitted.
void Study::Engine::keepEarlierRefit()
{
    m_board->edit([this](StudyRecord &record) {
        for (const LeaderboardEntry &entry : record.entries) {
            if (!isRefit(entry) || !entry.model)
                continue;
            const LeaderboardEntry *scored = record.find(entry.parent);
            if (entry.parent == record.best && scored && entry.validation == scored->validation &&
                entry.kind != EntryKind::Single) {
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
    const std::vector<StudyBoard::Member> members = membersOf(best);
    auto plan = std::make_shared<TrialPlan>(
        mode == RefitPlan::Mode::Once
            ? makeRefitPlan(all, m_setup.metric, m_setup.directions)
            : planOf(m_setup, allRows(all->rows()), all, m_choice, m_input.options));
    plan->device = m_plan->device;
    std::vector<TrialRequest> requests;
    for (const StudyBoard::Member &member : members) {
        const LeaderboardEntry &entry = *m_board->find(member.name);
        requests.push_back(requestFor(entry, mixSeeds(m_input.options.seed, 4)));
        requests.back().calibration = calibrationOf(entry.model->graph());
        requests.back().threads = refitThreads(members.size());
        if (mode == RefitPlan::Mode::Once)
            requests.back().fixedIterations = entry.iterations;
    }
    std::vector<TrialResult> results = runAll(requests, plan);
    std::vector<const Graph *> graphs;
    std::vector<float> weights;
    for (std::size_t i = 0; i < results.size(); ++i) {
        if (results[i].state != EntryState::Done || results[i].cutShort) {
            say("the recommended model could not be refitted on all rows (" + results[i].reason +
                "); the scored one is kept");
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
    Graph graph = simplified(mergeGraphs(graphs, weights));
    if (const auto map = calibrationOf(best.model->graph());
        map && best.kind == EntryKind::Ensemble)
        graph = withCalibration(std::move(graph), *map);
    entry.model = m_board->makeModel(entry.name, entry.family, std::move(graph),
                                     best.model->decision(), entry.rows, intervalOf(best));
    m_board->measure(entry);
    const bool keepsLimits = m_board->excess(entry) <= std::max(1.0, m_board->excess(best));
    if (keepsLimits) {
        m_board->addEntry(entry);
        m_board->edit([&](StudyRecord &record) { record.best = entry.name; });
    } else {
        say("refitted on all rows the recommended model would exceed the limits (" +
            std::to_string(entry.sizeBytes) + " bytes); the scored one is kept");
    }
    if (mode == RefitPlan::Mode::Once)
        addSingleOf(members, std::move(results), all->rows());
    return keepsLimits;
}

/// Of what was refitted once, the best trial.
void Study::Engine::addSingleOf(const std::vector<StudyBoard::Member> &members,
                                std::vector<TrialResult> fitted, std::size_t rows)
{
    const LeaderboardEntry *best = m_board->bestMember();
    if (!best || best->kind == EntryKind::Single || best->family == "baseline")
        return;
    const LeaderboardEntry member = *best; // a line more moves those that are there
    for (std::size_t i = 0; i < members.size(); ++i)
        if (members[i].name == member.name)
            return addSingle(member, std::move(fitted[i]), rows);
}

void Study::Engine::refitSingle(const std::shared_ptr<const StudyData> &all)
{
    const LeaderboardEntry member = *m_board->bestMember();
    TrialRequest request = requestFor(member, mixSeeds(m_input.options.seed, 4));
    request.calibration = calibrationOf(member.model->graph());
    request.threads = refitThreads(1);
    const double folds = m_choice.folds;
    request.fixedIterations =
        static_cast<int>(std::lround(member.iterations * folds / std::max(1.0, folds - 1.0)));
    auto plan = std::make_shared<TrialPlan>(makeRefitPlan(all, m_setup.metric, m_setup.directions));
    plan->device = m_plan->device;
    std::vector<TrialResult> results = runAll({request}, plan);
    if (results.front().state == EntryState::Done)
        addSingle(member, std::move(results.front()), all->rows());
}

/// The best trial as one fit on all rows.
void Study::Engine::addSingle(const LeaderboardEntry &member, TrialResult fitted, std::size_t rows)
{
    LeaderboardEntry entry = member;
    entry.parent = member.name;
    entry.name = member.name + "-single";
    entry.kind = EntryKind::Single;
    entry.trial = -1;
    entry.oof.reset();
    entry.test = std::nan("");
    entry.reason = "the best single model, fitted once on all rows it may see";
    entry.rows = rows;
    entry.seconds = fitted.seconds;
    entry.finishedAt = studySeconds();
    entry.model = m_board->makeModel(entry.name, entry.family, std::move(fitted.graph),
                                     member.model->decision(), rows, intervalOf(member));
    m_board->measure(entry);
    if (m_board->excess(entry) > std::max(1.0, m_board->excess(member)))
        return;
    m_board->addEntry(entry);
    m_board->edit([&](StudyRecord &record) { record.single = entry.name; });
}

} // namespace leptune
