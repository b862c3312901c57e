// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/leaderboard_text.h"

#include "app/cli/console.h"
#include "core/tuning/record_json.h"

#include <cmath>
#include <map>

namespace leptune {

namespace {

std::string rolesOf(const StudyRecord &record, const std::string &name)
{
    std::string roles;
    for (const auto &[role, holder] :
         {std::pair("best", &record.best), std::pair("single", &record.single),
          std::pair("smallest", &record.smallest)}) {
        if (*holder == name)
            roles += (roles.empty() ? "" : ", ") + std::string(role);
    }
    return roles;
}

std::string remark(const StudyRecord &record, const LeaderboardEntry &entry)
{
    if (entry.state != EntryState::Done)
        return std::string(entryStateName(entry.state)) + ": " + entry.reason;
    return rolesOf(record, entry.name);
}

std::string testLine(const StudyRecord &record)
{
    const StudyScore &score = record.score;
    const std::string interval =
        " (95 %: " + shortNumber(score.low) + " to " + shortNumber(score.high) + ")";
    if (std::isnan(score.test))
        return "not locked away; the interval of the validation score is " +
               interval.substr(interval.find(':') + 2, interval.size() - interval.find(':') - 3);
    std::string line = shortNumber(score.test) + interval;
    if (record.lockedRows > 0)
        line += ", scored on " + std::to_string(record.lockedRows) + " unseen rows";
    if (record.refitted)
        line += ", then refitted on all";
    return line;
}

std::string tableText(const StudyRecord &record,
                      const std::vector<const LeaderboardEntry *> &entries)
{
    TextTable table({"name", "family", metricName(record.metric), "+-", "test", "seconds", "size",
                     "latency us", ""});
    for (const LeaderboardEntry *entry : entries) {
        const bool hasModel = entry->sizeBytes > 0;
        table.add({entry->name, entry->family, shortNumber(entry->validation),
                   shortNumber(entry->validationError, 2), shortNumber(entry->test),
                   shortNumber(entry->seconds, 3),
                   hasModel ? bytesText(static_cast<double>(entry->sizeBytes)) : "-",
                   hasModel ? shortNumber(entry->latencyMicroseconds, 3) : "-",
                   remark(record, *entry)});
    }
    return table.text();
}

/// Empty where no trial was stopped.
std::string stoppedText(const std::map<std::string, int> &stopped)
{
    if (stopped.empty())
        return "";
    int trials = 0;
    std::string families;
    for (const auto &[family, count] : stopped) {
        trials += count;
        families += families.empty() ? "" : ", ";
        families.append(family).append(" ").append(std::to_string(count));
    }
    return std::to_string(trials) + (trials == 1 ? " trial was" : " trials were") +
           " stopped early: " + families + " (--all lists them with the reason)\n";
}

} // namespace

std::string leaderboardText(const StudyRecord &record, std::size_t most)
{
    std::vector<const LeaderboardEntry *> entries = rankedEntries(record);
    if (most > 0 && entries.size() > most)
        entries.resize(most);
    return tableText(record, entries);
}

std::string finishedLeaderboardText(const StudyRecord &record)
{
    std::vector<const LeaderboardEntry *> finished;
    std::map<std::string, int> stopped;
    for (const LeaderboardEntry *entry : rankedEntries(record)) {
        if (entry->state == EntryState::Stopped)
            ++stopped[entry->family];
        else
            finished.push_back(entry);
    }
    return tableText(record, finished) + stoppedText(stopped);
}

std::string summaryText(const StudyRecord &record)
{
    std::string text = std::string(taskName(record.schema.task)) + " of " + record.schema.target +
                       ", " + std::to_string(record.rows) + " rows, " +
                       std::to_string(record.trials) + " trials";
    if (record.failedTrials > 0)
        text += " (" + std::to_string(record.failedTrials) + " failed)";
    text += " in " + durationText(record.seconds) + "\n";
    const std::string metric = metricName(record.metric);
    text += "best        " + record.best + "\n";
    text += "validation  " + metric + " " + shortNumber(record.score.validation) + " (baseline " +
            shortNumber(record.baselineValidation) + ")\n";
    text += "test        " + testLine(record) + "\n\n";
    return text + leaderboardText(record, 10);
}

} // namespace leptune
