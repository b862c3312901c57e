// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/memory.h"
#include "core/tuning/study_engine.h"

#include <algorithm>
#include <cmath>
#include <limits>

/// The search loop: what is tried next, what results change, and when it ends.
namespace leptune {

namespace {

constexpr double kEnsembleShare = 0.05; // of the time since the last choice
constexpr double kStragglerSeconds = 0.25;
constexpr double kWorthSearching = 0.05; // of the budget

} // namespace

void Study::Engine::search()
{
    enter(StudyPhase::QuickModels);
    do
        searchOnce();
    while (searchGoesOn());
    if (!m_stop && !m_board->best() && searchSecondsLeft() <= 0.0)
        fitBaseline();
    if (!m_stop && !progressHasEnded())
        sayWhatKeepsItFromMore();
    m_board->edit([this](StudyRecord &record) { keepCutShort(record); });
}

/// A later sitting may go on with them.
void Study::Engine::keepCutShort(StudyRecord &record) const
{
    for (InterruptedTrial &trial : m_proposer->cutShort())
        record.interrupted.push_back(std::move(trial));
}

/// Whatever the time: a budget that ended before any model was ready still leaves one to show.
void Study::Engine::fitBaseline()
{
    auto request = m_proposer->known("baseline", {});
    if (!request)
        return;
    request->why = kWhyBaseline;
    submit(std::move(*request));
    while (m_inFlight > 0 && !m_stop)
        for (Finished &finished : collect(0.1))
            process(std::move(finished));
}

/// Until the time is over that the finish leaves to it, or there is nothing more to try.
void Study::Engine::searchOnce()
{
    bool searching = false;
    while (!searchIsOver()) {
        if (!submitMore() && m_inFlight == 0)
            break;
        for (Finished &finished : collect(std::clamp(searchSecondsLeft(), 0.005, 0.1)))
            process(std::move(finished));
        if (!searching && m_proposer->trials() > static_cast<int>(m_proposer->families().size())) {
            searching = true;
            enter(StudyPhase::Searching);
        }
        suggestToStop();
        renewEnsembleSometimes();
        saveCheckpoint(false);
    }
    m_executor->stopAll();
    // A boosting round under way can't be interrupted; what it gives is thrown away.
    const Stopwatch watch;
    while (m_inFlight > 0 && watch.seconds() < kStragglerSeconds)
        for (Finished &finished : collect(0.02))
            process(std::move(finished));
}

/// The last results may have made another model the best, one that is refitted sooner or not at
/// all: what its finish does not need belongs to the search.
bool Study::Engine::searchGoesOn()
{
    if (m_stop || deterministic() || trialsAreUp() || progressHasEnded() || !m_board->best())
        return false;
    if (!m_ensembleIsFresh)
        renewEnsemble();
    return searchSecondsLeft() > kWorthSearching * m_clock.budget() &&
           m_proposer->canAfford({searchSecondsLeft(), bytesLeft()});
}

void Study::Engine::sayWhatKeepsItFromMore()
{
    const double seconds = searchSecondsLeft();
    if (trialsAreUp() || seconds <= kWorthSearching * m_clock.budget())
        return;
    if (m_proposer->canAfford({seconds}))
        say("the memory limit leaves no room for another model; allow more with --memory");
    else
        say(std::string("no other model can be fitted") +
            (deterministic() ? "" : " in the time that is left"));
}

/// With --trials the proposal for trial t learns from exactly trials 0..t-4, whatever the number of
/// workers; false: one of them is still running.
bool Study::Engine::learnedEnough()
{
    if (!deterministic())
        return true;
    if (m_continuing > 0)
        return false;
    const int wanted = m_proposer->trials() - kMostTrialsInFlight + 1;
    for (; m_told < wanted && m_outOfOrder.contains(m_told); ++m_told) {
        const auto known = m_outOfOrder.extract(m_told);
        m_proposer->tell(known.mapped().first, known.mapped().second);
        countProgress(known.mapped().second);
    }
    return m_told >= wanted;
}

/// With --trials what an earlier sitting left is learned from once all of it is there, by number.
void Study::Engine::learnContinued()
{
    for (auto known = m_outOfOrder.begin(); known != m_outOfOrder.end() && known->first < m_told;
         known = m_outOfOrder.erase(known)) {
        m_proposer->tell(known->second.first, known->second.second);
        countProgress(known->second.second);
    }
}

void Study::Engine::submit(TrialRequest request)
{
    setBars(request);
    m_bytesInFlight += request.expectedBytes;
    m_executor->submit(std::move(request), m_plan);
    ++m_inFlight;
}

/// False: an earlier sitting left none, or none that there is memory for while others run.
bool Study::Engine::submitInterrupted()
{
    const double bytes = bytesLeft();
    const auto fits = [&](const InterruptedTrial &trial) { // --trials: all of them, in their order
        return deterministic() || m_proposer->bytesToGoOn(trial) <= bytes;
    };
    auto next = std::ranges::find_if(m_interrupted, fits);
    if (next == m_interrupted.end() && m_inFlight == 0 && !m_interrupted.empty()) {
        say(m_interrupted.front().name +
            " can't go on: the memory limit is too low for it; allow more with --memory");
        m_interrupted.erase(m_interrupted.begin());
        return submitInterrupted();
    }
    if (next == m_interrupted.end())
        return false;
    submit(m_proposer->continued(*next, {searchSecondsLeft(), bytes}));
    m_interrupted.erase(next);
    ++m_continuing;
    return true;
}

/// Steps whose family can't learn from these rows are passed over.
std::optional<TrialRequest> Study::Engine::nextOfRecipe()
{
    while (m_recipeAt < m_input.recipe.size()) {
        const RecipeStep &step = m_input.recipe[m_recipeAt++];
        if (auto request = m_proposer->known(step.family, step.parameters))
            return request;
        say(step.family + " is left out: it can't learn from these rows");
    }
    return {};
}

std::optional<TrialRequest> Study::Engine::nextTrial()
{
    if (!m_input.recipe.empty())
        return nextOfRecipe();
    TrialMeans means{searchSecondsLeft(), bytesLeft()};
    if (auto request = m_proposer->next(means))
        return request;
    means.last = true;
    return m_proposer->next(means);
}

/// As many were asked for, here and in earlier sittings.
bool Study::Engine::trialsAreUp() const
{
    if (!m_input.recipe.empty())
        return m_recipeAt == m_input.recipe.size();
    const bool isLimited = deterministic() || m_input.mostTrials > 0;
    return isLimited && m_proposer->trials() >= m_trialGoal;
}

/// False: there is nothing more to try.
bool Study::Engine::submitMore()
{
    while (m_inFlight < m_executor->workers()) {
        if (submitInterrupted())
            continue;
        if (trialsAreUp())
            return false;
        if (!learnedEnough())
            return true;
        if (deterministic() &&
            progressHasEnded()) // what runs is finished: the same trials at any thread count
            return false;
        auto request = nextTrial();
        if (!request)
            return false;
        countPromise();
        submit(std::move(*request));
    }
    return true;
}

/// What the trial has to promise while it runs. With --trials nothing ends early: when a trial
/// knows of others hangs on the clock.
void Study::Engine::setBars(TrialRequest &request) const
{
    if (!request.prunable || deterministic())
        return;
    request.curveBar = m_curves.bar(request.family);
    if (const LeaderboardEntry *best = m_board->best(); best && !request.firstLook)
        request.bar = m_folds.bar(best->oof);
}

std::vector<Study::Engine::Finished> Study::Engine::collect(double timeoutSeconds)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, std::chrono::duration<double>(timeoutSeconds),
                       [this] { return !m_results.empty(); });
    std::vector<Finished> finished(std::make_move_iterator(m_results.begin()),
                                   std::make_move_iterator(m_results.end()));
    m_results.clear();
    m_inFlight -= static_cast<int>(finished.size());
    for (const Finished &trial : finished)
        m_bytesInFlight -= trial.request.expectedBytes;
    return finished;
}

