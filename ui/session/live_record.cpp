// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/live_record.h"

#include <algorithm>

namespace leptune {

namespace {

constexpr const char *kBaselineFamily = "baseline";

void apply(StudyRecord &record, const StudyStarted &header)
{
    record.schema.task = header.task;
    record.metric = metricFromName(header.metric, header.task);
    record.rows = header.rows;
    record.lockedRows = header.lockedRows;
    record.folds = header.folds;
    record.notes = header.notes;
}

void apply(StudyRecord &record, EntryPlaces &places, const EntryChanged &change)
{
    const LeaderboardEntry &entry = change.entry;
    const auto [known, isNew] = places.try_emplace(entry.name, record.entries.size());
    if (!isNew) {
        record.entries[known->second] = entry;
        return;
    }
    record.entries.push_back(entry);
    if (entry.trial < 0)
        return;
    ++record.trials;
    if (entry.state == EntryState::Failed)
        ++record.failedTrials;
    if (entry.family == kBaselineFamily)
        record.baselineValidation = entry.validation;
    if (record.firstModelSeconds <= 0.0 && entry.state == EntryState::Done)
        record.firstModelSeconds = entry.finishedAt;
}

void apply(StudyRecord &record, const BestChanged &best)
{
    record.best = best.name;
    record.score.validation = best.validation;
    record.bestCurve.push_back({best.at, best.validation, best.name});
    record.seconds = std::max(record.seconds, best.at);
}

} // namespace

EntryPlaces placesOf(const StudyRecord &record)
{
    EntryPlaces places;
    for (std::size_t i = 0; i < record.entries.size(); ++i)
        places.emplace(record.entries[i].name, i);
    return places;
}

void applyEvent(StudyRecord &record, EntryPlaces &places, const StudyEvent &event)
{
    if (const auto *started = std::get_if<StudyStarted>(&event))
        apply(record, *started);
    else if (const auto *entry = std::get_if<EntryChanged>(&event))
        apply(record, places, *entry);
    else if (const auto *best = std::get_if<BestChanged>(&event))
        apply(record, *best);
}

StudyStarted headerOf(const StudyRecord &record)
{
    StudyStarted header;
    header.task = record.schema.task;
    header.metric = metricName(record.metric);
    header.higherIsBetter = higherIsBetter(record.metric);
    header.rows = record.rows;
    header.lockedRows = record.lockedRows;
    header.folds = record.folds;
    header.families = record.options.families;
    header.notes = record.notes;
    return header;
}

} // namespace leptune
