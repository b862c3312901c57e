// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/compression_result.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <tuple>

namespace leptune {

namespace {

/// Of the original over the constant answer; a drop is a share of it.
double gainOf(const CompressionResult &result)
{
    return std::abs(result.candidates.front().validation - result.constantValidation);
}

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
    entry.validationError = candidate.point.dropError * gainOf(result);
    entry.test = place == result.tested ? result.chosenTest : std::nan("");
    entry.seconds = candidate.seconds;
    entry.finishedAt = result.original.finishedAt;
    entry.rows = result.original.rows;
    entry.sizeBytes = candidate.point.bytes;
    entry.latencyMicroseconds = candidate.point.microseconds;
    entry.parameters = candidate.parameters;
    entry.model = candidate.model;
    entry.slices = candidate.slices;
    entry.operations = candidate.point.operations;
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

CompressedCandidate candidateOf(const LeaderboardEntry &entry)
{
    CompressedCandidate candidate;
    candidate.name = entry.name;
    candidate.parameters = entry.parameters;
    candidate.validation = entry.validation;
    candidate.seconds = entry.seconds;
    candidate.model = entry.model;
    candidate.slices = entry.slices;
    candidate.point = {0.0, entry.sizeBytes, entry.latencyMicroseconds, 0.0, entry.operations};
    return candidate;
}

} // namespace

void judge(CompressionResult &result, const FrontLimits &limits)
{
    std::vector<FrontPoint> points;
    for (const CompressedCandidate &candidate : result.candidates)
        points.push_back(candidate.point);
    const std::vector<bool> front = paretoFront(points);
    for (std::size_t i = 0; i < front.size(); ++i)
        result.candidates[i].pareto = front[i];
    result.chosen = choosePoint(points, limits);
}

double validationAt(const CompressionResult &result, double drop)
{
    const double original = result.candidates.front().validation;
    return original - drop * (original - result.constantValidation);
}

CompressionResult compressionOf(const StudyRecord &record, const std::string &name)
{
    CompressionResult result;
    result.metric = record.metric;
    result.constantValidation = record.baselineValidation;
    result.original = record.entryFor(name);
    const LeaderboardEntry *scored =
        isRefit(result.original) ? record.find(result.original.parent) : &result.original;
    CompressedCandidate original = candidateOf(result.original);
    if (scored) {
        original.validation = scored->validation;
        result.originalTest = result.chosenTest = scored->test;
    }
    result.candidates.push_back(original);
    const auto score = [&](double value) { return toScore(result.metric, value); };
    for (const LeaderboardEntry &entry : record.entries) {
        if (entry.kind != EntryKind::Compressed || entry.parent != result.original.name)
            continue;
        CompressedCandidate candidate = candidateOf(entry);
        candidate.method = entry.family;
        candidate.point.drop = shareLost(score(original.validation),
                                         score(result.constantValidation), score(entry.validation));
        if (const double gain = gainOf(result); gain > 0.0 && std::isfinite(entry.validationError))
            candidate.point.dropError = entry.validationError / gain;
        candidate.isSlower = entry.latencyMicroseconds > result.original.latencyMicroseconds;
        if (std::isfinite(entry.test)) {
            result.tested = result.candidates.size();
            result.chosenTest = entry.test;
        }
        result.candidates.push_back(std::move(candidate));
    }
    judge(result, {});
    return result;
}

void addEarlier(CompressionResult &result, const StudyRecord &record, const FrontLimits &limits)
{
    const CompressionResult earlier = compressionOf(record, result.original.name);
    const double microseconds = result.candidates.front().point.microseconds;
    for (CompressedCandidate candidate : earlier.candidates) {
        const bool isKnown = std::ranges::any_of(
            result.candidates, [&](const auto &known) { return known.name == candidate.name; });
        if (isKnown || isOutdated(record, *record.find(candidate.name)))
            continue;
        candidate.isSlower = candidate.point.microseconds > microseconds;
        result.candidates.push_back(std::move(candidate));
    }
    judge(result, limits);
}

bool isOutdated(const StudyRecord &record, const LeaderboardEntry &line)
{
    const LeaderboardEntry *parent = record.find(line.parent);
    return !parent || parent->finishedAt != line.finishedAt;
}

void addToLeaderboard(StudyRecord &record, const CompressionResult &result, std::size_t most)
{
    std::erase_if(record.entries, [&](const LeaderboardEntry &entry) {
        return entry.kind == EntryKind::Compressed && entry.parent == result.original.name;
    });
    std::vector<std::size_t> places;
    const auto isWanted = [&](std::size_t i) { return i == result.chosen || i == result.tested; };
    for (std::size_t i = 1; i < result.candidates.size(); ++i)
        if (result.candidates[i].pareto || isWanted(i))
            places.push_back(i);
    std::ranges::stable_sort(places, {}, [&](std::size_t i) { // the best ones where they are many
        return std::tuple(i != result.chosen, !isWanted(i), result.candidates[i].point.drop);
    });
    places.resize(std::min(places.size(), most));
    for (const std::size_t place : places)
        record.entries.push_back(lineOf(result, place));
    const auto original =
        std::ranges::find(record.entries, result.original.name, &LeaderboardEntry::name);
    if (original != record.entries.end() && !result.candidates.front().slices.empty()) {
        original->slices = result.candidates.front().slices;
        original->latencyMicroseconds =
            result.candidates.front().point.microseconds; // as its lines
    }
    renewSmallest(record, result, places);
}

} // namespace leptune
