// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/limited_compression.h"

#include "core/base/error.h"
#include "core/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace leptune {

namespace {

constexpr double kBudgetShare = 1.0 / 6.0;
constexpr double kMostSeconds = 30.0;
constexpr double kMostTakingUp = 0.4; // of the time, for the answers that drops are measured from

std::string percent(double share)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.2g %%", 100.0 * share);
    return text;
}

std::string times(double ratio)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.3g times", ratio);
    return text;
}

bool canBeCompressed(const StudyRecord &record, const LeaderboardEntry &entry)
{
    if (!entry.model || entry.kind == EntryKind::Compressed || entry.kind == EntryKind::Single ||
        std::isnan(entry.validation))
        return false;
    const LeaderboardEntry *scored = isRefit(entry) ? record.find(entry.parent) : &entry;
    return scored && scored->model && scored->oof;
}

/// The best score; of equal ones that which is recommended, which may be the other one's refit.
const LeaderboardEntry *leaderOf(const StudyRecord &record)
{
    const LeaderboardEntry *leader = nullptr;
    const auto rank = [&](const LeaderboardEntry &entry) {
        return std::pair(toScore(record.metric, entry.validation), entry.name == record.best);
    };
    for (const LeaderboardEntry &entry : record.entries)
        if (canBeCompressed(record, entry) && (!leader || rank(entry) > rank(*leader)))
            leader = &entry;
    return leader;
}

/// Every member of the Model answers the rows that it did not see before anything can be compared.
double takingUpSeconds(const LeaderboardEntry &entry, int threads)
{
    return 1e-6 * entry.latencyMicroseconds * static_cast<double>(entry.rows) / threads;
}

std::string noteOn(const CompressionResult &result, const FrontLimits &limits)
{
    const CompressedCandidate &chosen = result.candidates[result.chosen];
    const std::string miss = missOf(chosen.point, limits);
    std::string note;
    if (!miss.empty()) {
        note += "nothing keeps all the limits; '";
        note += chosen.name;
        note += "' is the nearest to them: it ";
        note += miss;
        return note;
    }
    note += '\'';
    note += chosen.name;
    if (result.chosen == 0) {
        note += "' keeps the limits as it is, and nothing smaller was better within them";
        return note;
    }
    note += "', made of '";
    note += result.original.name;
    note += "', keeps the limits at a drop of ";
    note += percent(chosen.point.drop);
    note += " and is ";
    note += times(static_cast<double>(result.candidates.front().point.bytes) /
                  static_cast<double>(std::max<std::uint64_t>(1, chosen.point.bytes)));
    note += " smaller";
    return note;
}

} // namespace

FrontLimits limitsOf(const TuneOptions &options)
{
    return {options.maxDrop > 0.0 ? options.maxDrop : kDropLimit, options.maxModelBytes,
            options.maxLatencyMicroseconds};
}

bool hasLimits(const TuneOptions &options)
{
    return options.maxModelBytes > 0.0 || options.maxLatencyMicroseconds > 0.0 ||
           options.maxDrop > 0.0;
}

double compressionSeconds(double budgetSeconds)
{
    return std::min(kMostSeconds, kBudgetShare * budgetSeconds);
}

std::string missOf(const FrontPoint &point, const FrontLimits &limits)
{
    std::string text;
    const auto add = [&](const std::string &part) {
        text += text.empty() ? "" : ", ";
        text += part;
    };
    const auto bytes = static_cast<double>(point.bytes);
    if (limits.maxBytes > 0.0 && bytes > limits.maxBytes)
        add("has " + times(bytes / limits.maxBytes) + " the size");
    if (limits.maxMicroseconds > 0.0 && point.microseconds > limits.maxMicroseconds)
        add("takes " + times(point.microseconds / limits.maxMicroseconds) + " the time a row");
    if (!keepsDrop(point, limits.maxDrop))
        add("loses " + percent(point.drop) + " (standard error " + percent(point.dropError) +
            ") where " + percent(limits.maxDrop) + " may be lost");
    return text;
}

LimitedCompression compressUnderLimits(StudyRecord &record, const Table &table,
                                       const std::optional<Table> &test,
                                       const CompressionOptions &options)
{
    LimitedCompression outcome;
    const LeaderboardEntry *leader = leaderOf(record);
    if (!leader) {
        outcome.note = "no model was kept that could be compressed";
        return outcome;
    }
    const int threads = options.threads > 0 ? options.threads : availableCores();
    if (options.mostSeconds > 0.0 &&
        takingUpSeconds(*leader, threads) > kMostTakingUp * options.mostSeconds) {
        outcome.note += "'" + leader->name;
        outcome.note += "' takes too long to be compressed within the budget; leptune-cli compress "
                        "does it afterwards";
        return outcome;
    }
    try {
        outcome.result = compressModel(record, leader->name, table, test, options);
    } catch (const Error &error) {
        outcome.note += "nothing was compressed: ";
        outcome.note += error.what();
        return outcome;
    }
    const CompressionResult &result = *outcome.result;
    const CompressedCandidate &chosen = result.candidates[result.chosen];
    outcome.note = noteOn(result, options.limits);
    outcome.keepsLimits = missOf(chosen.point, options.limits).empty();
    addToLeaderboard(record, result);
    if (result.chosen > 0)
        record.smallest = chosen.name;
    return outcome;
}

} // namespace leptune
