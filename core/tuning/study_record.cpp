// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/study_record.h"

#include "core/base/error.h"
#include "core/metrics/error_costs.h"

#include <algorithm>

namespace leptune {

const char *entryKindName(EntryKind kind)
{
    constexpr const char *names[] = {"single", "bag", "ensemble", "compressed"};
    return names[static_cast<std::size_t>(kind)];
}

const char *entryStateName(EntryState state)
{
    constexpr const char *names[] = {"done", "failed", "stopped"};
    return names[static_cast<std::size_t>(state)];
}

Decision StudyRecord::resultDecision() const
{
    Decision decision(resultThreshold);
    if (resultTruth.task == TaskKind::MultiClass)
        decision.classWeights = classWeights(options.costs, resultTruth.classes);
    return decision;
}

const LeaderboardEntry *StudyRecord::find(const std::string &name) const
{
    const auto found = std::ranges::find(entries, name, &LeaderboardEntry::name);
    return found == entries.end() ? nullptr : &*found;
}

const LeaderboardEntry &StudyRecord::entryFor(const std::string &name) const
{
    const std::string *wanted = &name;
    if (name.empty() || name == "best")
        wanted = &best;
    else if (name == "single")
        wanted = &single;
    else if (name == "smallest")
        wanted = &smallest;
    const LeaderboardEntry *entry = find(wanted->empty() ? name : *wanted);
    if (name == "ensemble") // the refitted one where there is one
        for (const LeaderboardEntry &candidate : entries)
            if (candidate.kind == EntryKind::Ensemble && candidate.model &&
                !candidate.parent.empty())
                entry = &candidate;
    if (entry && entry->model)
        return *entry;
    if (entry)
        throw Error(
            ErrorCode::Unsupported, entry->name,
            "this model's parameters and scores were kept, but not the model itself; choose best, "
            "or one with a size on the leaderboard");
    std::string known = "best, ensemble, single, smallest";
    for (const LeaderboardEntry &candidate : entries)
        if (candidate.model)
            known += ", " + candidate.name;
    throw Error(ErrorCode::NotFound, name.empty() ? "best" : name,
                "there is no such model; the project has " + known);
}

} // namespace leptune
