// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/record_json.h"

#include "core/tuning/json_values.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

using Json = nlohmann::ordered_json;

/// Sizes and latencies are never 0 where they are known.
Json knownAboveZero(double value)
{
    return value > 0.0 ? jsonNumber(value) : Json(nullptr);
}

Json knownBytes(std::uint64_t bytes)
{
    return bytes > 0 ? Json(bytes) : Json(nullptr);
}

Json entryJson(const LeaderboardEntry &entry)
{
    const bool failed = entry.state == EntryState::Failed;
    Json object;
    object["name"] = entry.name;
    object["kind"] = entryKindName(entry.kind);
    object["family"] = entry.family;
    object["parent"] = entry.parent.empty() ? Json(nullptr) : Json(entry.parent);
    object["state"] = entryStateName(entry.state);
    object["reason"] = entry.reason.empty() ? Json(nullptr) : Json(entry.reason);
    object["validation"] = failed ? Json(nullptr) : jsonNumber(entry.validation);
    object["validation_error"] = failed ? Json(nullptr) : jsonNumber(foldError(entry));
    object["test"] = failed ? Json(nullptr) : jsonNumber(entry.test);
    object["seconds"] = jsonNumber(entry.seconds);
    object["rows"] = entry.rows;
    object["size_bytes"] = knownBytes(entry.sizeBytes);
    object["latency_us"] = knownAboveZero(entry.latencyMicroseconds);
    object["parameters"] = parametersJson(entry.parameters);
    return object;
}

Json modelsOf(const StudyRecord &record)
{
    Json models = Json::array();
    for (const LeaderboardEntry *entry : rankedEntries(record))
        models.push_back(entryJson(*entry));
    return models;
}

Json bestOf(const StudyRecord &record)
{
    const LeaderboardEntry *best = record.best.empty() ? nullptr : record.find(record.best);
    if (!best)
        return nullptr;
    Json object;
    object["name"] = best->name;
    object["family"] = best->family;
    object["parameters"] = parametersJson(best->parameters);
    object["size_bytes"] = knownBytes(best->sizeBytes);
    object["latency_us"] = knownAboveZero(best->latencyMicroseconds);
    return object;
}

Json scoreOf(const StudyScore &score)
{
    Json object;
    object["validation"] = jsonNumber(score.validation);
    object["test"] = jsonNumber(score.test);
    object["low"] = jsonNumber(score.low);
    object["high"] = jsonNumber(score.high);
    return object;
}

Json columnJson(const ColumnProfile &column)
{
    Json object;
    object["name"] = column.name;
    object["type"] = columnTypeName(column.type);
    object["missing"] = column.missing;
    object["distinct"] = column.distinct;
    object["warnings"] = Json::array();
    for (const WarningNote &note : column.warnings)
        object["warnings"].push_back(warningName(note.kind));
    return object;
}

std::string written(const Json &json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// 0 scored, 1 without a score, 2 failed.
int placeOf(const LeaderboardEntry &entry)
{
    if (entry.state == EntryState::Failed)
        return 2;
    return std::isnan(entry.validation) ? 1 : 0;
}

/// An unknown size is the largest.
std::uint64_t bytesOf(const LeaderboardEntry &entry)
{
    return entry.sizeBytes > 0 ? entry.sizeBytes : std::numeric_limits<std::uint64_t>::max();
}

} // namespace

std::vector<const LeaderboardEntry *> rankedEntries(const StudyRecord &record)
{
    std::vector<const LeaderboardEntry *> entries;
    for (const LeaderboardEntry &entry : record.entries)
        entries.push_back(&entry);
    std::ranges::stable_sort(entries, [&](const LeaderboardEntry *a, const LeaderboardEntry *b) {
        if (placeOf(*a) != placeOf(*b))
            return placeOf(*a) < placeOf(*b);
        if (placeOf(*a) != 0)
            return false;
        const double first = toScore(record.metric, a->validation);
        const double second = toScore(record.metric, b->validation);
        return first != second ? first > second : bytesOf(*a) < bytesOf(*b);
    });
    return entries;
}

std::string tuneJson(const StudyRecord &record)
{
    const bool anyModel = !record.best.empty();
    Json object;
    object["task"] = taskName(record.schema.task);
    object["metric"] = metricName(record.metric);
    object["rows"] = record.rows;
    object["seconds"] = jsonNumber(record.seconds);
    object["first_model_seconds"] = anyModel ? jsonNumber(record.firstModelSeconds) : Json(nullptr);
    object["trials"] = record.trials;
    object["failed_trials"] = record.failedTrials;
    object["baseline"] = Json::object({{"validation", jsonNumber(record.baselineValidation)}});
    object["score"] = scoreOf(record.score);
    object["best"] = bestOf(record);
    object["models"] = modelsOf(record);
    return written(object);
}

std::string leaderboardJson(const StudyRecord &record)
{
    return written(modelsOf(record));
}

std::string evaluationJson(const Evaluation &evaluation)
{
    Json object;
    object["rows"] = evaluation.rows;
    object["metric"] = metricName(evaluation.metric);
    object["scores"] = Json::object();
    for (const auto &[metric, value] : evaluation.scores)
        object["scores"][metricName(metric)] = jsonNumber(value);
    object["classes"] = Json::array();
    for (const ClassScores &scores : evaluation.classes) {
        Json line;
        line["label"] = scores.label;
        line["precision"] = jsonNumber(scores.precision);
        line["recall"] = jsonNumber(scores.recall);
        line["f1"] = jsonNumber(scores.f1);
        line["rows"] = scores.rows;
        object["classes"].push_back(line);
    }
    object["confusion"] = evaluation.confusion;
    if (evaluation.costARow)
        object["cost_a_row"] = jsonNumber(*evaluation.costARow);
    return written(object);
}

std::string profileJson(const Profile &profile)
{
    Json object;
    object["rows"] = profile.rows;
    object["columns"] = Json::array();
    object["warnings"] = profile.warnings;
    for (const ColumnProfile &column : profile.columns) {
        object["columns"].push_back(columnJson(column));
        for (const WarningNote &note : column.warnings)
            object["warnings"].push_back(column.name + ": " + note.why);
    }
    return written(object);
}

} // namespace leptune