void Study::Engine::process(Finished finished)
{
    TrialResult &result = finished.result;
    {
        std::lock_guard lock(m_mutex);
        m_kept.erase(finished.request.name);
    }
    m_ensembleIsFresh = false;
    if (result.state == EntryState::Stopped && !result.pruned && !m_stop && !deterministic())
        result.reason = "the time ran out before it was complete";
    const TrialRequest request = finished.request;
    const LeaderboardEntry *earlier = m_board->find(request.name);
    if (earlier && !request.states.empty())
        result.seconds += earlier->seconds; // of the sitting before
    TrialLesson lesson{result.state,   result.score,    result.score,  result.error,
                       result.seconds, result.cutShort, result.pruned, result.firstLook};
    const bool mayGoOn = !m_stop && !deterministic() && searchSecondsLeft() > 0.0;
    if (result.state == EntryState::Done && result.cutShort && mayGoOn)
        lesson.states = std::move(result.states); // may go on in this sitting
    // What went on has told its folds before.
    const bool goesOn = earlier && earlier->state == EntryState::Done;
    if (result.state == EntryState::Done && !goesOn)
        m_folds.record(result.score, result.foldScores);
    if (result.state == EntryState::Done && !result.cutShort)
        m_curves.record(request.family, result.curveEnd);
    m_board->add(request, std::move(result), studySeconds(), finished.worker);
    if (deterministic()) {
        lesson.seconds = 0.0; // nothing may depend on a clock
        lesson.cutShort = false;
        m_outOfOrder.emplace(request.trial, std::pair(request, lesson));
        if (!request.states.empty() && --m_continuing == 0 && m_interrupted.empty())
            learnContinued();
        return;
    }
    if (!lesson.firstLook)
        countProgress(lesson);
    if (const LeaderboardEntry *entry = m_board->find(request.name);
        lesson.state == EntryState::Done && entry)
        lesson.value = m_board->worthOf(*entry);
    m_proposer->tell(request, lesson);
}

