// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/project_bytes.h"

#include "core/base/error.h"
#include "core/project/describe_record.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace leptune {

namespace {

constexpr std::size_t kMostInterrupted = 1000; // one a worker

SharedBytes bytesOf(std::span<const float> values)
{
    const auto *bytes = reinterpret_cast<const std::uint8_t *>(values.data());
    return std::make_shared<std::vector<std::uint8_t>>(bytes, bytes + values.size_bytes());
}

FloatMatrix matrixOf(const Container &container, std::span<const std::uint8_t> bytes,
                     std::uint64_t rows, std::uint64_t columns)
{
    const std::uint64_t values = bytes.size() / sizeof(float);
    const bool fits =
        bytes.size() % sizeof(float) == 0 &&
        (values == 0 ? rows == 0 || columns == 0
                     : columns != 0 && values / columns == rows && values % columns == 0);
    if (!fits)
        container.damaged("a matrix in it is cut");
    FloatMatrix matrix;
    matrix.rows = rows;
    matrix.columns = columns;
    matrix.values.resize(values);
    if (values != 0)
        std::memcpy(matrix.values.data(), bytes.data(), bytes.size());
    return matrix;
}

/// Class indices are used as indices: a file may not hold others.
bool isSound(const Target &target)
{
    const auto classes = static_cast<int>(target.classes.size());
    if (target.positive < -1 || target.positive >= std::max(1, classes))
        return false;
    if (target.task == TaskKind::Binary && classes != 2)
        return false;
    return !target.isClassification() || std::ranges::all_of(target.values, [&](float value) {
        return value >= 0.0F && value < static_cast<float>(classes) && value == std::floor(value);
    });
}

void checkRecord(const Container &container, const StudyRecord &record)
{
    const Target &truth = record.resultTruth;
    const FloatMatrix &answer = record.resultPrediction;
    const bool fits =
        answer.rows == 0 || (answer.rows == truth.values.size() &&
                             answer.columns == static_cast<std::size_t>(truth.outputs()));
    if (!isSound(truth) || !fits)
        container.damaged("its results do not fit together");
    if (record.interrupted.size() > kMostInterrupted)
        container.damaged("it holds more interrupted trials than there can be");
    for (const InterruptedTrial &trial : record.interrupted)
        if (!(trial.rowShare > 0.0 && trial.rowShare <= 1.0))
            container.damaged("an interrupted trial in it is of no rows");
    if (record.schema.positive < -1 ||
        record.schema.positive >=
            static_cast<int>(std::max<std::size_t>(1, record.schema.classes.size())))
        container.damaged("its positive class does not exist");
}

} // namespace

void describe(RecordWriter &archive, std::shared_ptr<const Model> &model)
{
    bool present = model != nullptr;
    describe(archive, present);
    if (present)
        archive.sharedBytes(
            model.get(), [&] { return std::make_shared<std::vector<std::uint8_t>>(pack(*model)); });
}

void describe(RecordReader &archive, std::shared_ptr<const Model> &model)
{
    bool present = false;
    describe(archive, present);
    if (!present)
        return;
    std::uint64_t index = 0;
    const auto bytes = archive.sharedBytes(index);
    auto &made = archive.models[index];
    if (!made)
        made = unpackLazily(bytes, archive.container().subject());
    model = made;
}

void describe(RecordWriter &archive, std::shared_ptr<const FloatMatrix> &matrix)
{
    bool present = matrix != nullptr;
    describe(archive, present);
    if (!present)
        return;
    std::uint64_t rows = matrix->rows;
    std::uint64_t columns = matrix->columns;
    describeAll(archive, rows, columns);
    archive.sharedBytes(matrix.get(), [&] { return bytesOf(matrix->values); });
}

void describe(RecordReader &archive, std::shared_ptr<const FloatMatrix> &matrix)
{
    bool present = false;
    describe(archive, present);
    if (!present)
        return;
    std::uint64_t rows = 0;
    std::uint64_t columns = 0;
    std::uint64_t index = 0;
    describeAll(archive, rows, columns);
    const auto bytes = archive.sharedBytes(index);
    auto &made = archive.matrices[index];
    if (!made)
        made = std::make_shared<const FloatMatrix>(
            matrixOf(archive.container(), bytes, rows, columns));
    matrix = made;
}

void describe(RecordWriter &archive, SharedBytes &state)
{
    bool present = state != nullptr;
    describe(archive, present);
    if (present)
        archive.sharedBytes(state.get(), [&] { return state; });
}

void describe(RecordReader &archive, SharedBytes &state)
{
    bool present = false;
    describe(archive, present);
    if (!present)
        return;
    std::uint64_t index = 0;
    const auto bytes = archive.sharedBytes(index);
    if (bytes.size() > kMostStateBytes)
        archive.container().damaged("the state of a fit in it is too large");
    auto &made = archive.states[index];
    if (!made)
        made = std::make_shared<const std::vector<std::uint8_t>>(bytes.begin(), bytes.end());
    state = made;
}

std::vector<std::uint8_t> projectBytes(const DataReference &data, const PackedTable *table,
                                       const StudyRecord &study, const std::string &notes,
                                       const RunHistory &history)
{
    ContainerWriter container;
    RecordWriter archive(container);
    // One description serves reading and writing, and so takes references; writing changes nothing.
    describe(archive, const_cast<DataReference &>(data));
    describe(archive, const_cast<StudyRecord &>(study));
    writeTable(archive, table);
    describe(archive, const_cast<std::string &>(notes));
    describe(archive, const_cast<RunHistory &>(history));
    archive.finish();
    return container.finish(kProjectFormat);
}

Project projectFromBytes(std::span<const std::uint8_t> bytes, const std::string &subject)
{
    const Container container(bytes, kProjectFormat, subject);
    RecordReader archive(container);
    Project project;
    describeAll(archive, project.data, project.study);
    project.table = readTableCopy(archive);
    if (holdsFormat(archive, 4))
        describe(archive, project.notes);
    if (holdsFormat(archive, 10))
        describe(archive, project.history);
    archive.finish();
    checkRecord(container, project.study);
    if (project.history.earlier.size() > kMostEarlierRuns)
        container.damaged("it holds more earlier runs than there can be");
    for (const EarlierRun &run : project.history.earlier)
        checkRecord(container, run.record);
    return project;
}

} // namespace leptune
