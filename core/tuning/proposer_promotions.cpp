// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/registry.h"
#include "core/tuning/proposer.h"

#include <algorithm>
#include <cmath>
#include <utility>

/// What goes further than it was first planned to: looks get more rows, models more rounds.
namespace leptune {

namespace {

constexpr double kDear = 0.04; // of the time that is left: a first look is worth it
constexpr double kFewestLookRows = 1000.0;
constexpr const char *kGoesOn = ", continued with more rounds";
constexpr double kWorthGoingOn = 0.2; // of the time that a trial took so far

} // namespace

/// Of the rows, for a proposal that would take much of the time that is left; 0 = it needs no look.
double Proposer::lookShare(Family &family, const TrialRequest &trial, const TrialMeans &means) const
{
    const auto rows = static_cast<double>(m_shape.rows);
    const double dear = kDear * means.seconds;
    double share = FirstLooks::kRowShare;
    if (!std::isfinite(means.seconds) || trial.expectedSeconds <= dear ||
        share * rows < kFewestLookRows)
        return 0.0;
    const double aFit = trial.expectedSeconds / m_fitsPerTrial;
    while (share * aFit > dear && share / FirstLooks::kFactor * rows >= kFewestLookRows)
        share /= FirstLooks::kFactor;
    if (family.hasLooked)
        share = family.looks.leastShare();
    if (share * trial.expectedBytes > means.bytes)
        return 0.0;
    if (!std::exchange(family.hasLooked, true)) // all of a family start with as many rows
        family.looks = FirstLooks(share);
    return share;
}

/// It ends after one of its fits.
void Proposer::makeLook(TrialRequest &trial) const
{
    trial.firstLook = true;
    trial.expectedSeconds /= m_fitsPerTrial;
}

/// More rows for a look that was among the best; one that time no longer allows is given up.
std::optional<TrialRequest> Proposer::afterLook(const TrialMeans &means)
{
    for (Family &family : m_families) {
        while (const auto look = family.looks.next()) {
            const double share = FirstLooks::shareAfter(*look);
            const TrialMeans most = shareOf(means, kSearchShare);
            const double rows = share < 1.0 ? share // of one fold
                                            : affordableRows(family, look->configuration, most,
                                                             leastShareOf(family));
            const double aLook = share / m_fitsPerTrial * predict(family, look->configuration);
            const double bytes = share * family.learner->cost(m_shape, look->configuration).bytes;
            const bool isTooDear = share < 1.0 && (aLook > most.seconds || bytes > means.bytes);
            if (rows <= 0.0 || isTooDear || family.failures >= kFailuresToGiveUp)
                continue;
            TrialRequest trial =
                request(family, look->configuration, "among the best of the first looks");
            trial.lookedAt = look->trial;
            if (share < 1.0)
                makeLook(trial);
            limit(trial, rows, rows, kSearchPatience * means.seconds, means.bytes);
            return trial;
        }
    }
    return std::nullopt;
}

/// What time had cut short and what nevertheless is the best of its family.
std::optional<InterruptedTrial> Proposer::bestCut(const Family &family) const
{
    if (!family.cut || family.failures >= kFailuresToGiveUp)
        return std::nullopt;
    const TrialLesson &lesson = family.lessons.at(family.cut->trial);
    const bool isBest =
        !(lesson.score < bestScore(family)) && !(lesson.score < scoreNotFarBehind());
    return isBest && lesson.rowShare >= leastShareOf(family) ? family.cut : std::nullopt;
}

/// More rounds for the best that time had cut short.
std::optional<TrialRequest> Proposer::afterCut(const TrialMeans &means)
{
    for (Family &family : m_families) {
        const auto cut = bestCut(family);
        // What it takes longer its refit will, too: not all of the time that is left.
        const TrialMeans most = shareOf(means, kSearchShare);
        if (!cut || most.seconds < kWorthGoingOn * family.lessons.at(cut->trial).seconds ||
            bytesToGoOn(*cut) > means.bytes)
            continue;
        TrialRequest trial = continued(*cut, most);
        if (!trial.why.ends_with(kGoesOn))
            trial.why += kGoesOn;
        trial.prunable = false;
        trial.lookedAt = family.looks.lookOf(trial.trial).value_or(-1);
        family.cut.reset();
        return trial;
    }
    return std::nullopt;
}

/// A state belongs to the rows that it was made with: there is no going on with fewer.
double Proposer::bytesToGoOn(const InterruptedTrial &trial) const
{
    return trial.rowShare * learnerNamed(trial.family).cost(m_shape, trial.parameters).bytes;
}

void Proposer::keepCut(Family &family, const TrialRequest &request, FitStates states)
{
    if (family.cut &&
        family.lessons.at(family.cut->trial).score > family.lessons.at(request.trial).score)
        return;
    family.cut = interruptedTrial(request, std::move(states));
}

std::vector<InterruptedTrial> Proposer::cutShort() const
{
    std::vector<InterruptedTrial> trials;
    for (const Family &family : m_families)
        if (auto cut = bestCut(family))
            trials.push_back(std::move(*cut));
    return trials;
}

} // namespace leptune