/// For the stop rule; with --trials in the order of the trials.
void Study::Engine::countProgress(const TrialLesson &lesson)
{
    const bool better = lesson.state == EntryState::Done && !(lesson.value <= m_bestTold);
    m_sinceBest = better ? 0 : m_sinceBest + 1;
    if (better)
        m_bestTold = lesson.value;
}

/// Proposals in a row that promise less than a hundredth of the best one's standard error.
void Study::Engine::countPromise()
{
    constexpr double kShareOfError = 0.01;
    const auto gain = m_proposer->expectedGain();
    if (!gain) // a start or a promotion: it promises nothing
        return;
    const LeaderboardEntry *best = m_board->bestMember();
    const bool negligible = best && best->validationError > 0.0 &&
                            std::exp(*gain) < kShareOfError * best->validationError;
    m_negligibleGains = negligible ? m_negligibleGains + 1 : 0;
}

/// Why more trials would hardly help; empty while they may.
std::string Study::Engine::whyEnough() const
{
    constexpr int kNegligibleInARow = 10;
    constexpr int kTrialsWithoutGain = 40;
    const MetricKind metric = m_setup.metric;
    const bool limited =
        m_plan->wantsSmall || m_plan->wantsFast; // what is perfect may be too large
    if (!limited && m_bestTold >= toScore(metric, higherIsBetter(metric) ? 1.0 : 0.0))
        return "no model can reach more than the best one";
    if (m_negligibleGains >= kNegligibleInARow)
        return "what another model promises is less than the folds differ by";
    if (m_sinceBest >= kTrialsWithoutGain)
        return "no better model in " + std::to_string(kTrialsWithoutGain) + " trials";
    return "";
}

bool Study::Engine::progressHasEnded() const
{
    return m_input.options.stopEarly && !whyEnough().empty();
}

void Study::Engine::suggestToStop()
{
    if (m_suggested || m_input.options.stopEarly)
        return;
    const std::string why = whyEnough();
    m_suggested = !why.empty();
    if (m_suggested)
        say("more time would hardly help: " + why);
}

void Study::Engine::renewEnsembleSometimes()
{
    if (deterministic()) // the clock must not choose whose models are kept: once, at the end
        return;
    const double since = m_clock.elapsed() - m_ensembleAt;
    if (m_ensembleAt >= 0.0 && m_ensembleSeconds > kEnsembleShare * since)
        return;
    renewEnsemble();
}

void Study::Engine::renewEnsemble()
{
    const Stopwatch watch;
    m_board->renewEnsemble(studySeconds());
    m_ensembleIsFresh = true;
    m_proposer->revalue(m_board->worths());
    m_ensembleSeconds = watch.seconds();
    m_ensembleAt = m_clock.elapsed();
}

double Study::Engine::searchSecondsLeft() const
{
    return m_clock.limited() ? m_clock.remaining() - finishSeconds()
                             : std::numeric_limits<double>::infinity();
}

/// What all fits see of so many rows: dense numbers and bins.
double Study::Engine::sharedBytes(std::size_t rows) const
{
    return static_cast<double>(rows) * (sizeof(float) * static_cast<double>(m_shape.denseFeatures) +
                                        static_cast<double>(m_shape.treeFeatures));
}

/// What one more fit may take. With --trials always the same, whatever is running.
double Study::Engine::bytesLeft() const
{
    if (deterministic())
        return std::max(0.0, m_memoryLimit - sharedBytes(m_plan->data->rows())) /
               (kMostTrialsInFlight + 1);
    return m_memoryLimit - static_cast<double>(residentMemoryBytes()) -
           std::max(0.0, m_bytesInFlight);
}

bool Study::Engine::searchIsOver()
{
    if (m_stop)
        return true;
    if (progressHasEnded() && !deterministic()) {
        say(whyEnough());
        return true;
    }
    return !(searchSecondsLeft() > 0.0);
}

} // namespace leptune
