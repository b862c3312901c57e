// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/compression_result.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace leptune {

namespace {

LeaderboardEntry lineOf(const CompressionResult &result, std::size_t place)
{
    const CompressedCandidate &candidate = result.candidates[place];
    LeaderboardEntry entry;
    entry.name = candidate.name;
    entry.kind = EntryKind::Compressed;
    entry.family = candidate.method;
    entry.parent = result.original.name;
    entry.reason = "made smaller from " + result.original.name;
    entry.validation = candidate.validation;
    entry.validationError = std::nan("");
    entry.test = place == result.chosen ? result.chosenTest : std::nan("");
    entry.seconds = candidate.seconds;
    entry.finishedAt = result.original.finishedAt;
    entry.rows = result.original.rows;
    entry.sizeBytes = candidate.point.bytes;
    entry.latencyMicroseconds = candidate.point.microseconds;
    entry.parameters = candidate.parameters;
    entry.model = candidate.model;
    return entry;
}

/// "smallest" is the least of what `best` and the lines made of it lose little by.
void renewSmallest(StudyRecord &record, const CompressionResult &result,
                   const std::vector<std::size_t> &places)
{
    if (!record.find(record.smallest))
        record.smallest = record.best;
    if (result.original.name != record.best)
        return;
    const LeaderboardEntry *known = record.find(record.smallest);
    std::uint64_t least = known ? known->sizeBytes : UINT64_MAX;
    for (const std::size_t place : places) {
        const CompressedCandidate &candidate = result.candidates[place];
        if (!keepsDrop(candidate.point, kDropLimit) || candidate.point.bytes >= least)
            continue;
        least = candidate.point.bytes;
        record.smallest = candidate.name;
    }
}

} // namespace

void addToLeaderboard(StudyRecord &record, const CompressionResult &result, std::size_t most)
{
    std::erase_if(record.entries, [&](const LeaderboardEntry &entry) {
        return entry.kind == EntryKind::Compressed && entry.parent == result.original.name;
    });
    std::vector<std::size_t> places;
    for (std::size_t i = 1; i < result.candidates.size(); ++i)
        if (result.candidates[i].pareto || i == result.chosen)
            places.push_back(i);
    std::ranges::stable_sort(places, {}, [&](std::size_t i) { // the best ones where they are many
        return std::pair(i != result.chosen, result.candidates[i].point.drop);
    });
    places.resize(std::min(places.size(), most));
    for (const std::size_t place : places)
        record.entries.push_back(lineOf(result, place));
    renewSmallest(record, result, places);
}

} // namespace leptune
