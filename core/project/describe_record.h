// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/project.h"
#include "core/project/record_archive.h"

/// What a project file holds, field by field, once for writing and reading. The structured bindings
/// name every field: one that is added to a struct stops the build here, until it is saved too.
namespace leptune {

template <typename Archive>
void describe(Archive &archive, ParameterValue &value)
{
    std::uint64_t kind = value.index();
    archive.word(kind);
    if constexpr (Archive::kReads) {
        if (kind >= std::variant_size_v<ParameterValue>)
            archive.container().damaged("a parameter in it is of no known kind");
        value = kind == 0   ? ParameterValue(0.0)
                : kind == 1 ? ParameterValue(std::int64_t{0})
                            : ParameterValue(std::string());
    }
    std::visit([&](auto &inner) { describe(archive, inner); }, value);
}

template <typename Archive>
void describe(Archive &archive, Configuration &configuration)
{
    std::map<std::string, ParameterValue> values = configuration.values();
    describe(archive, values);
    if constexpr (Archive::kReads)
        for (auto &[name, value] : values)
            configuration.set(name, value);
}

template <typename Archive>
void describe(Archive &archive, ColumnType &type)
{
    describeChoice(archive, type, ColumnType::Picture);
}

/// Whether the file has the fields that came with this format.
template <typename Archive>
bool holdsFormat(const Archive &archive, std::uint64_t version)
{
    if constexpr (Archive::kReads)
        return archive.container().version() >= version;
    return true;
}

template <typename Archive>
void describe(Archive &archive, PictureShape &shape)
{
    auto &[height, width, channels] = shape;
    describeAll(archive, height, width, channels);
}

template <typename Archive>
void requirePictures(Archive &archive, const PictureShape &shape)
{
    if constexpr (Archive::kReads)
        if (!isPictureShape(shape))
            archive.container().damaged("pictures in it have an impossible size");
}

template <typename Archive>
void describe(Archive &archive, ReadOptions &options)
{
    // Threads and the stop token belong to one reading.
    auto &[separator, decimal, encoding, hasHeader, sheet, table, query, types, only, pictures,
           threads, stop] = options;
    describeAll(archive, separator, decimal, encoding, hasHeader, sheet, table, query, types, only);
    if (holdsFormat(archive, 2))
        describe(archive, pictures);
    if (pictures)
        requirePictures(archive, *pictures);
}

template <typename Archive>
void describe(Archive &archive, DataReference &data)
{
    auto &[path, bytes, hash, options] = data;
    describeAll(archive, path, bytes, hash, options);
}

template <typename Archive>
void describe(Archive &archive, FloatMatrix &matrix)
{
    auto &[rows, columns, values] = matrix;
    describeAll(archive, rows, columns);
    archive.floats(values);
    if constexpr (Archive::kReads) {
        const bool empty = rows == 0 || columns == 0;
        if (empty ? !values.empty()
                  : values.size() / columns != rows || values.size() % columns != 0)
            archive.container().damaged("a matrix in it is cut");
    }
}

template <typename Archive>
void describe(Archive &archive, Target &target)
{
    auto &[task, column, classes, positive, values] = target;
    describeChoice(archive, task, TaskKind::Regression);
    describeAll(archive, column, classes, positive);
    archive.floats(values);
}

template <typename Archive>
void describe(Archive &archive, RawColumn &column)
{
    auto &[name, type, asNumber, used, picture] = column;
    describeAll(archive, name, type, asNumber, used);
    if (holdsFormat(archive, 2))
        describe(archive, picture);
    if (type == ColumnType::Picture)
        requirePictures(archive, picture);
}

template <typename Archive>
void describe(Archive &archive, Schema &schema)
{
    auto &[columns, target, task, classes, positive] = schema;
    describeAll(archive, columns, target);
    describeChoice(archive, task, TaskKind::Regression);
    describeAll(archive, classes, positive);
}

template <typename Archive>
void describe(Archive &archive, TestChoice &test)
{
    auto &[kind, share, file, asked] = test;
    describeChoice(archive, kind, TestChoice::Kind::None);
    describeAll(archive, share, file);
    if (holdsFormat(archive, 7))
        describe(archive, asked);
}

template <typename Archive>
void describe(Archive &archive, ErrorCosts &costs)
{
    auto &[miss, falseAlarm, ofClass] = costs;
    describeAll(archive, miss, falseAlarm);
    if (holdsFormat(archive, 8))
        describe(archive, ofClass);
}

template <typename Archive>
void describe(Archive &archive, ParameterRange &range)
{
    auto &[low, high, log, choices] = range;
    describeAll(archive, low, high, log, choices);
}

template <typename Archive>
void describe(Archive &archive, TuneOptions &options)
{
    auto &[target, task, metric, budgetSeconds, trials, threads, seed, folds, families, ignore,
           group, time, weight, positive, test, refit, stopEarly, experience, memoryBytes,
           maxModelBytes, maxLatencyMicroseconds, device, monotone, maxDrop, costs, spaces] =
        options;
    describe(archive, target);
    describeChoice(archive, task, TaskChoice::Regression);
    describeAll(archive, metric, budgetSeconds, trials, threads, seed, folds, families, ignore,
                group, time, weight, positive, test, refit, stopEarly, experience, memoryBytes,
                maxModelBytes, maxLatencyMicroseconds, device);
    if (holdsFormat(archive, 3))
        describe(archive, monotone);
    if (holdsFormat(archive, 6))
        describeAll(archive, maxDrop, costs, spaces);
    if constexpr (Archive::kReads)
        for (const auto &[column, direction] : monotone)
            if (direction != 1 && direction != -1)
                archive.container().damaged("a direction in it is neither rising nor falling");
}

template <typename Archive>
void describe(Archive &archive, StudyScore &score)
{
    auto &[validation, test, low, high] = score;
    describeAll(archive, validation, test, low, high);
}

template <typename Archive>
void describe(Archive &archive, ColumnImportance &importance)
{
    auto &[column, mean, deviation] = importance;
    describeAll(archive, column, mean, deviation);
}

template <typename Archive>
void describe(Archive &archive, BestPoint &point)
{
    auto &[at, validation, name] = point;
    describeAll(archive, at, validation, name);
}

/// Models and out-of-fold predictions shared by several entries are stored once.
void describe(RecordWriter &archive, std::shared_ptr<const Model> &model);
void describe(RecordReader &archive, std::shared_ptr<const Model> &model);
void describe(RecordWriter &archive, std::shared_ptr<const FloatMatrix> &matrix);
void describe(RecordReader &archive, std::shared_ptr<const FloatMatrix> &matrix);

template <typename Archive>
void describe(Archive &archive, SliceScore &slice)
{
    auto &[label, low, high, rows, value] = slice;
    describeAll(archive, label, low, high, rows, value);
}

template <typename Archive>
void describe(Archive &archive, LeaderboardEntry &entry)
{
    auto &[name, kind, family, parent, state, reason, trial, validation, validationError, test,
           seconds, finishedAt, rows, sizeBytes, latencyMicroseconds, parameters, iterations,
           foldScores, model, oof, slices, operations] = entry;
    describe(archive, name);
    describeChoice(archive, kind, EntryKind::Compressed);
    describeAll(archive, family, parent);
    describeChoice(archive, state, EntryState::Stopped);
    describeAll(archive, reason, trial, validation, validationError, test, seconds, finishedAt,
                rows, sizeBytes, latencyMicroseconds, parameters, iterations, model, oof);
    if (holdsFormat(archive, 5))
        describe(archive, slices);
    if (holdsFormat(archive, 6))
        describe(archive, foldScores);
    if (holdsFormat(archive, 9))
        describe(archive, operations);
}

/// The state of a fit: bytes that only its learner reads.
void describe(RecordWriter &archive, SharedBytes &state);
void describe(RecordReader &archive, SharedBytes &state);

template <typename Archive>
void describe(Archive &archive, InterruptedTrial &interrupted)
{
    auto &[trial, name, family, why, parameters, seed, rowShare, states] = interrupted;
    describeAll(archive, trial, name, family, why, parameters, seed, rowShare, states);
}

template <typename Archive>
void describe(Archive &archive, StudyRecord &record)
{
    auto &[options, schema, metric, rows, lockedRows, folds, foldParts, foldRepeats, seconds,
           firstModelSeconds, trials, failedTrials, baselineValidation, score, finished, refitted,
           best, single, smallest, entries, bestCurve, importance, notes, resultTruth,
           resultPrediction, resultThreshold, dataRowsHash, interrupted] = record;
    describeAll(archive, options, schema);
    describeChoice(archive, metric, MetricKind::Ndcg);
    describeAll(archive, rows, lockedRows, folds, foldParts, foldRepeats, seconds,
                firstModelSeconds, trials, failedTrials, baselineValidation, score, finished,
                refitted, best, single, smallest, entries, bestCurve, importance, notes,
                resultTruth, resultPrediction, resultThreshold, dataRowsHash);
    if (holdsFormat(archive, 2))
        describe(archive, interrupted);
}

template <typename Archive>
void describe(Archive &archive, EarlierRun &run)
{
    auto &[endedAt, columns, dataName, record] = run;
    describeAll(archive, endedAt, columns, dataName, record);
}

template <typename Archive>
void describe(Archive &archive, RunHistory &history)
{
    auto &[endedAt, earlier] = history;
    describeAll(archive, endedAt, earlier);
}

} // namespace leptune
