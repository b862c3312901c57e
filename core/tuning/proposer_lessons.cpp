// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/line_fit.h"
#include "core/tuning/proposer.h"

#include <algorithm>
#include <cmath>
#include <utility>

/// What a proposer learns from trials.
namespace leptune {

Proposer::Family *Proposer::familyOf(const TrialRequest &request)
{
    const auto found = std::ranges::find_if(
        m_families, [&](const Family &f) { return f.learner->name() == request.family; });
    return found == m_families.end() ? nullptr : &*found;
}

/// It was asked for in an earlier sitting.
void Proposer::markUsed(Family &family, const Configuration &configuration)
{
    ++family.asked;
    for (Start &start : m_starts)
        if (&m_families[start.family] == &family && start.configuration == configuration)
            start.used = true;
}

void Proposer::remember(const TrialRequest &request, double score, double error)
{
    skipTo(request.trial + 1);
    if (Family *family = familyOf(request))
        markUsed(*family, request.parameters);
    tell(request, {EntryState::Done, score, score, error, 0.0, false, false});
}

void Proposer::tell(const TrialRequest &request, const TrialLesson &told)
{
    Family *family = familyOf(request);
    if (!family)
        return;
    TrialLesson lesson = told;
    lesson.rowShare = request.rowShare;
    FitStates states = std::exchange(lesson.states, {});
    family->running = std::max(0, family->running - 1);
    if (request.firstLook)
        return learnLook(*family, request, lesson);
    if (lesson.pruned)
        lesson.value = valueOfPruned(lesson.score);
    const bool done = lesson.state == EntryState::Done;
    if (lesson.state == EntryState::Failed)
        ++family->failures;
    if (done) {
        family->failures = 0;
        const double operations = family->learner->cost(m_shape, request.parameters).operations *
                                  m_fitsPerTrial * request.rowShare;
        if (operations > 0.0 && lesson.seconds > 0.0 && !lesson.cutShort)
            family->secondsPerOperation = lesson.seconds / operations;
    }
    const bool isKnown = family->lessons.contains(request.trial); // and went on
    if (isKnown && !done)                                         // what it was before still holds
        return;
    if (done && !(lesson.score <= bestScore(*family)))
        family->bestSettings = request.parameters;
    if (done || lesson.pruned)
        learn(*family, request.trial, lesson);
    if (done && lesson.cutShort && !states.empty())
        keepCut(*family, request, std::move(states));
    const Outcome outcome{done || lesson.pruned ? std::optional(lesson.value)
                                                : std::nullopt,         // a stopped one was too
                          lesson.error * lesson.error, lesson.seconds}; // dear: as bad as failed
    if (!family->sampler)
        return;
    tellSampler(*family, request, isKnown, outcome);
    if (request.lookedAt < 0)
        return;
    family->looks.finish(request.lookedAt, request.trial, outcome.value.value_or(std::nan("")));
    if (outcome.value)
        retellLooks(*family);
}

/// What follows a look says more of the same proposal.
void Proposer::tellSampler(Family &family, const TrialRequest &request, bool isKnown,
                           const Outcome &outcome)
{
    const bool followsLook = request.lookedAt >= 0;
    const auto number = static_cast<std::uint64_t>(followsLook ? request.lookedAt : request.trial);
    if (followsLook || isKnown)
        family.sampler->retell(number, outcome);
    else
        family.sampler->tell(number, request.parameters, outcome);
}

/// A look counts as much as configurations with such looks are worth on all rows.
void Proposer::learnLook(Family &family, const TrialRequest &request, const TrialLesson &lesson)
{
    const bool seen = lesson.firstLook && std::isfinite(lesson.score);
    if (lesson.state == EntryState::Failed)
        ++family.failures;
    const int first = request.lookedAt < 0 ? request.trial : request.lookedAt;
    family.looks.record(first, request.parameters, request.rowShare,
                        seen ? lesson.score : std::nan(""));
    if (!family.sampler)
        return;
    const Outcome outcome{
        seen ? std::optional(family.looks.valueOf(lesson.score, family.best, request.rowShare))
             : std::nullopt,
        0.0, lesson.seconds};
    tellSampler(family, request, false, outcome);
}

void Proposer::retellLooks(Family &family)
{
    for (const FirstLooks::Look &look : family.looks.open())
        family.sampler->retell(
            static_cast<std::uint64_t>(look.trial),
            {family.looks.valueOf(look.score, family.best, look.rowShare), 0.0, 0.0});
}

void Proposer::learn(Family &family, int trial, const TrialLesson &lesson)
{
    if (!lesson.pruned && !(family.scored && lesson.value <= family.best)) {
        family.best = lesson.value;
        family.bestRows = lesson.rowShare;
        family.scored = true;
    }
    family.lessons[trial] = lesson;
}

/// By the least squares line through scores and values of complete trials, never falling.
double Proposer::valueOfPruned(double score) const
{
    LineFit line;
    for (const Family &family : m_families)
        if (family.learner->name() != "baseline")
            for (const auto &[trial, lesson] : family.lessons)
                if (!lesson.pruned)
                    line.add(lesson.score, lesson.value);
    return line.at(score);
}

void Proposer::revalue(const std::map<int, double> &values)
{
    for (Family &family : m_families) {
        family.scored = false;
        for (auto &[trial, lesson] : family.lessons) {
            if (const auto value = values.find(trial); value != values.end())
                lesson.value = value->second;
            learn(family, trial, lesson);
        }
    }
    for (Family &family : m_families) {
        for (auto &[trial, lesson] : family.lessons) {
            if (lesson.pruned)
                lesson.value = valueOfPruned(lesson.score);
            const auto look = family.looks.lookOf(trial);
            if (look)
                family.looks.finish(*look, trial, lesson.value);
            if (family.sampler)
                family.sampler->retell(static_cast<std::uint64_t>(look.value_or(trial)),
                                       {lesson.value, lesson.error * lesson.error, lesson.seconds});
        }
        if (family.sampler)
            retellLooks(family);
    }
}

} // namespace leptune
