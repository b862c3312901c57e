// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/tuning/study_engine.h"
#include "core/tuning/study_rows.h"
#include "core/tuning/study_shape.h"

#include <algorithm>
#include <cmath>
#include <limits>

/// The beginning of a study: rows, folds, proposals and workers, and what an earlier sitting left.
namespace leptune {

void Study::Engine::prepare()
{
    const TuneOptions &options = m_input.options;
    m_setup = prepareStudy(m_input.table, m_input.test, options);
    if (!m_input.continued && m_input.recipe.empty()) // earlier ones were taken as they were
        checkCosts(options.costs, m_setup.target);
    const Rows rows = searchRows(m_setup, options);
    if (rows.size() < m_setup.studyRows.size())
        m_setup.notes.push_back("the search uses " + std::to_string(rows.size()) + " of " +
                                std::to_string(m_setup.studyRows.size()) + " rows");
    const int workers =
        std::max(1, std::min(options.threads > 0 ? options.threads : availableCores(),
                             deterministic() ? kMostTrialsInFlight : 64));
    std::shared_ptr<const StudyData> data = dataOf(m_setup, rows, workers);
    const double coreSeconds = deterministic() ? std::numeric_limits<double>::infinity()
                                               : m_clock.remaining() * workers * 0.8;
    m_choice = m_input.continued && m_input.continued->foldParts > 0
                   ? FoldChoice{m_input.continued->foldParts, m_input.continued->foldRepeats}
                   : chooseFolds(rows.size(), options.folds,
                                 strongFitSeconds(shapeOf(*data, rows.size())), coreSeconds);
    TrialPlan plan = planOf(m_setup, rows, std::move(data), m_choice, options);
    if (!hasTest())
        m_setup.notes.push_back(describeFolds(m_choice, plan.splits.size(), !m_setup.time.empty()));
    plan.wantsSmall = options.maxModelBytes > 0.0;
    plan.wantsFast = options.maxLatencyMicroseconds > 0.0;
    // A GPU's sums are not the same every time.
    plan.device = deterministic() && options.device == "auto" ? "cpu" : options.device;
    m_plan = std::make_shared<const TrialPlan>(std::move(plan));
    m_shape = shapeOfPlan(*m_plan);
    const FirstTrials first = m_input.recipe.empty() ? firstTrials(rows) : FirstTrials{};
    m_proposer = std::make_unique<Proposer>(m_shape, static_cast<int>(m_plan->splits.size()),
                                            options.families, first.picks,
                                            mixSeeds(options.seed, 4), options.spaces);
    StudyRecord start;
    start.options = options;
    start.schema = m_setup.schema;
    start.metric = m_setup.metric;
    start.rows = m_setup.usableRows();
    start.lockedRows =
        m_setup.testFeatures ? m_setup.testFeatures->rows() : m_setup.lockedRows.size();
    start.folds = static_cast<int>(m_plan->splits.size());
    start.foldParts = m_choice.folds;
    start.foldRepeats = m_choice.repeats;
    start.dataRowsHash = m_setup.rowsHash;
    start.baselineValidation = std::nan("");
    start.score = {std::nan(""), std::nan(""), std::nan(""), std::nan("")};
    start.notes = m_setup.notes;
    for (const auto &notes : {m_proposer->notes(), first.notes})
        start.notes.insert(start.notes.end(), notes.begin(), notes.end());
    m_board = std::make_unique<StudyBoard>(m_setup, m_plan, std::move(start), m_events);
    m_visibleBoard = m_board.get();
    const auto push = [this](StudyEvent event) { m_events.push(std::move(event)); };
    m_executor = makeThreadExecutor(
        workers,
        {[this, push](const TrialRequest &r, int worker) {
             push(TrialStarted{r.trial, worker, r.name, r.family, r.why, r.parameters,
                               studySeconds(), r.expectedSeconds});
         },
         [this, push](const TrialRequest &r, int worker, int fold, const FitProgress &p) {
             push(TrialProgress{r.trial, worker, fold, static_cast<int>(m_plan->splits.size()),
                                p.iteration, p.total, p.trainLoss, p.validationLoss, studySeconds(),
                                p.metric, p.sparsity, p.weightBits, p.bytes});
         },
         [this](TrialRequest r, TrialResult result, int worker) {
             {
                 std::lock_guard lock(m_mutex);
                 m_results.push_back({std::move(r), std::move(result), worker});
             }
             m_changed.notify_all();
         },
         [this](const TrialRequest &r, FitStates states) {
             std::lock_guard lock(m_mutex);
             m_kept[r.name] = {r, std::move(states)};
         }});
    m_visibleExecutor = m_executor.get();
    if (m_paused)
        m_executor->pause();
    if (m_input.continued)
        continueSaved(*m_input.continued);
    announce();
}

/// What earlier data sets say of these rows. With --trials the user's own runs are not asked: the
/// same command gives the same result on any machine.
FirstTrials Study::Engine::firstTrials(const Rows &rows)
{
    FirstTrialOptions options;
    options.families = m_input.options.families;
    options.seed = m_input.options.seed;
    options.stop = m_stopSource.get_token();
    options.experience = m_input.options.experience && !deterministic();
    options.landmarks = m_input.options.experience || !builtInPortfolio().empty();
    if (!deterministic())
        options.coreSeconds =
            m_clock.remaining() *
            std::max(1, m_input.options.threads > 0 ? m_input.options.threads : availableCores());
    FirstTrials first = chooseFirstTrials(m_setup, rows, *m_plan, options);
    m_features = first.features;
    return first;
}

void Study::Engine::announce()
{
    StudyStarted started;
    const StudyRecord record = m_board->record();
    started.task = m_setup.target.task;
    started.metric = metricName(m_setup.metric);
    started.higherIsBetter = higherIsBetter(m_setup.metric);
    started.rows = record.rows;
    started.lockedRows = record.lockedRows;
    started.workers = m_executor->workers();
    started.folds = record.folds;
    started.families = m_proposer->families();
    started.notes = record.notes;
    m_events.push(std::move(started));
}

/// Takes over what an earlier sitting left, its refitted Models too: nothing is lost if this one is
/// killed.
void Study::Engine::continueSaved(const StudyRecord &saved)
{
    requireSameRows(m_setup, saved);
    for (const LeaderboardEntry &entry : saved.entries)
        if (entry.oof && (entry.oof->rows != m_plan->scoredRows.size() ||
                          entry.oof->columns != static_cast<std::size_t>(m_setup.target.outputs())))
            throw Error(ErrorCode::BadFormat, entry.name,
                        "the saved predictions do not belong to these rows; the project can be "
                        "used but not continued");
    m_earlierSeconds = saved.seconds;
    takeUpInterrupted(saved);
    m_board->edit([&](StudyRecord &record) {
        const StudyRecord fresh = record;
        record = saved;
        record.options = fresh.options;
        record.notes = fresh.notes;
        record.interrupted = m_interrupted;
        record.finished = record.refitted = false;
        // The scored Models lead again until a new best is found or this sitting ends.
        for (std::string *name : {&record.best, &record.single, &record.smallest})
            if (const LeaderboardEntry *entry = record.find(*name); entry && !entry->parent.empty())
                *name = entry->parent;
    });
    const auto isInterrupted = [&](const std::string &name) {
        return std::ranges::find(m_interrupted, name, &InterruptedTrial::name) !=
               m_interrupted.end();
    };
    for (const LeaderboardEntry &entry : saved.entries) {
        if (entry.trial < 0 || !entry.parent.empty())
            continue;
        m_proposer->skipTo(entry.trial + 1);
        if (entry.state != EntryState::Done || isInterrupted(entry.name))
            continue;
        TrialRequest request;
        request.trial = entry.trial;
        request.name = entry.name;
        request.family = entry.family;
        request.parameters = entry.parameters;
        m_proposer->remember(request, toScore(m_setup.metric, entry.validation),
                             entry.validationError);
    }
    m_told = m_proposer->trials();
    m_trialGoal += m_told;
    m_board->renewEnsemble(studySeconds());
}

/// Trials that were stopped on their way go on first, where their family is still tried.
void Study::Engine::takeUpInterrupted(const StudyRecord &saved)
{
    const auto &tried = m_proposer->families();
    for (const InterruptedTrial &trial : saved.interrupted)
        if (!trial.states.empty() && std::ranges::find(tried, trial.family) != tried.end()) {
            m_proposer->skipTo(trial.trial + 1);
            m_interrupted.push_back(trial);
        }
    if (!m_interrupted.empty())
        say(m_interrupted.size() == 1
                ? m_interrupted.front().name + " goes on where it was stopped"
                : std::to_string(m_interrupted.size()) + " models go on where they were stopped");
}

} // namespace leptune
