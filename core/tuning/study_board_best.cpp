// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/study_board.h"

#include <algorithm>
#include <cmath>

/// Which of the leaderboard's Models is recommended.
namespace leptune {

namespace {

constexpr double kNegligible = 0.01; // of the best model's standard error

} // namespace

/// What scores may differ by and still be equal: folds that agree by chance do not make it less
/// than the rows allow.
double StudyBoard::negligible(const LeaderboardEntry &top) const
{
    return kNegligible * std::max(top.validationError, m_leastError);
}

/// The smallest of those that are as good as the best score.
const LeaderboardEntry *StudyBoard::bestMember() const
{
    auto entries = withinLimits(candidates());
    if (entries.empty())
        return nullptr;
    const LeaderboardEntry *top = entries.front();
    std::erase_if(entries, [&](const LeaderboardEntry *entry) {
        return score(*top) - score(*entry) > negligible(*top) ||
               (entry != top && entry->family == "baseline");
    });
    return *std::ranges::min_element(entries, {}, &LeaderboardEntry::sizeBytes);
}

const LeaderboardEntry *StudyBoard::best() const
{
    const LeaderboardEntry *member = bestMember();
    const LeaderboardEntry *ensemble = find(kEnsemble);
    if (!ensemble || !member)
        return member;
    const bool fits = excess(*ensemble) <= std::max(1.0, excess(*member));
    return fits && score(*ensemble) - score(*member) > negligible(*member) ? ensemble : member;
}

const LeaderboardEntry *StudyBoard::smallest(double dropLimit) const
{
    const LeaderboardEntry *top = best();
    if (!top)
        return nullptr;
    const double span = score(*top) - toScore(m_plan->metric, m_record.baselineValidation);
    const LeaderboardEntry *chosen = top;
    for (const LeaderboardEntry &entry : m_record.entries) {
        const bool within = entry.model && entry.parent.empty() &&
                            score(*top) - score(entry) <= dropLimit * std::max(0.0, span);
        if (within && entry.sizeBytes < chosen->sizeBytes)
            chosen = &entry;
    }
    return chosen;
}

void StudyBoard::announceBest(double at)
{
    const LeaderboardEntry *top = best();
    if (!top || (top->name == m_record.best && !m_record.bestCurve.empty() &&
                 m_record.bestCurve.back().validation == top->validation))
        return;
    const BestChanged change{top->name, top->validation, at};
    edit([&](StudyRecord &record) {
        record.best = change.name;
        record.score = {std::nan(""), std::nan(""), std::nan(""), std::nan("")};
        record.bestCurve.push_back({at, change.validation, change.name});
    });
    m_events.push(change);
}

} // namespace leptune
